import { onScopeDispose } from 'vue'
import { useRouter, type RouteLocationRaw } from 'vue-router'
import { taskTarget } from '../features/desk/targets.ts'
import { useTurns } from '../features/notices/turns.ts'
import { t } from '../i18n/i18n.ts'
import { platform } from '../platform/platform.ts'
import { useAnnouncer, type News, type NotificationText } from '../stores/announcer.ts'
import { useRoster } from '../stores/roster.ts'

/** More matters than this at one time are told of together. */
const MOST = 3

/** Words the desktop's notifications, and goes where a click on one leads. */
export function useAlerts(): void {
  const announcer = useAnnouncer()
  const roster = useRoster()
  const router = useRouter()
  const { turn, target } = useTurns()

  const titleOf = (news: News) => ('task' in news ? news.task.summary.title : news.notice.title)
  const routeTo = (place: RouteLocationRaw) => router.resolve(place).fullPath

  /** One matter's news: what it asks for goes before what happened in it. */
  function ofMatter(group: News[]): NotificationText[] {
    const first = group.find((news) => 'task' in news) ?? group[0]
    if (!first) return []
    const title = titleOf(first)
    const others = group.length > 1 ? t('notices.andMore', { n: group.length - 1 }) : ''
    if (!('task' in first))
      return [{ title, body: `${turn(first.notice)}${others}`, route: routeTo(target(first.notice)) }]
    const { kind, summary } = first.task
    const hint = t(`words.taskHint.${kind}`, { who: roster.name(summary.author) })
    return [
      { title: t(`words.task.${kind}`), body: `${title} · ${hint}${others}`, route: routeTo(taskTarget(first.task)) },
    ]
  }

  function gathered(groups: News[][]): NotificationText {
    const asks = groups.flat().some((news) => 'task' in news)
    return {
      title: t('notices.gathered', { n: groups.length }),
      body: groups
        .flatMap(([first]) => (first ? titleOf(first) : []))
        .slice(0, MOST)
        .join(t('common.and')),
      route: routeTo({ name: asks ? 'desk' : 'notices' }),
    }
  }

  onScopeDispose(announcer.wordWith((groups) => (groups.length > MOST ? [gathered(groups)] : groups.flatMap(ofMatter))))
  onScopeDispose(platform().desktop.onOpenRoute((route) => void router.push(route)))
}
