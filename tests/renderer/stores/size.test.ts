// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../core/wire/limits.ts'
import { allMessages, windowed } from '../../../core/matter/discussion.ts'
import { takeIn } from '../../../src/stores/matter/intake.ts'
import { joinEarlier } from '../../../src/stores/matter/earlier.ts'
import { begin, unbroken, whole } from '../../../src/stores/matter/loaded.ts'
import { longDiscussion } from '../../support/discussion.ts'
import { uuid } from '../../support/record.ts'

describe('ten thousand messages', () => {
  it('[CL22] take in one more as easily as a thousand do, and load backwards without stalling', () => {
    const record = longDiscussion(uuid(7), 10_400)
    const cost = (loadedEvents: number) => {
      const start = whole(record.slice(0, loadedEvents))
      if (!start) throw new Error('nothing')
      let loaded = start
      const began = performance.now()
      for (let seq = loadedEvents; seq < loadedEvents + 300; seq++) {
        const intake = takeIn(loaded, [], record.slice(seq, seq + 1))
        if (!intake.ok) throw new Error(`broke at ${intake.breach.seq}`)
        loaded = intake.loaded
        unbroken(allMessages(loaded.state), loaded.windowFrom)
      }
      return (performance.now() - began) / 300
    }
    cost(1000)
    const [small, large] = [cost(1000), cost(10_000)]

    const full = whole(record)
    if (!full) throw new Error('nothing')
    let loaded = begin(windowed(full.state, LIMITS.openMessages), record.slice(-LIMITS.openEvents))
    let slowest = 0
    for (let from = loaded.events[0]?.seq ?? 1; from > 1; from = loaded.events[0]?.seq ?? 1) {
      const began = performance.now()
      const joined = joinEarlier(loaded, record.slice(Math.max(0, from - 1 - LIMITS.historyPage), from - 1))
      if (!joined.ok) throw new Error('the page did not join')
      loaded = joined.loaded
      slowest = Math.max(slowest, performance.now() - began)
    }
    console.log(
      `a live message: ${small.toFixed(3)} ms with 1,000 loaded, ${large.toFixed(3)} ms with 10,000; ` +
        `a page of ${LIMITS.historyPage} earlier events: ${slowest.toFixed(1)} ms at most`,
    )
    expect(allMessages(loaded.state)).toHaveLength(10_399)
    // A frame has 16 ms; the bound leaves room for a slow machine, and none for work that grows with the discussion.
    expect(large, 'ms a message with 10,000 loaded').toBeLessThan(4)
    expect(slowest, 'ms a page').toBeLessThan(400)
  })
})
