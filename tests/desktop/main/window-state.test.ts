import { describe, expect, it } from 'vitest'
import { placeWindow } from '../../../electron/main/window-state.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1040 }
const right = { x: 1920, y: 0, width: 2560, height: 1400 }

describe('the place of the window', () => {
  it('[DS8] is chosen by the system at the first start', () => {
    expect(placeWindow(null, [screen])).toEqual({ width: 1280, height: 820 })
  })
  it('[DS8] is where it was', () => {
    const saved = { x: 300, y: 100, width: 1400, height: 900 }
    expect(placeWindow(saved, [screen])).toEqual(saved)
    const second = { ...saved, x: 2000 }
    expect(placeWindow(second, [screen, right])).toEqual(second)
  })
  it('[DS8] is not on a screen that was taken away', () => {
    expect(placeWindow({ x: 2000, y: 100, width: 1400, height: 900 }, [screen])).toEqual({ width: 1400, height: 900 })
    expect(placeWindow({ x: -32000, y: -32000, width: 1400, height: 900 }, [screen])).toEqual({
      width: 1400,
      height: 900,
    })
    expect(placeWindow({ x: 100, y: 1035, width: 1400, height: 900 }, [screen])).toEqual({ width: 1400, height: 900 })
  })
  it('[DS8] fits the screen and keeps the minimum', () => {
    const small = { x: 0, y: 0, width: 1366, height: 728 }
    expect(placeWindow({ x: 100, y: 100, width: 2400, height: 1300 }, [small])).toEqual(small)
    expect(placeWindow({ x: 10, y: 10, width: 200, height: 100 }, [screen])).toEqual({
      x: 10,
      y: 10,
      width: 1024,
      height: 640,
    })
    expect(placeWindow({ x: 0, y: 0, width: 1400, height: 900 }, [{ x: 0, y: 0, width: 800, height: 560 }])).toEqual({
      x: 0,
      y: 0,
      width: 1024,
      height: 640,
    })
  })
  it('[DS8] is drawn back so far that all of it can be seen', () => {
    expect(placeWindow({ x: 1700, y: 300, width: 1280, height: 820 }, [screen])).toEqual({
      x: 640,
      y: 220,
      width: 1280,
      height: 820,
    })
  })
  it('[DS8] stands where no screen is reported', () => {
    expect(placeWindow({ x: 5, y: 5, width: 1400, height: 900 }, [])).toEqual({ width: 1280, height: 820 })
  })
})
