import type { ClockRule } from '../../../../core/clock/rule.ts'
import { CLOCK_RULES } from '../../../../core/clock/rules.ts'
import type { Span } from '../../../../core/clock/span.ts'
import type { CommitteeState, SetRule } from '../../../../core/committee/state.ts'
import type { MatterKind } from '../../../../core/matter/state.ts'

/** A rule of a clock as it is now, and how it came to be so, latest first. */
export interface ClockRow {
  rule: ClockRule
  length: Span
  warning: Span
  text: string
  history: SetRule[]
}

/** Every rule, by the kind of matter in whose records it runs, in the order in which rules are listed. */
export function clockRows(state: CommitteeState): { kind: MatterKind; rows: ClockRow[] }[] {
  const groups = new Map<MatterKind, ClockRow[]>()
  for (const rule of Object.values(CLOCK_RULES) as ClockRule[]) {
    const kind = rule.id.split('.')[0] as MatterKind
    const history = state.rules.filter((set) => set.rule === rule.id).reverse()
    const { length, warning, text } = history[0] ?? rule
    groups.set(kind, [...(groups.get(kind) ?? []), { rule, length, warning, text, history }])
  }
  return [...groups].map(([kind, rows]) => ({ kind, rows }))
}

export type SpanUnit = 'workdays' | 'days' | 'months'

/** A length of time in its two parts, as a form has them. */
export function partsOf(length: Span): { unit: SpanUnit; n: number } {
  if ('workdays' in length) return { unit: 'workdays', n: length.workdays }
  return 'days' in length ? { unit: 'days', n: length.days } : { unit: 'months', n: length.months }
}

export function spanOf({ unit, n }: { unit: SpanUnit; n: number }): Span {
  if (unit === 'workdays') return { workdays: n }
  return unit === 'days' ? { days: n } : { months: n }
}
