import { onScopeDispose, ref } from 'vue'
import { useRouter } from 'vue-router'
import { platform } from '../platform/platform.ts'
import { useLock } from '../stores/lock.ts'
import { useSession } from '../stores/session.ts'
import { SINGLE_KEY } from '../ui/single-keys.ts'
import { placesFor } from './places.ts'

/** The sheets that a key can open, and which of them is open. */
export function useShortcuts() {
  const router = useRouter()
  const session = useSession()
  const lock = useLock()
  const { cache } = platform()
  const open = ref<'palette' | 'keys' | null>(null)
  const singleKey = ref(cache.load(SINGLE_KEY) !== false)

  function allowSingleKey(allowed: boolean): void {
    singleKey.value = allowed
    cache.save(SINGLE_KEY, allowed)
  }

  function onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented || lock.locked) return
    const command = event.ctrlKey || event.metaKey
    if (command && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') show('palette')
    else if (command && event.shiftKey && event.key.toLowerCase() === 'l') lock.lock()
    else if (command && event.key === '/') show('keys')
    else if (event.key === '?' && singleKey.value && !isWriting(event.target) && !modal()) show('keys')
    else if (event.altKey && !command && !modal()) travel(event.code)
    else return
    if (open.value !== null || event.altKey || lock.locked) event.preventDefault()
  }

  function show(sheet: 'palette' | 'keys'): void {
    open.value = sheet
  }

  function travel(code: string): void {
    const place = placesFor(session.has)[Number(code.replace('Digit', '')) - 1]
    if (place) void router.push({ name: place.name })
    else if (code === 'KeyN') void router.push({ name: 'write' })
  }

  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
  return { open, singleKey, allowSingleKey }
}

const modal = () => document.querySelector('[aria-modal="true"]') !== null

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
