import { z } from 'zod'
import { CONSULTATION_LIMITS as LIMITS, type Outcome } from '../../../../core/consultation/commands.ts'
import type { Draft } from '../../../../core/desktop/contract.ts'
import { codePoints, tidy } from '../../../../core/text/hygiene.ts'
import { t } from '../../../i18n/i18n.ts'
import type { Fault } from '../../writing/validation.ts'

/** An outcome that is being drafted, kept on this machine until the server has it. */
export const OUTCOME_DRAFT = 'outcome'

const point = z.object({ key: z.number(), text: z.string() })
const followUp = point.extend({ owner: z.string(), due: z.number().nullable() })
const bodySchema = z.object({
  consensus: z.array(point).catch([]),
  differences: z.array(point).catch([]),
  followUps: z.array(followUp).catch([]),
})
/** The form as it stands. Points have keys of their own, so that taking one away keeps the others' fields. */
export type OutcomeBody = z.output<typeof bodySchema>
export type PointBody = OutcomeBody['consensus'][number]
export type FollowUpBody = OutcomeBody['followUps'][number]
export type Side = 'consensus' | 'differences' | 'followUps'

/** The form in a draft, else the outcome as it was drafted last, else an empty one. */
export function outcomeBody(draft: Pick<Draft, 'body'> | undefined, standing: Outcome | undefined): OutcomeBody {
  if (draft) return bodySchema.parse(draft.body)
  const { consensus = [], differences = [], followUps = [] } = standing ?? {}
  const keyed = (texts: readonly string[]) => texts.map((text, key) => ({ key, text }))
  return {
    consensus: keyed(consensus),
    differences: keyed(differences),
    followUps: followUps.map((one, key) => ({ ...one, key })),
  }
}

/** A key that none of the points has. */
export const freshKey = (points: readonly { key: number }[]): number =>
  Math.max(-1, ...points.map(({ key }) => key)) + 1

/** A text as a point can hold it: tidied, and cut at the greatest length. */
export const asPoint = (text: string): string => [...tidy(text)].slice(0, LIMITS.point).join('')

/** The outcome that a form stands for, or everything that is still wrong. Fields are named `SIDE-KEY`. */
export function checkOutcome(body: OutcomeBody): { ok: true; data: Outcome } | { ok: false; faults: Fault[] } {
  const faults: Fault[] = []
  const add = (field: string, text: string) => faults.push({ field, text })
  for (const side of ['consensus', 'differences', 'followUps'] as const)
    body[side].forEach(({ key, text }, index) => {
      const place = { side: t(`session.outcome.${side}`), i: index + 1 }
      const n = codePoints(tidy(text)) - LIMITS.point
      if (tidy(text) === '') add(`${side}-${key}`, t('session.outcome.need.point', place))
      else if (n > 0) add(`${side}-${key}`, t('session.outcome.long', { ...place, n }))
    })
  body.followUps.forEach(({ key, owner, due }, index) => {
    if (owner === '') add(`owner-${key}`, t('session.outcome.need.ownerOf', { i: index + 1 }))
    if (due === null) add(`due-${key}`, t('session.outcome.need.dueOf', { i: index + 1 }))
  })
  if (faults.length > 0) return { ok: false, faults }
  const texts = (points: readonly PointBody[]) => points.map(({ text }) => tidy(text))
  const followUps = body.followUps.flatMap(({ text, owner, due }) =>
    due === null ? [] : [{ text: tidy(text), owner, due }],
  )
  return { ok: true, data: { consensus: texts(body.consensus), differences: texts(body.differences), followUps } }
}
