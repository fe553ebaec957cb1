import { BadCursor } from './contract.ts'

/** A place in a list that is ordered by latest change, then by id, both downwards. */
export interface Place {
  updatedAt: number
  id: string
}

/** The cursor that continues behind a place. */
export function cursorAt({ updatedAt, id }: Place): string {
  return `${updatedAt}.${id}`
}

/** The place of a cursor. Throws `BadCursor` on what `cursorAt` did not make. */
export function placeOf(cursor: string): Place {
  const [, at, id] = /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(cursor) ?? []
  if (!at || !id) throw new BadCursor(`not a cursor: ${JSON.stringify(cursor.slice(0, 80))}`)
  return { updatedAt: Number(at), id }
}
