import type { Bridge } from '../../core/desktop/bridge.ts'
import { localCache } from './cache.ts'
import type { Platform } from './contract.ts'

/** The desktop: everything durable is kept by the main process, behind `window.zx`. */
export function desktopPlatform(bridge: Bridge): Platform {
  const { settings, session, local, drafts, outbox, archive, bags, shelf, files, desktop } = bridge
  return {
    kind: 'desktop',
    settings,
    session,
    local,
    encryption: local,
    inUse: () => local.inUse(),
    drafts,
    outbox,
    archive,
    bags,
    shelf,
    files,
    desktop,
    cache: localCache(localStorage),
    home: '',
  }
}
