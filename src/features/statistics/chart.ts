import type { StatisticsRow } from '../../../core/proposal/statistics.ts'
import { t } from '../../i18n/i18n.ts'
import type { Look } from './look.ts'

/** What is drawn: how many came how far, classes of answers, or how long handling took. */
export type Shown = 'flow' | 'classes' | 'days'
type Row = { row: StatisticsRow; name: string }

const MEASURES = {
  flow: ['submitted', 'filed', 'answered'],
  classes: ['classA', 'classB', 'classC'],
  days: ['medianHandlingDays'],
} as const

const nameOf = (measure: (typeof MEASURES)[Shown][number]) =>
  measure === 'medianHandlingDays' ? t('statistics.medianDays') : t(`statistics.measures.${measure}`)

const valueOf = (row: StatisticsRow, measure: (typeof MEASURES)[Shown][number]) => {
  const value = row[measure]
  return value === undefined ? null : Math.round(value)
}

/** The drawing in words, for whoever does not see it; the table beside has the rest. */
export function describe(title: string, rows: readonly Row[], shown: Shown): string {
  const lines = rows.slice(0, 5).map(({ row, name }) => {
    const numbers = MEASURES[shown].map(
      (measure) => `${nameOf(measure)} ${valueOf(row, measure) ?? t('statistics.none')}`,
    )
    return `${name}${t('common.colon')}${numbers.join(t('common.and'))}`
  })
  return t('statistics.described', { title, what: t(`statistics.shows.${shown}`), lines: lines.join('；') })
}

/** What ECharts is to draw: a line of bars for each row, the first row on top. */
export function chartOption(rows: readonly Row[], shown: Shown, look: Look, said: string) {
  const text = { color: look.ink, fontFamily: look.font, fontSize: look.small }
  return {
    aria: { enabled: true, label: { enabled: false, description: said }, decal: { show: true } },
    animation: false,
    color: [...look.bars],
    textStyle: text,
    grid: { top: look.size * 2.6, right: look.size * 2, bottom: look.size, left: look.size * 0.5, containLabel: true },
    legend: {
      show: shown !== 'days',
      top: 0,
      left: 0,
      itemWidth: look.size * 1.4,
      itemHeight: look.size * 0.8,
      textStyle: text,
    },
    // Drawn like the rest: a tooltip of HTML would need styles in its elements.
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      renderMode: 'richText',
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: text,
    },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { ...text, color: look.quiet },
      splitLine: { lineStyle: { color: look.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLabel: { ...text, width: look.size * 9, overflow: 'truncate' },
      axisLine: { lineStyle: { color: look.quiet } },
      axisTick: { show: false },
    },
    series: MEASURES[shown].map((measure) => ({
      type: 'bar',
      name: nameOf(measure),
      ...(shown === 'classes' ? { stack: 'classes' } : {}),
      barMaxWidth: look.size * 1.4,
      data: rows.map(({ row }) => valueOf(row, measure)),
      label:
        shown === 'classes'
          ? { show: false }
          : { show: true, position: 'right', color: look.ink, fontFamily: look.font, fontSize: look.small },
    })),
  }
}
