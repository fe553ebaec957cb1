// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STATISTICS_GROUPS, type StatisticsGroup, type StatisticsRow } from '../../../../core/proposal/statistics.ts'
import { seedDemo } from '../../../../server/demo/seed.ts'
import { randomIds } from '../../../../server/ids.ts'
import { createLog } from '../../../../server/log.ts'
import { queryBehind, share, type Measure } from '../../../../src/features/statistics/behind.ts'
import { chartOption, describe as describeChart } from '../../../../src/features/statistics/chart.ts'
import { boundsOf } from '../../../../src/features/statistics/period.ts'
import { useStatistics, type StatisticsBounds } from '../../../../src/stores/statistics.ts'
import { newClient, type Client } from '../../../support/client/client.ts'
import { enter, submit } from '../../../support/client/people.ts'
import { bootServer, type BootedServer } from '../../../support/server/boot.ts'
import { until } from '../../../support/until.ts'

let server: BootedServer
beforeAll(async () => {
  server = await bootServer({ parts: { rateLimits: false } })
  const { store, app } = server
  await seedDemo({
    store,
    people: app.people,
    clock: Date.now,
    ids: randomIds,
    log: createLog('error'),
    boxes: app.matters.boxes,
    attachments: app.attachments,
  })
})
afterAll(() => server.stop())

/** Numbers that count proposals; the others count items, promises and people, of which a proposal has several. */
const OF_PROPOSALS: readonly Measure[] = ['submitted', 'filed', 'answered']
const MEASURES: readonly Measure[] = [
  ...OF_PROPOSALS,
  ...(['classA', 'classB', 'classC', 'lookedBack', 'kept', 'evaluated', 'satisfied', 'agreed'] as const),
]

async function person(username: string): Promise<Client> {
  const client = await newClient()
  await enter(client, server, username)
  return client
}

async function total(client: Client, ...behind: Parameters<typeof queryBehind>): Promise<number> {
  const reply = await client.link.request('matters:list', { ...queryBehind(...behind), limit: 1 })
  if (!reply.ok) throw new Error(JSON.stringify(reply.refusal))
  return reply.value.total
}

async function check(client: Client, bounds: StatisticsBounds, row: StatisticsRow, group?: StatisticsGroup) {
  for (const measure of MEASURES) {
    const found = await total(client, bounds, group, row.key, measure)
    const what = `${group ?? 'all'} ${row.key} ${measure}`
    if (OF_PROPOSALS.includes(measure)) expect(found, what).toBe(row[measure])
    else {
      expect(found > 0, `${what}: something behind it`).toBe(row[measure] > 0)
      expect(found, `${what}: not more proposals than counted`).toBeLessThanOrEqual(row[measure])
    }
  }
}

describe('statistics', () => {
  it('[SS1] every number opens the proposals behind it, of its period and of nothing else', async () => {
    const client = await person('moderator')
    const statistics = client.within(useStatistics)
    const periods = [boundsOf('all', Date.now()), { from: Date.now() - 30 * 86_400_000, to: Date.now() - 86_400_000 }]
    for (const bounds of periods) {
      await statistics.show(bounds)
      expect(statistics.phase).toBe('ready')
      const { all, groups } = statistics.value ?? {}
      if (!all || !groups) throw new Error('no statistics')
      expect(all.submitted, 'the demo has something to count').toBeGreaterThan(5)
      await check(client, bounds, all)
      for (const group of STATISTICS_GROUPS)
        for (const row of groups[group].slice(0, 4)) await check(client, bounds, row, group)
    }
  })

  it('[SS2] counts only what the reader may see, and anew when something changes while it is looked at', async () => {
    const client = await person('member9')
    const statistics = client.within(useStatistics)
    const stop = statistics.look()
    await statistics.show({})
    const before = statistics.value?.all.submitted ?? 0
    const author = await person('member')
    await submit(author, { open: false })
    await submit(author)
    await until('the figures are fresh', () => statistics.value?.all.submitted === before + 1)
    stop()
    client.link.stop()
    await statistics.refresh()
    expect(statistics.refusal, 'why they are not up to date').toMatchObject({ code: 'unavailable' })
    expect(statistics.value?.all.submitted, 'they stay on the screen').toBe(before + 1)
    await statistics.show({ from: 1 })
    expect([statistics.phase, statistics.value], 'figures of another period do not').toEqual(['error', undefined])
  })

  it('[SS3] a period begins and ends with the days in China', () => {
    const at = Date.parse('2027-03-10T02:00:00Z')
    const iso = (ms: number | undefined) => ms && new Date(ms).toISOString()
    expect(boundsOf('all', at)).toEqual({})
    expect(iso(boundsOf('year', at).from)).toBe('2026-12-31T16:00:00.000Z')
    expect(iso(boundsOf('lastYear', at).from)).toBe('2025-12-31T16:00:00.000Z')
    expect(iso(boundsOf('lastYear', at).to)).toBe('2026-12-31T16:00:00.000Z')
    expect(iso(boundsOf('months12', at).from)).toBe('2026-03-09T16:00:00.000Z')
    // late on New Year's Eve in London it is the new year in China
    expect(iso(boundsOf('year', Date.parse('2026-12-31T20:00:00Z')).from)).toBe('2026-12-31T16:00:00.000Z')
    expect(Number.isFinite(boundsOf('months12', Date.parse('2028-02-29T08:00:00Z')).from)).toBe(true)
  })

  it('[SS4] the chart has a description in words, patterns besides colours, and nothing of a nothing', () => {
    const row = (key: string, more: Partial<StatisticsRow>): { row: StatisticsRow; name: string } => ({
      name: key,
      row: {
        key,
        ...{ submitted: 0, filed: 0, answered: 0, classA: 0, classB: 0, classC: 0, lookedBack: 0, kept: 0 },
        ...{ evaluated: 0, satisfied: 0, agreed: 0 },
        ...more,
      },
    })
    const rows = [
      row('教育科技', { submitted: 7, filed: 3, medianHandlingDays: 41.6 }),
      row('养老助老', { submitted: 2 }),
    ]
    const said = describeChart('类别', rows, 'flow')
    expect(said).toContain('教育科技：提交 7、立案 3、已答复 0')
    expect(describeChart('类别', rows, 'days')).toContain('养老助老：办理天数（中位数） 暂无')
    const look = {
      ink: '#000',
      quiet: '#333',
      line: '#ccc',
      surface: '#fff',
      bars: ['#111'],
      font: 'x',
      size: 16,
      small: 14,
    }
    const option = chartOption(rows, 'flow', look, said)
    expect(option.aria).toMatchObject({ enabled: true, decal: { show: true }, label: { description: said } })
    expect(option.series.map(({ data }) => data)).toEqual([
      [7, 2],
      [3, 0],
      [0, 0],
    ])
    expect(chartOption(rows, 'days', look, said).series[0]?.data).toEqual([42, null])
    expect([share(1, 4), share(0, 0)]).toEqual([0.25, undefined])
  })
})
