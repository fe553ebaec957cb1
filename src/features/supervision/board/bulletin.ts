import type { Calendar } from '../../../../core/clock/workdays.ts'
import type { Board, BoardItem, BoardRow } from '../../../../core/supervision/board.ts'
import { t } from '../../../i18n/i18n.ts'
import { wholeDate } from '../../../i18n/time.ts'
import { dueWords } from '../../../ui/due.ts'

/**
 * The bulletin 督办通报 of a board at a time in ms UTC, a line a paragraph: the title, then four parts. `unitName` names
 * a unit.
 */
export function bulletinText(
  board: Board,
  now: number,
  { unitName, calendar }: { unitName: (unit: string) => string; calendar: Calendar },
): string {
  const { all, units, items } = board
  const lit = (light: BoardItem['light']) =>
    items
      .filter((item) => item.light === light)
      .map((item, index) => itemLine(item, index + 1, now, { unitName, calendar }))
  const orNone = (lines: string[]) => (lines.length > 0 ? lines : [t('board.paper.none')])
  return [
    t('board.paper.title'),
    t('board.paper.part.whole'),
    ...wholeLines(all, now),
    t('board.paper.part.units'),
    ...orNone(units.map((row) => t('board.paper.unit', { ...row, name: unitName(row.key) }))),
    t('board.paper.part.red'),
    ...orNone(lit('red')),
    t('board.paper.part.amber'),
    ...orNone(lit('amber')),
  ].join('\n')
}

function wholeLines(all: BoardRow, now: number): string[] {
  const shareOf = (n: number) => {
    const share = all.ripe === 0 ? undefined : Math.round((100 * n) / all.ripe)
    return share === undefined ? '' : t('board.paper.share', { n: share })
  }
  const { medianDays } = all
  return [
    t('board.paper.whole', { ...all, at: wholeDate(now) }),
    t('board.paper.rates', { ...all, claimedShare: shareOf(all.claimed), keptShare: shareOf(all.kept) }),
    ...(medianDays === undefined ? [] : [t('board.paper.days', { n: Math.round(medianDays) })]),
    ...(all.escalated > 0 ? [t('board.paper.escalated', { n: all.escalated })] : []),
  ]
}

function itemLine(
  item: BoardItem,
  n: number,
  now: number,
  { unitName, calendar }: { unitName: (unit: string) => string; calendar: Calendar },
): string {
  const { due, remindedAt, level } = item
  const more = [
    remindedAt === undefined ? '' : t('board.paper.reminded'),
    level === undefined ? '' : t('board.paper.level', { level: t(`words.level.${level}`) }),
  ].join('')
  return t('board.paper.item', {
    n,
    unit: unitName(item.unit),
    text: item.text.replace(/\s+/g, ' '),
    title: item.title,
    item: item.item + 1,
    at: due === undefined ? '' : wholeDate(due),
    words: due === undefined ? '' : dueWords(due, now, calendar),
    more,
  })
}
