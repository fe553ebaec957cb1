import { describe, expect, it } from 'vitest'
import { features } from '../../../core/text/features.ts'
import { SimilarityIndex } from '../../../core/text/similarity.ts'

const parking =
  '翠苑二区停车难问题突出，夜间车辆占用消防通道，居民与物业多次发生纠纷。建议利用周边单位车位错时共享停车，由街道牵头协调，城管部门统一收费管理。'
const parkingAgain =
  '翠苑二区停车难的问题十分突出，夜间有车辆占用消防通道，居民与物业多次发生纠纷。建议利用周边单位的车位错时共享停车，由街道牵头协调，城管部门统一收费管理。'
const parkingElsewhere =
  '文新街道老旧小区车位不足，私家车停满道路两侧，公交车难以通行。建议开放学校操场地下车库，推行夜间共享停车，并增设立体车库。'
const lift =
  '金桂苑六层住宅没有电梯，八十岁以上老人上下楼困难。建议政府补贴加装电梯，简化审批，由社区协调一楼住户意见。'
const canteen = '城西社区老年食堂送餐时间过晚，饭菜偏硬。建议调整送餐路线，增加软食，并由志愿者上门。'

function index(): SimilarityIndex {
  const made = new SimilarityIndex()
  for (const [id, text] of Object.entries({ parking, parkingElsewhere, lift, canteen })) made.put(id, features(text))
  return made
}

describe('likeness of texts', () => {
  it('[TX7] two texts of the same proposal score at least 0.9', () => {
    const [first] = index().like(features(parkingAgain), 5)
    expect(first).toMatchObject({ id: 'parking' })
    expect(first!.score).toBeGreaterThanOrEqual(0.9)
    expect(index().like(features(parking), 1)[0]!.score).toBeCloseTo(1, 2)
  })
  it('[TX7] a text without features weighs in none', () => {
    const made = index()
    const before = made.like(features(parkingAgain), 5)
    for (let i = 0; i < 20; i++) made.put(`empty ${i}`, features(''))
    expect(made.like(features(parkingAgain), 5)).toEqual(before)
    made.put('lift', features(''))
    expect(made.size, 'what has lost its features is held no longer').toBe(3)
  })
  it('[TX7] another proposal on the theme ranks above unrelated ones', () => {
    const ranked = index().like(features(parkingAgain), 5)
    expect(ranked[1]!.id).toBe('parkingElsewhere')
    expect(ranked[1]!.score).toBeGreaterThan(2 * (ranked[2]?.score ?? 0))
  })
  it('[TX7] the shared terms are shown, strongest first, none inside another', () => {
    const { shared } = index().like(features(parkingAgain), 2)[1]!
    expect(shared).toContain('停车')
    for (const term of shared) expect(shared.filter((other) => other.includes(term))).toEqual([term])
  })
  it('[TX7] what was replaced, removed or does not fit is not found', () => {
    const made = index()
    made.put('lift', features(canteen))
    made.remove('parking')
    expect(made.like(features(parkingAgain), 5, (id) => id !== 'parkingElsewhere').map(({ id }) => id)).not.toContain(
      'parking',
    )
    expect(made.like(features(lift), 1)[0]!.score).toBeLessThan(0.3)
    expect(made.size).toBe(3)
  })
  it('[TX7] a text with nothing to compare is like nothing', () => {
    expect(index().like(features('，。! 1'), 5)).toEqual([])
    expect(new SimilarityIndex().like(features(parking), 5)).toEqual([])
  })
})
