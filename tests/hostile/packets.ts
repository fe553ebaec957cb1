import { COMMAND_TYPES } from '../../core/kinds.ts'
import { requests } from '../../core/wire/requests.ts'
import type { Dice } from './random.ts'

const NAMES = [
  ...Object.keys(requests),
  'matters:similar',
  'ballot:cast',
  'connect',
  'disconnect',
  'disconnecting',
  'connect_error',
  'error',
  'newListener',
  'removeListener',
  '__proto__',
  'constructor',
  'toString',
  '',
  'x'.repeat(5000),
  '请求',
]
const ID = '01920000-0000-7000-8000-000000000001'

/** JSON texts that are no honest request: wrong types, depths, sizes, names, characters. */
function badValue(dice: Dice, depth = 0): string {
  const word = () =>
    dice.pick(['id', 'matter', 'type', 'data', 'text', '__proto__', 'constructor', 'toJSON', 'limit', 'a'])
  return dice.pick([
    () => dice.pick(['null', 'true', '-0', '1e308', '1e999', '-1', '9007199254740993', '0.1', '""', '"\\u0000"']),
    () => dice.pick(['"\\ud800"', '"\\udc00x"', '"\\u202e"', '"\ufeff"', `"${'长'.repeat(dice.upTo(3000))}"`]),
    () => '['.repeat(dice.pick([17, 100, 10_000])) + ']'.repeat(dice.pick([17, 100, 10_000])),
    () => `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
    () => `{${Array.from({ length: dice.pick([65, 500]) }, (_, i) => `"k${i}":1`).join(',')}}`,
    () =>
      `[${Array(dice.pick([1001, 5000]))
        .fill(0)
        .join(',')}]`,
    () => `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`,
    () => `{"matter":"${ID}","since":${dice.pick(['-1', '1.5', '1e20', '"0"', 'null', '{}'])}}`,
    () => `{"_placeholder":true,"num":${dice.pick(['0', '-1', '99', '"0"'])}}`,
    () => (depth > 3 ? '1' : `{"${word()}":${badValue(dice, depth + 1)},"${word()}":${badValue(dice, depth + 1)}}`),
    () => (depth > 3 ? '1' : `[${badValue(dice, depth + 1)},${badValue(dice, depth + 1)}]`),
    () => command(dice, depth),
  ])()
}

/** A `matter:command` body whose envelope may be right and whose data is not. */
function command(dice: Dice, depth: number): string {
  const type = dice.pick([...COMMAND_TYPES, 'proposal.__proto__', 'toString', '__proto__', 'matter.redact'])
  const data = depth > 3 ? '{}' : badValue(dice, depth + 1)
  return `{"id":"${dice.pick([ID, '', 'x', '../../etc'])}","matter":"${dice.pick([ID, ID, '*'])}","type":"${type}","data":${data}}`
}

/** One raw Engine.IO frame: with and without acknowledgement, malformed, binary, wrong namespace, wrong type. */
export function badFrame(dice: Dice): string | Uint8Array {
  const name = JSON.stringify(dice.pick(NAMES))
  const body = badValue(dice)
  const ack = dice.upTo(100000)
  return dice.pick<() => string | Uint8Array>([
    () => `42${ack}[${name},${body}]`,
    () => `42${ack}[${name},${body}]`,
    () => `42${ack}[${name},${body}]`,
    () => `42[${name},${body}]`,
    () => `42${ack}[${name}]`,
    () => `42${ack}[${name},${body},${body}]`,
    () => `42${ack}[${dice.pick(['1', 'null', '{}', '[]', 'true'])},${body}]`,
    () => `42${ack}${body}`,
    () => `42[`,
    () => `42${'['.repeat(10_000)}`,
    () => `42/admin,${ack}[${name},${body}]`,
    () => `40/admin,${body}`,
    () => `40${body}`,
    () => `41`,
    () => `43${ack}[${body}]`,
    () => `44${body}`,
    () => `45${dice.pick(['1', '2', '99', '-'])}-${ack}[${name},{"_placeholder":true,"num":0}]`,
    () => `46${dice.upTo(5)}-[${body}]`,
    () => dice.pick(['', '2probe', '3', '5', '6', '7', '9', 'b', 'bAAAA', '\0', '4', '49[]']),
    () => Uint8Array.from({ length: dice.upTo(200) }, () => dice.upTo(256)),
    () => `42${ack}[${name},"${'x'.repeat(70_000)}"]`,
  ])()
}
