/** A step of a matter's way, in words: done, being waited for, where it ended, or ahead. */
export interface WayStep<Stage extends string> {
  stage: Stage
  phase: 'done' | 'now' | 'ended' | 'ahead'
  word: string
  who?: string | undefined
}
