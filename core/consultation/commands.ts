import { z } from 'zod'
import { reason } from '../matter/commands.ts'
import { ROLES } from '../people/roles.ts'
import { optionalPassage, passage, title } from '../text/hygiene.ts'
import { METHODS } from '../voting/methods.ts'
import { attachmentHashes } from '../wire/attachments.ts'
import { code, id, moment } from '../wire/scalars.ts'
import { STATEMENT_VOTES } from './statements.ts'

export const CONSULTATION_LIMITS = {
  title: 50,
  question: 500,
  background: 5000,
  agenda: 50,
  agendaTitle: 60,
  minutes: 600,
  participants: 1000,
  linked: 20,
  pollQuestion: 300,
  option: 200,
  options: 50,
  points: 1000,
  statement: 140,
  statements: 300,
  answer: 1000,
  point: 500,
  outcomePoints: 50,
  outcome: 5000,
  minutesText: 15_000,
} as const

/** 通报 · 提问 · 解答 · 发言 · 表决 · 征询 */
export const AGENDA_KINDS = ['briefing', 'questions', 'answers', 'speeches', 'poll', 'statements'] as const
export type AgendaKind = (typeof AGENDA_KINDS)[number]

/** 与会者可见 · 全委可见 */
export const VISIBILITIES = ['participants', 'committee'] as const
export type Visibility = (typeof VISIBILITIES)[number]

const L = CONSULTATION_LIMITS
const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length
const several = <S extends z.ZodType<string>>(schema: S, most: number) =>
  z.array(schema).max(most).refine(distinct, { error: 'repeated' })
const share = z.number().gt(0).max(1)
const clock = z.int().min(0).max(60)

/** One item of an agenda; `minutes` is the time planned for it. */
const agendaItem = z.strictObject({
  id: code,
  kind: z.enum(AGENDA_KINDS),
  title: title(L.agendaTitle),
  minutes: z.int().min(1).max(L.minutes),
})
export type PlannedItem = z.output<typeof agendaItem>

/**
 * Who takes part: those named, and besides whoever fits all of the given roles, sectors and regions (a region stands for
 * everything below it); `open` lets anyone in who comes.
 */
const participants = z.strictObject({
  accounts: several(id, L.participants).optional(),
  roles: z.array(z.enum(ROLES)).max(ROLES.length).optional(),
  sectors: several(code, 100).optional(),
  regions: several(code, 100).optional(),
  open: z.boolean().optional(),
})
export type ParticipantRule = z.output<typeof participants>

/** How many working days before (notice, papers) or after (minutes) the session. */
const clocks = z.strictObject({ notice: clock.optional(), papers: clock.optional(), minutes: clock.optional() })

const content = {
  title: title(L.title),
  question: passage(1, L.question),
  background: optionalPassage(L.background),
  agenda: z
    .array(agendaItem)
    .max(L.agenda)
    .refine((items) => distinct(items.map((item) => item.id)), { error: 'repeated' }),
  participants,
  startsAt: moment,
  materials: attachmentHashes.optional(),
  linked: several(id, L.linked).optional(),
  visibility: z.enum(VISIBILITIES),
  clocks: clocks.optional(),
}

const outcome = z.strictObject({
  consensus: z.array(passage(1, L.point)).max(L.outcomePoints),
  differences: z.array(passage(1, L.point)).max(L.outcomePoints),
  followUps: z.array(z.strictObject({ text: passage(1, L.point), owner: code, due: moment })).max(L.outcomePoints),
})
export type Outcome = z.output<typeof outcome>
export type FollowUpPoint = Outcome['followUps'][number]

const empty = z.strictObject({})

