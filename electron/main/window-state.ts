import { Low } from 'lowdb'
import { z } from 'zod'
import { DurableFile, type Surroundings } from '../archive/durable-file.ts'

export const MINIMUM = { width: 1024, height: 640 } as const
const FIRST = { width: 1280, height: 820 } as const

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

const stateSchema = z.strictObject({
  bounds: z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }).nullable(),
  maximized: z.boolean(),
})
/** Where the window was; `bounds` are those of the window when it is not maximised, in screen points. */
export type WindowState = z.output<typeof stateSchema>

/** The file in which the window's place is kept. */
export function windowStateFile(file: string, around: Surroundings): Low<WindowState> {
  const form = { kind: 'window', schema: stateSchema }
  return new Low<WindowState>(new DurableFile(file, form, around), { bounds: null, maximized: false })
}

/** How much of the title bar must be on a screen for the window to be taken hold of, in points. */
const GRIP = { width: 120, height: 32 }

/**
 * Where to put the window on the screens there are now (their work areas): as it was where that can be seen and fits,
 * else in the middle of the first screen. Without `x` and `y` the system centres it.
 */
export function placeWindow(
  saved: Rectangle | null,
  screens: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const home = (saved && screens.find((screen) => canBeHeld(saved, screen))) ?? screens[0]
  const room = home ?? { ...FIRST, x: 0, y: 0 }
  const width = clamp(saved?.width ?? FIRST.width, MINIMUM.width, Math.max(room.width, MINIMUM.width))
  const height = clamp(saved?.height ?? FIRST.height, MINIMUM.height, Math.max(room.height, MINIMUM.height))
  if (!saved || !home || !canBeHeld(saved, home)) return { width, height }
  const x = clamp(saved.x, home.x, Math.max(home.x, home.x + home.width - width))
  const y = clamp(saved.y, home.y, Math.max(home.y, home.y + home.height - height))
  return { x, y, width, height }
}

function canBeHeld(window: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  const down = Math.min(window.y + GRIP.height, screen.y + screen.height) - Math.max(window.y, screen.y)
  return across >= GRIP.width && down >= GRIP.height / 2
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
