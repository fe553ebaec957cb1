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

/** A Chinese name of three or four characters is known by the given name alone. */
const FULL_NAME = /^\p{Script=Han}{3,4}$/u
/** What a place is called without what kind of place it is. */
const KIND_OF_PLACE = /(?:省|市|区|县|镇|乡|村|街道|社区)$/

/** What could tell who asked, in texts that everyone is to read: a word for the screen, `undefined` when nothing. */
export function tells(texts: readonly string[], state: ServiceState, directory: Directory): string | undefined {
  const whole = texts.join('\n')
  const plain = bare(whole)
  const asker = directory.account(state.author)
  const { name = '', username = '' } = asker ?? {}
  const words = [name, FULL_NAME.test(name) ? name.slice(1) : '', username, state.id, state.author]
  if (words.some((word) => word !== '' && plain.includes(bare(word)))) return 'names-asker'
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
  return nearer
    .flatMap(({ id, name }) => {
      const short = name.replace(KIND_OF_PLACE, '')
      return [name, ...(short.length > 1 ? [short] : []), id]
    })
    .find((word) => word !== '' && plain.includes(bare(word)))
}
