import { createPinia, disposePinia } from 'pinia'
import { onTestFinished } from 'vitest'
import { createApp, effectScope } from 'vue'
import type { Cipher } from '../../../electron/archive/cipher.ts'
import { start } from '../../../src/app/boot/start.ts'
import { PLATFORM, type Platform } from '../../../src/platform/contract.ts'
import { useArchive } from '../../../src/stores/archive.ts'
import { useDrafts } from '../../../src/stores/drafts.ts'
import { useInbox } from '../../../src/stores/inbox.ts'
import { useLink } from '../../../src/stores/link.ts'
import { useMatter } from '../../../src/stores/matter.ts'
import { useMatterList } from '../../../src/stores/matter-list.ts'
import { useOutbox } from '../../../src/stores/outbox.ts'
import { useRoster } from '../../../src/stores/roster.ts'
import { useSession } from '../../../src/stores/session.ts'
import { useSettings } from '../../../src/stores/settings.ts'
import { freshFolder } from '../folder.ts'
import { machine, type Machine } from './machine.ts'

/** The whole client without its screens: every store as the screens see it. */
export type Client = Awaited<ReturnType<typeof runClient>>

/** Starts a client on a platform and takes up its kept session, as the program does. */
export async function runClient(platform: Platform) {
  const app = createApp({ render: () => null })
  const pinia = createPinia()
  app.use(pinia).provide(PLATFORM, platform)
  const within = <T>(use: () => T): T => app.runWithContext(use)
  const stores = within(() => ({
    settings: useSettings(),
    session: useSession(),
    link: useLink(),
    outbox: useOutbox(),
    roster: useRoster(),
    inbox: useInbox(),
    drafts: useDrafts(),
    archive: useArchive(),
  }))
  await within(start)
  let stopped = false
  return {
    ...stores,
    within,
    matter: (id: string) => within(() => useMatter(id)),
    /** As a component uses it: the answer ends the use. */
    visit(id: string) {
      const scope = effectScope()
      const store = scope.run(() => within(() => useMatter(id)))
      if (!store) throw new Error('the scope did not run')
      return { store, leave: () => scope.stop() }
    },
    list: (...given: Parameters<typeof useMatterList>) => within(() => useMatterList(...given)),
    /** The program ends without a word, as when it is killed: nothing is flushed. */
    stop() {
      if (stopped) return
      stopped = true
      stores.link.stop()
      disposePinia(pinia)
    },
  }
}

/** A client on a machine of its own, with a keychain where one is given; both end with the test. */
export async function newClient(cipher?: Cipher): Promise<Client & { machine: Machine; restart(): Promise<Client> }> {
  const own = machine(await freshFolder(), cipher)
  const clients: Client[] = []
  const run = async () => {
    clients.at(-1)?.stop()
    const client = await runClient(await own.boot())
    clients.push(client)
    return client
  }
  onTestFinished(async () => {
    clients.at(-1)?.stop()
    await own.shutDown()
  })
  return { ...(await run()), machine: own, restart: run }
}
