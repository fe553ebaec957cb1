import { hasInjectionContext, inject } from 'vue'
import type { Bridge } from '../../core/desktop/bridge.ts'
import { browserPlatform } from './browser.ts'
import { PLATFORM, type Platform } from './contract.ts'
import { desktopPlatform } from './desktop.ts'

let found: Platform | undefined

/**
 * What the client runs on: the one provided under `PLATFORM`, else found by looking for the desktop's bridge.
 * Call it in the set-up of a store or component.
 */
export function platform(): Platform {
  const provided = hasInjectionContext() ? inject(PLATFORM, undefined) : undefined
  if (provided) return provided
  // The desktop's bridge; absent in a browser.
  const { zx } = window as { zx?: Bridge }
  return (found ??= zx ? desktopPlatform(zx) : browserPlatform())
}
