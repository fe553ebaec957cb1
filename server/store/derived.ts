import type { Figures } from '../../core/proposal/figures.ts'
import type { ThreadFigures } from '../../core/supervision/figures.ts'
import type { Features } from '../../core/text/features.ts'

/** What is read off a text and a state for comparing and counting; each may be missing where a record is older than it. */
export interface Derived {
  features?: Features
  /** Of proposals only. */
  figures?: Figures
  /** Of threads of supervision only. */
  thread?: ThreadFigures
}
