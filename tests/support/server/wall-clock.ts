/**
 * Loaded before the server (`node --import`): the machine's wall clock as somebody sets it while the server runs. It is
 * off by as many ms as the file WALL_CLOCK says at that moment; clocks that nobody sets go on as they are.
 */
import { readFileSync } from 'node:fs'

const file = process.env['WALL_CLOCK'] ?? ''
const RealDate = Date
const wall = () => RealDate.now() + Number(readFileSync(file, 'utf8'))

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [wall()] : given, made) as Date,
  apply: () => new RealDate(wall()).toString(),
  get: (target, name, receiver) => (name === 'now' ? wall : (Reflect.get(target, name, receiver) as unknown)),
})
