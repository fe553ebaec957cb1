import { computed } from 'vue'
import { t } from '../../i18n/i18n.ts'
import { useArchive } from '../../stores/archive.ts'
import { useDrafts } from '../../stores/drafts.ts'
import { useEncryption } from '../../stores/encryption.ts'
import { useLeaving } from '../../stores/leaving.ts'
import { useOutbox } from '../../stores/outbox.ts'
import { reasonOf } from '../../stores/reason-of.ts'
import { toast } from '../../ui/say.ts'

/** Why what is kept could not be sealed or deleted; each has a sentence. */
const WHY_NOT = ['no-password', 'no-keychain', 'locked', 'read-only', 'disk'] as const

/** The sentence. */
export const whyNot = (error: unknown): string => t(`lock.whyNot.${reasonOf(error, WHY_NOT) ?? 'other'}`)

/** What is said before somebody signs out, and the signing out itself. Nothing has to be `asked` where nothing is at stake. */
export function useSignOut() {
  const leaving = useLeaving()
  const outbox = useOutbox()
  const drafts = useDrafts()
  const archive = useArchive()
  const { offered } = useEncryption()

  const erases = computed(() => leaving.policy === 'erase')
  const seals = computed(() => leaving.policy === 'lock' && offered)
  const unsent = computed(() => outbox.entries.length)
  const at = computed(() => ({ drafts: drafts.drafts.length, unsent: unsent.value, kept: archive.entries.length }))

  async function leave(everywhere: boolean): Promise<void> {
    const [erased, sealed] = [erases.value, seals.value]
    try {
      await leaving.signOut(everywhere)
      if (erased) toast(t('lock.erased'), 'good')
      else if (sealed) toast(t('lock.sealed'), 'good')
    } catch (error) {
      toast(t(sealed ? 'lock.notSealed' : 'lock.notErased', { why: whyNot(error) }), 'act')
    }
  }

  return {
    asked: computed(() => erases.value || unsent.value > 0),
    title: computed(() =>
      erases.value
        ? t('lock.eraseTitle')
        : unsent.value > 0
          ? t('shell.account.unsentTitle', { n: unsent.value })
          : t('shell.account.signOut'),
    ),
    text: computed(() =>
      erases.value
        ? t('lock.eraseText', at.value)
        : unsent.value > 0
          ? t('shell.account.unsentText')
          : t(seals.value ? 'lock.sealText' : 'shell.account.keptText'),
    ),
    confirm: computed(() => t(erases.value ? 'lock.eraseDo' : 'shell.account.signOut')),
    erases,
    leave,
  }
}
