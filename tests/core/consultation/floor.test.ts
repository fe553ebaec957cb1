import { describe, expect, it } from 'vitest'
import {
  floorShares,
  nextSpeaker,
  speaking,
  type Floor,
  type Hand,
  type Speech,
} from '../../../core/consultation/floor.ts'

const T = 1_790_000_000_000
const hand = (account: string, sector: string | undefined, region: string | undefined, after: number): Hand => ({
  account,
  at: T + after,
  ...(sector === undefined ? {} : { sector }),
  ...(region === undefined ? {} : { region }),
})
const speech = (account: string, sector: string, region: string, from: number, ms?: number): Speech => ({
  ...hand(account, sector, region, from),
  ...(ms === undefined ? {} : { to: T + from + ms }),
})
const suggest = (floor: Floor) => nextSpeaker(floor, T + 1_000_000)

describe('the next speaker', () => {
  it('[FL1] nobody without a hand up; the only one when there is one', () => {
    expect(suggest({ hands: [], speeches: [] })).toBeUndefined()
    expect(suggest({ hands: [hand('a', 'jy', 'xh', 0)], speeches: [] })).toEqual({ account: 'a', because: 'only' })
  })

  it('[FL1] first who has not spoken, though others waited longer', () => {
    const speeches = [speech('a', 'jy', 'xh', 0, 60_000)]
    const hands = [hand('a', 'wh', 'gs', 70_000), hand('b', 'jy', 'xh', 90_000)]
    expect(suggest({ hands, speeches })).toEqual({ account: 'b', because: 'first-time' })
  })

  it('[FL1] then the sector that has spoken least, counting a speech that goes on', () => {
    const speeches = [speech('x', 'jy', 'xh', 0, 60_000), speech('y', 'wh', 'xh', 60_000)]
    const hands = [hand('a', 'wh', 'xh', 70_000), hand('b', 'jy', 'xh', 90_000)]
    expect(suggest({ hands, speeches })).toEqual({ account: 'b', because: 'sector' })
    expect(nextSpeaker({ hands, speeches }, T + 61_000)).toEqual({ account: 'a', because: 'sector' })
  })

  it('[FL1] then the region that has spoken least', () => {
    const speeches = [speech('x', 'jy', 'xh', 0, 60_000)]
    const hands = [hand('a', 'jy', 'xh', 70_000), hand('b', 'jy', 'gs', 90_000)]
    expect(suggest({ hands, speeches })).toEqual({ account: 'b', because: 'region' })
  })

  it('[FL1] then who raised the hand first; people without sector or region are a group', () => {
    const hands = [hand('b', undefined, undefined, 20), hand('a', undefined, undefined, 10)]
    expect(suggest({ hands, speeches: [] })).toEqual({ account: 'a', because: 'waited' })
    const same = [hand('b', 'jy', 'xh', 10), hand('a', 'jy', 'xh', 10)]
    expect(suggest({ hands: same, speeches: [] })).toEqual({ account: 'b', because: 'waited' })
  })
})

describe('speaking time', () => {
  const floor: Floor = {
    hands: [hand('c', 'jy', 'xh', 500_000), hand('d', 'kj', 'xh', 600_000)],
    speeches: [
      speech('a', 'jy', 'xh', 0, 60_000),
      speech('b', 'wh', 'gs', 100_000, 30_000),
      speech('a', 'jy', 'xh', 200_000, 30_000),
      speech('b', 'wh', 'gs', 300_000),
    ],
  }

  it('[FL2] is summed up by sector and region, with who is speaking now', () => {
    expect(speaking(floor)?.account).toBe('b')
    expect(floorShares(floor, 'sector', T + 310_000)).toEqual([
      { group: 'jy', ms: 90_000, speeches: 2, speakers: 1, waiting: 1 },
      { group: 'wh', ms: 40_000, speeches: 2, speakers: 1, waiting: 0 },
      { group: 'kj', ms: 0, speeches: 0, speakers: 0, waiting: 1 },
    ])
    expect(floorShares(floor, 'region', T + 400_000).map(({ group, ms }) => [group, ms])).toEqual([
      ['gs', 130_000],
      ['xh', 90_000],
    ])
  })

  it('[FL2] never runs backwards', () => {
    expect(floorShares(floor, 'sector', T).find(({ group }) => group === 'wh')?.ms).toBe(30_000)
  })
})
