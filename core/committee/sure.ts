import { reject, type Context } from '../matter/decision.ts'
import { tidy } from '../text/hygiene.ts'
import { fold } from '../text/terms.ts'

const same = (a: string, b: string) => fold(tidy(a)) === fold(tidy(b))

/**
 * What a step that cannot easily be taken back asks for: the password once more, lately, and the name of what it is
 * about, typed by hand. Answers the refusal, if it is one.
 */
export function unsure({ confirmed }: Context, typed: string | undefined, name: string) {
  if (!confirmed) return reject('forbidden', 'confirm-password', 'this asks for the password again', { rule: 'AD7' })
  if (typed !== undefined && same(typed, name)) return undefined
  return reject('invalid', 'confirm-name', 'this asks for the name of what it is about', { rule: 'AD7' })
}
