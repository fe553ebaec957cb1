import { describe, expect, it } from 'vitest'
import { steadyClock } from '../../server/clock.ts'

describe('the server’s clock', () => {
  it('[SV17] begins at the wall clock and is moved by none of its steps', () => {
    let wall = 1_800_000_000_000
    let ticks = 5000
    const clock = steadyClock(
      0,
      () => wall,
      () => ticks,
    )
    expect(clock()).toBe(1_800_000_000_000)
    ticks += 90_000
    wall += 90_000 + 3_600_000
    expect(clock(), 'set an hour ahead').toBe(1_800_000_090_000)
    ticks += 10.4
    wall -= 2 * 3_600_000
    expect(clock(), 'set an hour back').toBe(1_800_000_090_010)
  })
  it('[SV18] begins no earlier than the latest time in the store, unless that is more than a day ahead', () => {
    const wall = 1_800_000_000_000
    const began = (last: number) =>
      steadyClock(
        last,
        () => wall,
        () => 5000,
      )()
    const DAY = 24 * 60 * 60_000
    expect([wall - 1, wall + 3_600_000, wall + DAY, wall + DAY + 1].map(began)).toEqual([
      wall,
      wall + 3_600_000,
      wall + DAY,
      wall,
    ])
  })
  it('[SV17] goes as fast as the wall clock', () => {
    const clock = steadyClock()
    expect(Math.abs(clock() - Date.now())).toBeLessThan(50)
  })
})
