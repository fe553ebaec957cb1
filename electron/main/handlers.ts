import type { BridgeHandlers } from '../../core/desktop/channels.ts'
import type { Settings } from '../../core/desktop/contract.ts'
import type { LocalData } from '../archive/local-data.ts'
import { bagsHandlers, type AskWhere } from './bags-handlers.ts'
import { encryptionHandlers } from './encryption-handlers.ts'
import { filesHandlers } from './files-handlers.ts'
import type { KeptDoor } from './kept-door.ts'
import type { SessionVault } from './session-vault.ts'
import { shelfHandlers } from './shelf-handlers.ts'

/** What the handlers do besides keeping data. */
export interface Effects {
  settingsChanged(settings: Settings): void
  notify(notice: { title: string; body: string; route: string }): void
  badge(count: number): void
  askWhere: AskWhere
  /** Asks the person for a bag; the path, or null when nothing was chosen. */
  chooseBag(): Promise<string | null>
  /** Where the page finds kept files. */
  door: KeptDoor
}

/** What answers each method of the bridge. */
export function bridgeHandlers(data: LocalData, vault: SessionVault, effects: Effects): BridgeHandlers {
  const { settings } = data
  return {
    'settings:get': () => settings.get(),
    async 'settings:set'(patch) {
      const merged = await settings.set(patch)
      effects.settingsChanged(merged)
      return merged
    },
    'session:load': () => vault.load(),
    'session:save': (session) => vault.save(session),
    'session:clear': () => {
      effects.door.shut()
      return vault.clear()
    },
    'local:erase': (owner) => data.erase(owner),
    ...encryptionHandlers(data, vault),
    'local:inUse': async () => data.inUse ?? null,
    'drafts:list': (owner) => data.owner(owner).drafts.list(),
    'drafts:put': (owner, draft) => data.owner(owner).drafts.put(draft),
    'drafts:remove': (owner, id) => data.owner(owner).drafts.remove(id),
    'outbox:list': (owner) => data.owner(owner).outbox.list(),
    'outbox:put': (owner, entry) => data.owner(owner).outbox.put(entry),
    'outbox:remove': (owner, id) => data.owner(owner).outbox.remove(id),
    'archive:catalogue': (owner) => data.owner(owner).archive.catalogue(),
    'archive:append': (owner, kept) => data.owner(owner).archive.append(kept),
    'archive:checkpoint': (owner, checkpoint) => data.owner(owner).archive.checkpoint(checkpoint),
    'archive:read': (owner, matter) => data.owner(owner).archive.read(matter),
    'archive:search': (owner, text) => data.owner(owner).archive.search(text),
    'archive:verify': (owner, matter) => data.owner(owner).archive.verify(matter),
    'archive:diverged': (owner, matter, found) => data.owner(owner).archive.diverged(matter, found),
    'archive:remove': (owner, matter) => data.owner(owner).archive.remove(matter),
    ...bagsHandlers(data, effects.askWhere),
    ...shelfHandlers(data, () => effects.chooseBag(), effects.door),
    ...filesHandlers(data, () => vault.load(), effects.door),
    async 'desktop:notify'(notice) {
      if ((await settings.get()).notifications) effects.notify(notice)
    },
    'desktop:badge': async (count) => effects.badge(count),
  }
}
