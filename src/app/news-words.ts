import type { RouteLocationRaw } from 'vue-router'
import type { Notice } from '../../core/wire/records.ts'
import { taskTarget } from '../features/desk/targets.ts'
import { t } from '../i18n/i18n.ts'
import type { News, NotificationText } from '../stores/announcer.ts'

/** More matters than this at one time are told of together. */
const MOST = 3

export interface Wording {
  /** What a notice says, and where it leads. */
  turn(notice: Notice): string
  target(notice: Notice): RouteLocationRaw
  nameOf(account: string): string
  addressOf(place: RouteLocationRaw): string
}

const titleOf = (news: News) => ('task' in news ? news.task.summary.title : news.notice.title)

/** Notifications for news gathered by matter, each with the route that a click opens. */
export function newsWords(groups: readonly News[][], words: Wording): NotificationText[] {
  return groups.length > MOST ? [gathered(groups, words)] : groups.flatMap((group) => ofMatter(group, words))
}

/** What a matter asks for goes before what happened in it. */
function ofMatter(group: readonly News[], { turn, target, nameOf, addressOf }: Wording): NotificationText[] {
  const first = group.find((news) => 'task' in news) ?? group[0]
  if (!first) return []
  const title = titleOf(first)
  const others = group.length > 1 ? t('notices.andMore', { n: group.length - 1 }) : ''
  if (!('task' in first)) {
    const { notice } = first
    return [{ title, body: `${turn(notice)}${others}`, route: addressOf(target(notice)) }]
  }
  const { kind, summary } = first.task
  const hint = t(`words.taskHint.${kind}`, { who: nameOf(summary.author) })
  const route = addressOf(taskTarget(first.task))
  return [{ title: t(`words.task.${kind}`), body: `${title} · ${hint}${others}`, route }]
}

function gathered(groups: readonly News[][], { addressOf }: Wording): NotificationText {
  const asks = groups.flat().some((news) => 'task' in news)
  const titles = groups.flatMap(([first]) => (first ? titleOf(first) : []))
  return {
    title: t('notices.gathered', { n: groups.length }),
    body: titles.slice(0, MOST).join(t('common.and')),
    route: addressOf({ name: asks ? 'desk' : 'notices' }),
  }
}
