import { attach } from '../matter/attach.ts'
import { accept, reject, type Context, type Decision } from '../matter/decision.ts'
import { canonical } from '../record/canonical.ts'
import type { Attachment } from '../wire/attachments.ts'
import type { Refusal } from '../wire/refusal.ts'
import { clockDays } from './clocks.ts'
import type { ConsultationAnswer as Answer, Data } from './decide-types.ts'
import type { ConsultationContent, SessionEvent } from './events.ts'
import { reached } from './participants.ts'
import type { ConsultationState } from './state.ts'

type Content = { ok: true; content: ConsultationContent } | { ok: false; refusal: Refusal }

/** Decides the first command of a consultation. The permission table has been read before. */
export function create(data: Data<'consultation.create'>, context: Context): Decision<SessionEvent> {
  const read = contentOf(data, context, context.at)
  return read.ok ? accept({ type: 'consultation.created', data: read.content }) : read
}

/** Replaces everything a session says of itself; papers that it has need no new upload. */
export function revise(state: ConsultationState, data: Data<'consultation.revise'>, context: Context): Answer {
  const standing = new Map(state.materials.map((file) => [file.sha256, file]))
  const attachment = (sha256: string): Attachment | undefined => standing.get(sha256) ?? context.attachment(sha256)
  const read = contentOf(data, { ...context, attachment }, state.createdAt)
  if (!read.ok) return read
  const { accounts } = read.content
  // who was invited stays so, whatever the rule says now
  const kept = [...new Set([...accounts, ...Object.keys(state.invitations)])]
  const next = { ...read.content, accounts: kept }
  return canonical(next) === canonical(contentNow(state))
    ? accept()
    : accept({ type: 'consultation.revised', data: next })
}

/** `begun`: when the session was first prepared, ms UTC: its clocks go by the rules of that time. */
function contentOf(data: Data<'consultation.create'>, context: Context, begun: number): Content {
  const { materials, linked = [], clocks, ...text } = data
  const { directory } = context
  for (const account of text.participants.accounts ?? [])
    if (!directory.account(account)) return reject('not-found', 'unknown-account', 'no such account', { account })
  for (const region of text.participants.regions ?? [])
    if (!directory.region(region)) return reject('invalid', 'unknown-region', 'no such region', { region })
  const accounts = reached(text.participants, directory)
  if (accounts.length === 0 && !text.participants.open)
    return reject('invalid', 'nobody', 'nobody takes part', { rule: 'MC2' })
  const attached = attach(materials, context)
  if (!attached.ok) return attached
  const links: ConsultationContent['linked'] = []
  for (const matter of linked) {
    const other = context.related(matter)
    if (!other) return reject('not-found', 'unknown-matter', 'no such matter', { matter })
    links.push({ matter, title: other.title })
  }
  const lengths = clockDays(clocks ?? {}, begun, context.book)
  return { ok: true, content: { ...text, ...attached.files, accounts, linked: links, clocks: lengths } }
}

function contentNow(state: ConsultationState): ConsultationContent {
  const { title, question, background, participants, accounts, startsAt, materials, linked, visibility, clocks } = state
  return {
    title,
    question,
    ...(background === undefined ? {} : { background }),
    agenda: state.agenda.map(({ id, kind, title: heading, minutes }) => ({ id, kind, title: heading, minutes })),
    participants,
    accounts,
    startsAt,
    ...(materials.length > 0 ? { attachments: materials } : {}),
    linked,
    visibility,
    clocks,
  }
}

/** Invites everyone whom the rule reaches now and who has not been invited. */
export function invite(state: ConsultationState, { directory }: Context): Answer {
  const all = new Set([...state.accounts, ...reached(state.participants, directory)])
  const fresh = [...all].filter((account) => !state.invitations[account])
  return fresh.length === 0 ? accept() : accept({ type: 'consultation.invited', data: { accounts: fresh } })
}

/** Moves the session to another time; everyone invited is asked again. */
export function postpone(state: ConsultationState, data: Data<'consultation.postpone'>, { at }: Context): Answer {
  if (data.startsAt <= at) return reject('invalid', 'in-the-past', 'the new time lies in the past', { rule: 'MC5' })
  return data.startsAt === state.startsAt ? accept() : accept({ type: 'consultation.postponed', data })
}

/** Opens the room; whom the rule has come to reach meanwhile takes part too. */
export function open(state: ConsultationState, { directory }: Context): Answer {
  const known = new Set(state.accounts)
  const joined = reached(state.participants, directory).filter((account) => !known.has(account))
  return accept({ type: 'consultation.opened', data: { joined } })
}
