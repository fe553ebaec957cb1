import { onScopeDispose, ref, shallowRef } from 'vue'
import type { AnyState } from '../../../core/kinds.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { summarise } from '../../../core/summary.ts'
import { refuse, type Refusal } from '../../../core/wire/refusal.ts'
import { unavailable } from '../../realtime/incoming.ts'
import { useArchive } from '../archive.ts'
import { useCommittee } from '../committee.ts'
import { useLink } from '../link.ts'
import { hasEarlierMessages, joinEarlier, loadPage, shownCount, type Earlier } from './earlier.ts'
import { takeIn } from './intake.ts'
import { findBreak, runs, type Break } from './links.ts'
import { begin, whole, withHeld, type Loaded } from './loaded.ts'

/** `diverged`: what the server sends does not continue what was shown; nothing more is taken until `reload`. */
export type MatterPhase = 'loading' | 'ready' | 'missing' | 'error' | 'diverged'

// A gap is often filled by the next packet; only then is the server asked, ms.
const GAP_MS = 300
const EARLIER_MESSAGES = 40

/**
 * The record of one matter as far as it is loaded: opened and caught up from the server, or from the kept copy when
 * there is no connection, and handed to the archive. `folding` is told of every event right before it becomes part of
 * `loaded`, `asking` of every time the server is asked, and its answer of what the server said.
 */
export function createRecord(
  id: string,
  folding: (events: readonly RecordEvent[]) => void,
  asking: () => (state: object) => void,
) {
  const link = useLink()
  const archive = useArchive()
  const committee = useCommittee()

  const loaded = shallowRef<Loaded | null>(null)
  const phase = ref<MatterPhase>('loading')
  const refusal = shallowRef<Refusal | null>(null)
  const breach = shallowRef<Break | null>(null)
  const source = ref<'live' | 'archive'>('live')

  let early: RecordEvent[] = []
  let turn = 0
  let gap: ReturnType<typeof setTimeout> | undefined

  function fail(to: 'missing' | 'error', why: Refusal): void {
    // A matter that was shown and is refused now is not shown any longer.
    loaded.value = null
    refusal.value = why
    phase.value = to
    if (to === 'missing') void archive.lose(id)
  }

  function diverge(found: Break): void {
    breach.value = found
    phase.value = 'diverged'
    if (loaded.value) archive.alarm({ matter: id, title: loaded.value.state.title, seq: found.seq })
  }

  function show(next: Loaded, from: 'live' | 'archive', news: readonly RecordEvent[]): void {
    folding(news)
    loaded.value = next
    source.value = from
    refusal.value = null
    phase.value = 'ready'
  }

  /** Takes events that the server told of or answered with, in any order. */
  function receive(news: readonly RecordEvent[]): void {
    if (phase.value === 'diverged') return
    if (!loaded.value) return void early.push(...news)
    const intake = takeIn(loaded.value, early, news)
    if (!intake.ok) return diverge(intake.breach)
    early = intake.early
    if (intake.taken.length > 0) {
      show(intake.loaded, source.value, intake.taken)
      archive.follow(summarise(intake.loaded.state, committee.book), intake.taken, false)
    }
    clearTimeout(gap)
    if (early.length > 0) gap = setTimeout(() => void open(), GAP_MS)
  }

  /** Takes the first events of a matter that was begun here, or further ones. */
  function acknowledged(events: readonly RecordEvent[]): void {
    const first = !loaded.value && events[0]?.seq === 1 && !findBreak(events) ? whole(events) : undefined
    if (!first) return receive(events)
    show(first, 'live', events)
    void open()
  }

  /** Opens, or catches up from where the loaded record ends. */
  async function open(): Promise<void> {
    const mine = ++turn
    if (link.state !== 'online') return openKept(mine)
    const since = loaded.value?.head.seq
    const answered = asking()
    const reply = await link.request('matter:open', { matter: id, ...(since === undefined ? {} : { since }) })
    if (mine !== turn || phase.value === 'diverged') return
    if (!reply.ok) {
      if (reply.refusal.code === 'unavailable') return openKept(mine)
      return fail(reply.refusal.code === 'not-found' ? 'missing' : 'error', reply.refusal)
    }
    const { state, seq, events } = reply.value
    answered(state)
    if (since !== undefined && seq < since) return diverge({ seq: seq + 1, fault: 'sequence' })
    if (!loaded.value) {
      const broken = findBreak(events)
      if (broken) return diverge(broken)
      if (events.at(-1)?.seq !== seq) return fail('error', refuse('internal', 'protocol', 'the events stop too soon'))
      show(begin(state as unknown as AnyState, events), 'live', events)
      archive.follow(summarise(state as unknown as AnyState, committee.book), events, true)
    }
    source.value = 'live'
    receive(events)
    if (loaded.value) loaded.value = withHeld(loaded.value, state)
  }

  async function openKept(mine: number): Promise<void> {
    if (loaded.value) return
    const kept = archive.available ? await archive.read(id).catch(() => undefined) : undefined
    // The archive vouches for what it reads; verifying every hash is the person's to ask for, and costs time here.
    const record = kept && runs(kept.events) ? whole(kept.events) : undefined
    if (mine !== turn || loaded.value) return
    if (record) show(record, 'archive', record.events)
    else if (link.state === 'offline') fail('error', unavailable('offline').refusal)
  }

  function take(result: Earlier | undefined): boolean {
    if (!result) return false
    if (result.ok) loaded.value = result.loaded
    else if ('breach' in result) diverge(result.breach)
    else refusal.value = result.refusal
    return result.ok
  }

  let loading: Promise<void> = Promise.resolve()
  /** One after the other, so that pages join. */
  const inTurn = (work: () => Promise<void>) => (loading = loading.then(work))

  /** Loads older messages, some forty at a time. */
  const loadEarlier = (): Promise<void> =>
    inTurn(async () => {
      const shown = loaded.value ? shownCount(loaded.value) : 0
      while (loaded.value && hasEarlierMessages(loaded.value) && shownCount(loaded.value) < shown + EARLIER_MESSAGES)
        if (!take(await loadPage(link, () => loaded.value, 200))) return
    })

  /** Loads every event, for the timeline; offline from the copy kept on this machine, as far as it goes. */
  const ensureWholeRecord = (): Promise<void> =>
    inTurn(async () => {
      for (;;) {
        const first = loaded.value?.events[0]?.seq ?? 1
        if (first <= 1) return
        if (link.state === 'online') {
          if (!take(await loadPage(link, () => loaded.value))) return
          continue
        }
        const kept = archive.available ? await archive.read(id).catch(() => undefined) : undefined
        const page = kept?.events.filter(({ seq }) => seq < first) ?? []
        if (!loaded.value || page.length === 0 || !take(joinEarlier(loaded.value, page))) return
      }
    })

  /** Forgets what is loaded and opens anew. */
  async function reload(): Promise<void> {
    loaded.value = null
    early = []
    breach.value = null
    phase.value = 'loading'
    await open()
  }

  onScopeDispose(link.on('matter:events', (fact) => fact.matter === id && receive(fact.events)))
  onScopeDispose(() => {
    turn++
    clearTimeout(gap)
  })

  return { loaded, phase, refusal, breach, source, open, reload, acknowledged, loadEarlier, ensureWholeRecord }
}
