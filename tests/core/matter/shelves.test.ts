import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allMessages,
  findMessage,
  lastPost,
  SHELF,
  windowed,
  withChanged,
  withMessage,
  withMessages,
} from '../../../core/matter/discussion.ts'
import type { MatterState, Message } from '../../../core/matter/state.ts'

const T = 1_790_000_000_000
const message = (n: number): Message => ({
  id: `m${n}`,
  seq: n + 1,
  at: T + n * 1000,
  author: `a${n % 7}`,
  text: `第 ${n} 条`,
  endorsedBy: [],
})
const many = (n: number) => Array.from({ length: n }, (_, i) => message(i))
type Discussed = Pick<MatterState, 'messages' | 'shelves'>
const posted = (n: number, from: Discussed = { messages: [] }) => many(n).reduce(withMessage<Discussed>, from)
const ids = (state: Discussed) => allMessages(state).map(({ id }) => id)

describe('a discussion of any length', () => {
  it.each([0, 1, SHELF, 2 * SHELF - 1, 2 * SHELF, 2 * SHELF + 1, 5000])('[MS8] %d messages stand in order', (n) => {
    const state = posted(n)
    expect(ids(state)).toEqual(many(n).map(({ id }) => id))
    expect(state.messages.length).toBeLessThan(2 * SHELF)
    for (const shelf of state.shelves ?? []) expect(shelf).toHaveLength(SHELF)
    expect(withMessages({ messages: [] }, many(n))).toEqual(state)
  })

  it('[MS8] one more copies no shelf: all earlier ones are shared with the state before', () => {
    const before = posted(5000)
    const after = withMessage(before, message(5000))
    before.shelves!.forEach((shelf, i) => expect(after.shelves![i]).toBe(shelf))
    expect(after.messages.length + (before.shelves!.length - after.shelves!.length) * SHELF).toBeLessThanOrEqual(
      2 * SHELF,
    )
  })

  it('[MS8] states that are held on to stay as they were', () => {
    const states: Discussed[] = [{ messages: [] }]
    for (let n = 0; n < 600; n++) states.push(withMessage(states[n]!, message(n)))
    states.forEach((state, n) => expect(ids(state).length).toBe(n))
    const changed = withChanged(states[600]!, 'm3', (m) => ({ ...m, text: '改过' }))
    expect(findMessage(changed, 'm3')?.text).toBe('改过')
    expect(findMessage(states[600]!, 'm3')?.text).toBe('第 3 条')
  })

  it('[MS8] every message is found and changed, wherever it stands, and no other', () => {
    const state = posted(700)
    fc.assert(
      fc.property(fc.nat(699), (n) => {
        const after = withChanged(state, `m${n}`, (m) => ({ ...m, pinned: { by: 'x', at: T } }))
        expect(
          allMessages(after)
            .filter(({ pinned }) => pinned)
            .map(({ id }) => id),
        ).toEqual([`m${n}`])
        expect(findMessage(state, `m${n}`)).toEqual(message(n))
      }),
      { numRuns: 40 },
    )
    expect(withChanged(state, 'none', (m) => ({ ...m, text: '' }))).toBe(state)
    expect(findMessage(state, 'none')).toBeUndefined()
  })

  it('[MS7] what is sent has no shelves: the latest, and older pinned ones', () => {
    const state = withChanged(posted(700), 'm5', (m) => ({ ...m, pinned: { by: 'x', at: T } }))
    const sent = windowed(state, 100)
    expect(sent.shelves).toBeUndefined()
    expect(sent.messages.map(({ id }) => id)).toEqual([
      'm5',
      ...many(700)
        .slice(600)
        .map(({ id }) => id),
    ])
    // a window is carried on like any state
    expect(ids(posted(300, sent)).length).toBe(401)
  })

  it('[MD3] the last post of a voice is found as far back as slow mode asks', () => {
    const state = posted(700)
    expect(lastPost(state, 'a6', T)).toBe(T + 699_000)
    expect(lastPost(state, 'a5', T + 697_000)).toBe(T + 698_000)
    expect(lastPost(state, 'a5', T + 698_000)).toBeUndefined()
    expect(lastPost(state, 'nobody', 0)).toBeUndefined()
    const early = { ...message(1), author: 'early' }
    expect(lastPost(withMessages({ messages: [] }, [early, ...many(600)]), 'early', T)).toBe(early.at)
  })
})
