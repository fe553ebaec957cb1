// Run by archive.ts, one step a process: what a step takes, as JSON on the last line of its output.
import { performance } from 'node:perf_hooks'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { discussion, eventId, longDiscussion, summaryOf } from '../support/discussion.ts'
import { seeded } from '../support/random.ts'
import { uuid } from '../support/record.ts'
import { percentile, residentKb } from './process.ts'

const [directory = '', step = ''] = process.argv.slice(2)
const MATTERS = 2000
const EVENTS = 50
const LONG = uuid(100_000)
const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }

const WORDS = [
  '电动车充电桩',
  '老旧小区加装电梯',
  '消防通道',
  '菜场改造',
  '学区划分',
  '河道保洁',
  '夜间施工噪声',
  '社区食堂',
]
const said = (matter: number, n: number) =>
  `${WORDS[(matter + n) % WORDS.length]}这件事，第${matter}号提案里说到第${n}条：现在居民一共一百二十户，建议街道协调有关单位，资金从维修基金里出一部分，不足的由区里补助。`

const discussionOf = (place: number, events: number) =>
  discussion(
    uuid(place),
    // every second one is said, and then put in other words
    Array.from({ length: events - 1 }, (_, n) =>
      n % 2 === 0
        ? said(place, n)
        : { type: 'message.edited', data: { message: eventId(n + 1), text: said(place, n + 1000) } },
    ),
  )

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

const data = openLocalData({ directory })
const { archive } = data.owner(owner)
const random = seeded(Number(process.env.SEED ?? 7))
const pick = () => 1000 + Math.floor(random() * MATTERS)

const steps: Record<string, () => Promise<object>> = {
  async fill() {
    let spent = 0
    for (let m = 0; m < MATTERS; m++) {
      const events = discussionOf(1000 + m, EVENTS)
      const kept = { summary: summaryOf(events), events }
      spent += await timed(() => archive.append(kept))
    }
    return { perMatter: spent / MATTERS, perEvent: spent / MATTERS / EVENTS }
  },
  async start() {
    const took = await timed(() => archive.catalogue())
    return { took, kept: (await archive.catalogue()).length }
  },
  async open() {
    await archive.catalogue()
    const times: number[] = []
    for (let n = 0; n < 100; n++) times.push(await timed(() => archive.read(uuid(pick()))))
    return { first: times[0], p95: percentile(times, 0.95) }
  },
  async append() {
    await archive.catalogue()
    const alone: number[] = []
    let together = 0
    for (let m = 0; m < 20; m++) {
      const place = pick()
      const { length } = (await archive.read(uuid(place))).events
      const all = discussionOf(place, length + 50)
      const more = all.slice(length)
      const summary = summaryOf(all)
      for (const event of more.slice(0, 25)) alone.push(await timed(() => archive.append({ summary, events: [event] })))
      together += await timed(() =>
        Promise.all(more.slice(25).map((event) => archive.append({ summary, events: [event] }))),
      )
    }
    const average = alone.reduce((sum, one) => sum + one, 0) / alone.length
    return { average, p95: percentile(alone, 0.95), together: together / (20 * 25) }
  },
  async long() {
    const events = longDiscussion(LONG, 5000)
    const summary = summaryOf(events)
    for (let n = 0; n < events.length; n += 1000) await archive.append({ summary, events: events.slice(n, n + 1000) })
    return {}
  },
  async openLong() {
    await archive.catalogue()
    return { took: await timed(() => archive.read(LONG)) }
  },
  async search() {
    await archive.catalogue()
    const cold = await timed(() => archive.search('夜间施工 第1234号'))
    const times: number[] = []
    const queries = [
      '消防通道',
      '资金 维修基金',
      '补助',
      '第77号提案',
      '学区划分 街道',
      '没有这句话',
      '电梯',
      '一百二十户',
    ]
    let hits = 0
    for (let n = 0; n < 100; n++)
      times.push(await timed(async () => void (hits += (await archive.search(queries[n % queries.length]!)).length)))
    const [entry] = await archive.catalogue()
    return { cold, p95: percentile(times, 0.95), hits, kept: entry?.seq }
  },
}

const program = residentKb(process.pid) / 1024
const found = await (steps[step] ?? (() => Promise.reject(new Error(`no step ${step}`))))()
const archiveMb = residentKb(process.pid) / 1024 - program
const peak = process.resourceUsage().maxRSS / 1024
await data.close()
console.log(JSON.stringify({ ...found, program, archiveMb, peak }))
