import {
  CONSULTATION_LIMITS as LIMITS,
  consultationCommands,
  type ConsultationCommand,
  type ParticipantRule,
} from '../../../../core/consultation/commands.ts'
import { reached } from '../../../../core/consultation/participants.ts'
import type { Directory } from '../../../../core/people/roles.ts'
import { codePoints, tidy } from '../../../../core/text/hygiene.ts'
import { t } from '../../../i18n/i18n.ts'
import type { Fault } from '../../writing/validation.ts'
import type { SessionBody } from './draft.ts'

export type SessionContent = Extract<ConsultationCommand, { type: 'consultation.create' }>['data']

/** Whom a form asks for; an empty list asks for nobody. */
export function ruleOf({ accounts, roles, sectors, regions, open }: SessionBody): ParticipantRule {
  return {
    ...(accounts.length > 0 ? { accounts } : {}),
    ...(roles.length > 0 ? { roles } : {}),
    ...(sectors.length > 0 ? { sectors } : {}),
    ...(regions.length > 0 ? { regions } : {}),
    ...(open ? { open } : {}),
  }
}

/**
 * The command's data that a form stands for, or everything that is still wrong, in the order of the form. Items of the
 * agenda are named `agenda-ID`. `now` in ms UTC: a session begins after it.
 */
export function check(
  body: SessionBody,
  directory: Directory,
  now: number,
): { ok: true; data: SessionContent } | { ok: false; faults: Fault[] } {
  const faults: Fault[] = []
  const add = (field: string, text: string) => faults.push({ field, text })
  const bounded = (field: 'title' | 'question' | 'background', needed: boolean) => {
    const n = codePoints(tidy(body[field])) - LIMITS[field]
    if (needed && tidy(body[field]) === '') add(field, t(`session.write.need.${field as 'title' | 'question'}`))
    else if (n > 0) add(field, t('session.write.long', { field: t(`session.write.${field}`), most: LIMITS[field], n }))
  }
  bounded('title', true)
  bounded('question', true)
  bounded('background', false)
  if (body.agenda.length === 0) add('agenda', t('session.write.need.agenda'))
  body.agenda.forEach(({ id, title, minutes }, index) => {
    const n = codePoints(tidy(title)) - LIMITS.agendaTitle
    if (tidy(title) === '') add(`agenda-${id}`, t('session.write.need.item', { i: index + 1 }))
    else if (n > 0) add(`agenda-${id}`, t('session.write.itemLong', { i: index + 1, most: LIMITS.agendaTitle, n }))
    else if (minutes === null || minutes < 1 || minutes > LIMITS.minutes)
      add(`agenda-${id}`, t('session.write.need.minutes', { i: index + 1, most: LIMITS.minutes }))
  })
  if (!body.open && reached(ruleOf(body), directory).length === 0) add('people', t('session.write.need.people'))
  if (body.startsAt === null) add('startsAt', t('session.write.need.startsAt'))
  else if (body.startsAt <= now) add('startsAt', t('session.write.past'))
  if (faults.length > 0) return { ok: false, faults }

  const parsed = consultationCommands['consultation.create'].safeParse(dataOf(body))
  if (parsed.success) return { ok: true, data: parsed.data }
  // Lengths have been looked at: what is left are characters that a record does not take.
  for (const { path } of parsed.error.issues) {
    const field = fieldAt(path, body)
    if (!faults.some((fault) => fault.field === field)) add(field, t('session.write.shape'))
  }
  return { ok: false, faults }
}

function dataOf(body: SessionBody) {
  const { title, question, background, agenda, startsAt, files, linked, visibility, notice, papers, minutes } = body
  return {
    ...{ title, question, agenda, startsAt, visibility },
    ...(tidy(background) === '' ? {} : { background }),
    participants: ruleOf(body),
    ...(files.length > 0 ? { materials: files.map(({ sha256 }) => sha256) } : {}),
    ...(linked.length > 0 ? { linked: linked.map(({ matter }) => matter) } : {}),
    clocks: { notice, papers, minutes },
  }
}

function fieldAt([name, index]: readonly PropertyKey[], { agenda }: SessionBody): string {
  if (name === 'agenda' && typeof index === 'number') return `agenda-${agenda[index]?.id}`
  if (name === 'participants') return 'people'
  if (name === 'materials') return 'files'
  return name === 'clocks' ? 'startsAt' : String(name)
}
