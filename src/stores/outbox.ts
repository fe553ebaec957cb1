import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { Owner } from '../../core/desktop/contract.ts'
import type { Command } from '../../core/kinds.ts'
import { parseCommand } from '../../core/wire/parse.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import type { RequestValue } from '../../core/wire/requests.ts'
import { platform } from '../platform/platform.ts'
import { newId } from '../realtime/new-id.ts'
import { useLink } from './link.ts'
import { refusalMemory, restored, type OutboxItem } from './outbox/item.ts'
import { judge } from './outbox/judge.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'

export type { OutboxItem } from './outbox/item.ts'

export type Sent = Reply<RequestValue<'matter:command'>>

const ANSWER_MS = 20_000
// Nothing is told to wait longer than this; a wait that seems longer is a clock that was set back, ms.
const LONGEST_WAIT_MS = 60_000

/** Commands until the server has answered them. */
export const useOutbox = defineStore('outbox', () => {
  const { outbox: kept, cache } = platform()
  const link = useLink()
  const session = useSession()
  const refusals = refusalMemory(cache)

  /** Every command that was not acknowledged yet, in the order given. */
  const entries = shallowRef<readonly OutboxItem[]>([])
  /** The refused ones, until dismissed or tried again. */
  const problems = computed(() => entries.value.filter((entry) => entry.status === 'refused'))

  const listeners = new Set<(value: RequestValue<'matter:command'>) => void>()
  const waiting = new Map<string, (sent: Sent) => void>()
  // Not sent yet because they are not on disk yet.
  const unkept = new Set<string>()
  const busy = new Set<string>()
  const tries = new Map<string, number>()
  const alarms = new Map<string, ReturnType<typeof setTimeout>>()
  let writing: Promise<unknown> = Promise.resolve()

  const find = (id: string) => entries.value.find((entry) => entry.id === id)
  function change(id: string, to: Pick<OutboxItem, 'status' | 'retryAt' | 'refusal'>): void {
    entries.value = entries.value.map((entry) => {
      if (entry.id !== id) return entry
      const { status: _status, retryAt: _retryAt, refusal: _refusal, ...rest } = entry
      return { ...rest, ...to }
    })
  }
  function take(id: string): void {
    entries.value = entries.value.filter((entry) => entry.id !== id)
    tries.delete(id)
  }
  function answer(id: string, sent: Sent): void {
    waiting.get(id)?.(sent)
    waiting.delete(id)
  }
  /** One change of the disk after the other, so that the kept order is the order given. */
  function onDisk<T>(work: () => Promise<T>): Promise<T> {
    const done = writing.then(work)
    writing = done.catch(() => undefined)
    return done
  }

  /** What waits for an answer in a matter, in order; refused ones are not among them. */
  const pending = (matter: string): OutboxItem[] =>
    entries.value.filter((entry) => entry.matter === matter && entry.status !== 'refused')

  /**
   * Keeps a command and sends it as soon as that is possible. Resolves when the server has answered, which offline can
   * take long: do not keep a person waiting for it, show `entries`. Malformed commands are refused `invalid` at once.
   * `matter` is a new UUIDv7 (`newId`) for a command that begins a matter.
   */
  async function send({ matter, type, data }: Command & { matter: string }): Promise<Sent> {
    const { owner } = session
    if (!owner) return { ok: false, refusal: refuse('unauthenticated', 'signed-out', 'nobody is signed in') }
    const parsed = parseCommand(type, plain(data))
    if (!parsed.ok) return parsed
    const item: OutboxItem = { id: newId(), matter, command: parsed.value, at: link.serverNow(), status: 'waiting' }
    const sent = new Promise<Sent>((resolve) => waiting.set(item.id, resolve))
    unkept.add(item.id)
    entries.value = [...entries.value, item]
    try {
      const { id, at, command } = item
      await onDisk(() => kept.put(owner, { id, matter, type: command.type, data: command.data, at }))
    } catch {
      take(item.id)
      answer(item.id, { ok: false, refusal: refuse('unavailable', 'not-kept', 'it could not be kept on this machine') })
    }
    unkept.delete(item.id)
    void drain(matter)
    return sent
  }

  /** Sends what waits in one matter, one after the other; the next only when the one before is settled. */
  async function drain(matter: string): Promise<void> {
    if (busy.has(matter)) return
    busy.add(matter)
    try {
      for (;;) {
        const { owner } = session
        const item = pending(matter)[0]
        if (!owner || !item || unkept.has(item.id) || link.state !== 'online') return
        const wait = (item.retryAt ?? 0) - Date.now()
        if (wait > 0 && wait <= LONGEST_WAIT_MS) return wakeIn(matter, wait)
        change(item.id, { status: 'sending' })
        const { id, command } = item
        const body = { id, matter, type: command.type, data: command.data }
        const sent = await link.request('matter:command', body, { timeoutMs: ANSWER_MS })
        // Somebody else is signed in now; the command is still on disk for whom it belongs to.
        if (session.owner !== owner) continue
        settle(owner, item, sent)
      }
    } finally {
      busy.delete(matter)
    }
  }

  function wakeIn(matter: string, wait: number): void {
    clearTimeout(alarms.get(matter))
    alarms.set(
      matter,
      setTimeout(() => void drain(matter), wait),
    )
  }

  function settle(owner: Owner, { id }: OutboxItem, sent: Sent): void {
    if (sent.ok) {
      // First the record, then the outbox, both before anything is drawn: the view never blinks.
      for (const listener of listeners) listener(sent.value)
      take(id)
      // Should the disk forget to forget it, it is sent again some day and answered from the server's memory.
      void onDisk(() => kept.remove(owner, id)).catch(() => undefined)
      return answer(id, sent)
    }
    const count = tries.get(id) ?? 0
    tries.set(id, count + 1)
    const verdict = judge(sent.refusal, count)
    if (verdict.again) return change(id, { status: 'waiting', retryAt: Date.now() + verdict.afterMs })
    change(id, { status: 'refused', refusal: sent.refusal })
    refusals.note(id, sent.refusal)
    answer(id, sent)
  }

  /** Gives a refused command up. */
  async function dismiss(id: string): Promise<void> {
    const { owner } = session
    if (!owner || find(id)?.status !== 'refused') return
    await onDisk(() => kept.remove(owner, id))
    take(id)
    refusals.forget(id)
  }

  /** Sends a refused command once more, as it is. */
  async function retry(id: string): Promise<void> {
    const item = find(id)
    if (item?.status !== 'refused') return
    refusals.forget(id)
    tries.delete(id)
    change(id, { status: 'waiting' })
    await drain(item.matter)
  }

  /** Hears every acknowledged command before it leaves `entries`; the answer ends the subscription. For stores. */
  function onAcknowledged(listener: (value: RequestValue<'matter:command'>) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  function drainAll(): void {
    for (const matter of new Set(entries.value.map((entry) => entry.matter))) void drain(matter)
  }

  async function load(owner: Owner | null): Promise<void> {
    for (const id of [...waiting.keys()])
      answer(id, { ok: false, refusal: refuse('unauthenticated', 'signed-out', 'nobody is signed in') })
    for (const alarm of alarms.values()) clearTimeout(alarm)
    tries.clear()
    entries.value = []
    if (!owner) return
    const found = await onDisk(() => kept.list(owner))
    if (session.owner !== owner) return
    const given = new Set(entries.value.map(({ id }) => id))
    const earlier = found.filter(({ id }) => !given.has(id)).map((entry) => restored(entry, refusals.of(entry.id)))
    entries.value = [...earlier, ...entries.value]
    drainAll()
  }

  watch(
    () => session.owner,
    (owner) => void load(owner),
    { immediate: true, flush: 'sync' },
  )
  watch(
    () => link.state,
    (state) => state === 'online' && drainAll(),
  )

  return { entries, problems, pending, send, dismiss, retry, onAcknowledged }
})
