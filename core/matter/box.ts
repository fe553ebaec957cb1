/**
 * What many hands put beside a matter until its time, outside its record: the ballots of an open poll, the votes on
 * statements. A matter has any number of boxes, each with a name of its own. Nothing in a box has a time or an order.
 */
export interface Box {
  /** True when something lies under this key, or the key has been used up by a slip. */
  has(key: string): boolean
  /** What lies under keys, each with its key. */
  entries(): Iterable<readonly [key: string, value: unknown]>
  /** What was dropped in without a key. */
  slips(): Iterable<unknown>
}

/** The boxes beside a matter, by their names; a name that nothing was put under gives an empty box. */
export type Boxes = (name: string) => Box

/**
 * What a command does to a box; it becomes durable in the same transaction as the command's memory, with its events or
 * without any. `put` replaces what lies under the key. `mark` uses the key up and drops the slip in apart from it: no
 * row, order, time, size or log may tie the two together. `empty` takes everything out, marks included.
 */
export type BoxChange =
  | { box: string; put: string; value: unknown }
  | { box: string; mark: string; slip: unknown }
  | { box: string; empty: true }
