/** Something to read, before it is HTML, plain text or Word. Texts may hold line ends. */
export type Block =
  | { as: 'facts'; rows: readonly (readonly [label: string, text: string])[] }
  | { as: 'text'; text: string }
  | { as: 'list'; items: readonly string[] }
  | { as: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  /** Something said by somebody at a time; `notes` are what became of it. */
  | { as: 'entry'; head: string; text: string; notes?: readonly string[]; quiet?: boolean }
  | { as: 'heading'; text: string }

/** One thing that somebody said or did. */
export type Entry = Extract<Block, { as: 'entry' }>

export interface Section {
  title: string
  blocks: readonly Block[]
}

/** The whole page of a matter. */
export interface Sheet {
  title: string
  /** Kind and number. */
  over: string
  sections: readonly Section[]
  /** What is to be known about this page. */
  foot: readonly string[]
}

/** Facts without those that are not there; `undefined` when none is left. */
export function facts(...rows: readonly (readonly [string, string | undefined])[]): Block[] {
  const known = rows.filter((row): row is readonly [string, string] => row[1] !== undefined && row[1] !== '')
  return known.length > 0 ? [{ as: 'facts', rows: known }] : []
}

/** A section, unless nothing is in it. */
export function section(title: string, blocks: readonly Block[]): Section[] {
  return blocks.length > 0 ? [{ title, blocks }] : []
}