export const consultationCommands = {
  'consultation.create': z.strictObject(content),
  'consultation.revise': z.strictObject(content),
  'consultation.invite': empty,
  'consultation.postpone': z.strictObject({ startsAt: moment, reason }),
  'consultation.cancel': z.strictObject({ reason }),
  'consultation.open': empty,
  'consultation.pause': z.strictObject({ reason: reason.optional() }),
  'consultation.resume': empty,
  'consultation.announce': z.strictObject({ text: passage(1, L.point) }),
  'consultation.conclude': empty,
  'consultation.publish': z.strictObject({
    outcome: z.union([passage(1, L.outcome), outcome]),
    owner: code,
    reviewOn: moment,
  }),
  'consultation.review': z.strictObject({ text: passage(1, L.outcome), next: moment.optional() }),
  'agenda.start': z.strictObject({ item: code }),
  'agenda.finish': z.strictObject({ item: code }),
  'agenda.extend': z.strictObject({ item: code, minutes: z.int().min(1).max(120) }),
  'agenda.add': z.strictObject({ item: agendaItem, after: code.optional() }),
  'agenda.reorder': z.strictObject({ items: several(code, L.agenda) }),
  'attendance.accept': empty,
  'attendance.excuse': z.strictObject({ reason }),
  'attendance.decide-leave': z.strictObject({ account: id, granted: z.boolean(), reason: reason.optional() }),
  'attendance.check-in': empty,
  'attendance.leave': empty,
  'floor.request': empty,
  'floor.withdraw': empty,
  'floor.grant': z.strictObject({ account: id, minutes: z.int().min(1).max(60).optional() }),
  'floor.finish': empty,
  'question.collect': z.strictObject({ message: id }),
  'question.settle': z.strictObject({ message: id, answer: id.optional() }),
  'poll.open': z.strictObject({
    poll: code,
    question: passage(1, L.pollQuestion),
    method: z.enum(METHODS),
    options: several(passage(1, L.option), L.options),
    named: z.boolean(),
    results: z.enum(['live', 'at-close']),
    quorum: z.strictObject({ of: z.enum(['roll', 'present']), share }).optional(),
    threshold: z
      .strictObject({ of: z.enum(['cast', 'present', 'roll']), share, above: z.boolean().optional() })
      .optional(),
    closesAt: moment.optional(),
    points: z.int().min(1).max(L.points).optional(),
    /** Narrows the roll to these of those who have a vote. */
    eligible: several(id, L.participants).min(1).optional(),
  }),
  'ballot.cast': z.strictObject({
    poll: code,
    choice: z.unknown(),
    nonce: z
      .string()
      .regex(/^[\x21-\x7e]{16,128}$/, { error: 'not-a-nonce' })
      .optional(),
    reason: reason.optional(),
  }),
  'poll.close': z.strictObject({ poll: code }),
  'poll.cancel': z.strictObject({ poll: code, reason }),
  'statement.submit': z.strictObject({ statement: code, text: passage(1, L.statement) }),
  'statement.approve': z.strictObject({ statement: code }),
  'statement.reject': z.strictObject({ statement: code, reason }),
  'statement.respond': z.strictObject({ statement: code, text: passage(1, L.answer) }),
  'statement.vote': z.strictObject({ statement: code, vote: z.enum(STATEMENT_VOTES) }),
  'statements.close': empty,
  'outcome.draft': outcome,
  'outcome.link': z.strictObject({ followUp: z.int().min(0).max(L.outcomePoints), matter: id }),
  'minutes.propose': z.strictObject({ text: optionalPassage(L.minutesText) }),
  'minutes.confirm': empty,
  'minutes.object': z.strictObject({ text: passage(1, L.answer) }),
  'minutes.settle': empty,
  'moderation.appeal': z.strictObject({ message: id.optional(), text: passage(1, L.answer) }),
  'moderation.answer-appeal': z.strictObject({ appeal: id, upheld: z.boolean(), text: passage(1, L.answer) }),
}

export type ConsultationCommandType = keyof typeof consultationCommands
export type ConsultationCommand = {
  [T in ConsultationCommandType]: { type: T; data: z.output<(typeof consultationCommands)[T]> }
}[ConsultationCommandType]
