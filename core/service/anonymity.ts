import type { Directory, RegionLevel } from '../people/roles.ts'
import type { ServiceState } from './state.ts'

const PHONE = /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}\d{7,8})(?!\d)/
const ID_NUMBER = /(?<!\d)\d{17}[\dx](?!\d)/
const ADDRESS = /[\w.+-]+@[\w-]+\.\w+/

/** Text without what can be put between the characters of a name or a number; full-width forms as plain ones. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{Cf}]/gu, '')

/** What could tell who asked, in texts that everyone is to read: a word for the screen, `undefined` when nothing. */
export function tells(texts: readonly string[], state: ServiceState, directory: Directory): string | undefined {
  const whole = texts.join('\n')
  const plain = bare(whole)
  const asker = directory.account(state.author)
  const names = [asker?.name, asker?.username, state.id, state.author].filter((name) => name !== undefined)
  if (names.some((name) => name !== '' && plain.includes(bare(name)))) return 'names-asker'
  if (ADDRESS.test(whole.normalize('NFKC'))) return 'names-contact'
  return texts.some((text) => PHONE.test(bare(text)) || ID_NUMBER.test(bare(text))) ? 'names-contact' : undefined
}

/**
 * The name of a place in these texts that is nearer than the level that the asker lets be named; without a level none
 * of the request's places may stand there.
 */
export function tellsPlace(
  texts: readonly string[],
  { path }: ServiceState,
  level: RegionLevel | undefined,
  directory: Directory,
): string | undefined {
  const shown = level === undefined ? path.length : path.findIndex((one) => one.level === level)
  const nearer = path.slice(0, shown).flatMap(({ region }) => directory.region(region) ?? [])
  const plain = bare(texts.join('\n'))
  return nearer.flatMap(({ id, name }) => [name, id]).find((word) => word !== '' && plain.includes(bare(word)))
}
