import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../server/store/contract.ts'
import type { Opened } from './contract.ts'
import { createWriter, START, viewer, type Writer } from './writing.ts'

const CLAIM = 10_000
const wait = (since: number) => ({ address: 'account:a', kind: 'screen' as const, since })

/** What every store must do for matters whose time comes. */
export function wakingContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name} store`, () => {
    let store: Store
    let done: () => Promise<void>
    beforeEach(async () => ({ store, done } = await open()))
    afterEach(() => done())

    const take = (now: number, limit = 10) => store.takeWakes({ now, until: now + CLAIM, limit })
    const matters = async (now: number, limit = 10) => (await take(now, limit)).map(({ matter }) => matter)
    const put = async (n: number, wakesAt?: number): Promise<Writer> => {
      const writer = createWriter(n)
      await store.append(writer.next(wakesAt === undefined ? {} : { wakesAt }))
      return writer
    }

    it('[ST36] a matter is taken once its time has come, the earliest first, and by one only', async () => {
      const [late, early, never] = [await put(1, START + 20), await put(2, START + 10), await put(3)]
      expect(await take(START + 9)).toEqual([])
      expect(await take(START + 30, 1)).toEqual([{ matter: early.matter, at: START + 10, seq: 1 }])
      expect(await take(START + 30)).toEqual([{ matter: late.matter, at: START + 20, seq: 1 }])
      expect(await take(START + 30), 'both are taken').toEqual([])
      expect(never.matter).not.toBe(late.matter)
      const both = await Promise.all([matters(START + 30 + CLAIM), matters(START + 30 + CLAIM)])
      expect(both.flat().sort(), 'when the claims have run out each is taken once more, and once').toEqual(
        [early.matter, late.matter].sort(),
      )
    })

    it('[ST36] a claim of a clock that went ahead holds nobody up', async () => {
      const { matter } = await put(1, START)
      expect(await matters(START + 3_600_000)).toEqual([matter])
      expect(await matters(START + 5), 'an hour before').toEqual([matter])
      expect(await matters(START + 6), 'and now it is taken').toEqual([])
    })

    it('[ST37] an append says the time anew and ends the claim', async () => {
      const writer = await put(1, START)
      expect(await matters(START)).toEqual([writer.matter])
      await store.append(writer.next({ wakesAt: START + 5 }))
      expect(await matters(START + 4)).toEqual([])
      expect(await matters(START + 5)).toEqual([writer.matter])
      await store.append(writer.next())
      expect(await matters(START + 1e9), 'nothing changes any more').toEqual([])
    })

    it('[ST37] settling says what waits and the next time, where the record still stands there', async () => {
      const writer = await put(1, START)
      const who = viewer('a', ['member'], START + 50)
      await matters(START)
      const waiting = [wait(START + 20)]
      expect(await store.settleWake(writer.matter, { seq: 1, waiting, wakesAt: START + 40 })).toBe(true)
      expect((await store.tasks(who)).map(({ since }) => since)).toEqual([START + 20])
      expect(await matters(START + 39)).toEqual([])
      expect(await matters(START + 40)).toEqual([writer.matter])
      await store.append(writer.next({ waiting: [wait(START + 30)] }))
      expect(
        (await store.tasks(who)).map(({ since }) => since),
        'an append replaces it',
      ).toEqual([START + 30])
      expect(await store.settleWake(writer.matter, { seq: 1, waiting: [], wakesAt: START }), 'it came too late').toBe(
        false,
      )
      expect((await store.tasks(who)).map(({ since }) => since)).toEqual([START + 30])
      expect(await store.settleWake(writer.matter, { seq: 2, waiting: [] })).toBe(true)
      expect(await store.tasks(who)).toEqual([])
      expect(await matters(START + 1e9)).toEqual([])
    })
  })
}
