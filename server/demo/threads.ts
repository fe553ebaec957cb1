import type { Thread } from './thread.ts'
import { ENDED } from './threads/ended.ts'
import { PRESSED } from './threads/pressed.ts'
import { RUNNING } from './threads/running.ts'

/** Every demo thread. */
export const THREADS: Thread[] = [...RUNNING, ...PRESSED, ...ENDED]
