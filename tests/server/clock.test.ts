import { describe, expect, it } from 'vitest'
import { steadyClock } from '../../server/clock.ts'

describe('the server’s clock', () => {
  it('[SV17] begins at the wall clock and is moved by none of its steps', () => {
    let wall = 1_800_000_000_000
    let ticks = 5000
    const clock = steadyClock(
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
  it('[SV17] goes as fast as the wall clock', () => {
    const clock = steadyClock()
    expect(Math.abs(clock() - Date.now())).toBeLessThan(50)
  })
})
