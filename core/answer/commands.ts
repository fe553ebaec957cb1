import { z } from 'zod'
import { reason } from '../matter/commands.ts'
import { id } from '../wire/scalars.ts'

export const answerCommands = {
  /** `from` is the request whose asker has agreed; it goes into no event. */
  'answer.publish': z.strictObject({ from: id }),
  'answer.withdraw': z.strictObject({ reason }),
}

export type AnswerCommandType = keyof typeof answerCommands
export type AnswerCommand = {
  [T in AnswerCommandType]: { type: T; data: z.output<(typeof answerCommands)[T]> }
}[AnswerCommandType]
