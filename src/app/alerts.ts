import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { useTurns } from '../features/notices/turns.ts'
import { platform } from '../platform/platform.ts'
import { t } from '../i18n/i18n.ts'
import { useAnnouncer } from '../stores/announcer.ts'
import { useLock } from '../stores/lock.ts'
import { useRoster } from '../stores/roster.ts'
import { newsWords } from './news-words.ts'

/** Words the desktop's notifications, and goes where a click on one leads. */
export function useAlerts(): void {
  const announcer = useAnnouncer()
  const roster = useRoster()
  const router = useRouter()
  const lock = useLock()
  // who passes by a locked screen learns that there is news, and nothing of it
  const covered = () => [{ title: t('lock.news'), body: t('lock.newsText'), route: words.addressOf({ name: 'desk' }) }]
  const words = {
    ...useTurns(),
    nameOf: (account: string) => roster.name(account),
    addressOf: (place: Parameters<typeof router.resolve>[0]) => router.resolve(place).fullPath,
  }
  onScopeDispose(announcer.wordWith((groups) => (lock.locked ? covered() : newsWords(groups, words))))
  onScopeDispose(platform().desktop.onOpenRoute((route) => void router.push(route)))
}
