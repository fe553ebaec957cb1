import type { RouteLocationRaw } from 'vue-router'
import { answerCommands } from '../../core/answer/commands.ts'
import { committeeCommands } from '../../core/committee/commands.ts'
import { consultationCommands } from '../../core/consultation/commands.ts'
import type { MatterKind } from '../../core/matter/state.ts'
import { serviceCommands } from '../../core/service/commands.ts'
import { supervisionCommands } from '../../core/supervision/commands.ts'

/** Where the page of a matter is. */
export function matterRoute({ kind, id }: { kind: MatterKind; id: string }): RouteLocationRaw {
  if (kind === 'committee') return { name: 'admin', params: { part: 'record' } }
  return { name: kind, params: { id } }
}

const LISTS = {
  proposal: 'proposals',
  suggestion: 'suggestions',
  consultation: 'consultations',
  supervision: 'supervisions',
  service: 'services',
  answer: 'answers',
  committee: 'admin',
} as const

/** Where the matters of a kind are listed. */
export function listRoute(kind: MatterKind): RouteLocationRaw {
  return { name: LISTS[kind] }
}

/** Where the page of a matter is that a command is about; of one that every kind has, by way of the matter itself. */
export function commandRoute({ type }: { type: string }, matter: string): RouteLocationRaw {
  const kind = (['proposal', 'suggestion'] as const).find((known) => type.startsWith(`${known}.`))
  if (kind) return { name: kind, params: { id: matter } }
  if (Object.hasOwn(supervisionCommands, type)) return { name: 'supervision', params: { id: matter } }
  if (Object.hasOwn(serviceCommands, type)) return { name: 'service', params: { id: matter } }
  if (Object.hasOwn(answerCommands, type)) return { name: 'answer', params: { id: matter } }
  if (Object.hasOwn(committeeCommands, type)) return { name: 'admin' }
  return { name: Object.hasOwn(consultationCommands, type) ? 'consultation' : 'matter', params: { id: matter } }
}
