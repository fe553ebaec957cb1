import { performance } from 'node:perf_hooks'
import { percentile, residentKb, sleep } from './process.ts'
import { connect, ours, request, submit, token } from './subject.ts'

const THEMES = [
  '停车难',
  '加装电梯',
  '老年食堂',
  '河道治理',
  '课后服务',
  '社区医院',
  '垃圾分类',
  '夜间照明',
  '非机动车道',
  '噪声扰民',
]
const PLACES = ['翠苑街道', '文新街道', '蒋村街道', '古荡街道', '西溪街道', '北山街道', '灵隐街道', '留下街道']

// some thousand words as unevenly common as in real text, the same at every run
let state = 20260101
const random = () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32
const character = () => String.fromCodePoint(0x4e00 + Math.floor(3500 * random() ** 3))
const WORDS = Array.from({ length: 6000 }, () => character() + character())
const word = () => WORDS[Math.floor(WORDS.length * random() ** 2.5)] ?? ''

/** A situation of 1,500 characters with a theme and a place: some 1,200 different words and pairs, as in real text. */
function situation(n: number): string {
  const theme = THEMES[n % THEMES.length] ?? ''
  const place = PLACES[n % PLACES.length] ?? ''
  let text = `${place}第${n}号网格反映${theme}问题，${n % 89}人联名请求解决。`
  while (text.length < 1500) text += random() < 0.03 ? theme : word() + (random() < 0.12 ? '，' : '')
  return text
}

export interface Found {
  list: number
  filteredP95: number
  searchP95: number
  /** While a text is being written: another situation each time. */
  similarP95: number
  /** Right after a submission, when a text has just been taken in. */
  similarAfterP95: number
  statisticsP95: number
  /** From the start of the server until what was stored can be compared again, in ms. */
  comparableAfter: number
  residentMb: number
}

/** Requests over 5,000 proposals of real size, in ms at the median or p95. */
export async function proposals(count = 5000): Promise<Found> {
  const first = await ours()
  const writer = await connect(first.url, await token(first.url, 'member'))
  let lastText = ''
  for (let done = 0; done < count; done += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => {
        lastText = situation(done + i)
        return submit(writer, `关于${THEMES[(done + i) % 10]}的第${done + i}号建议`, lastText)
      }),
    )
  writer.close()
  await first.stop(true)

  const subject = await ours(first.dataDir)
  const socket = await connect(subject.url, await token(subject.url, 'member2'))
  const time = async (name: string, body: object) => {
    const began = performance.now()
    await request(socket, name, body)
    return performance.now() - began
  }
  const many = async (n: number, share: number, run: (i: number) => Promise<number>) => {
    const times: number[] = []
    for (let i = 0; i < n; i++) times.push(await run(i))
    return percentile(times, share)
  }
  const started = performance.now()
  const like = (n: number) => ({ title: `关于${THEMES[n % 10]}的建议`, text: situation(n), limit: 5 })
  const last = { title: '', text: lastText }
  for (;;) {
    const { items } = await request<{ items: { score: number }[] }>(socket, 'matters:similar', last)
    if ((items[0]?.score ?? 0) > 0.95) break
    await sleep(100)
  }
  const comparableAfter = performance.now() - started

  const words = [...THEMES, ...PLACES, '联名请求', '第37户居民']
  const found: Found = {
    list: await many(40, 0.5, () => time('matters:list', { limit: 50 })),
    filteredP95: await many(60, 0.95, (i) =>
      time('matters:list', { limit: 50, status: ['submitted'], category: i % 2 ? 'city' : 'health' }),
    ),
    searchP95: await many(100, 0.95, (i) => time('matters:list', { limit: 50, text: words[i % words.length] })),
    similarP95: await many(60, 0.95, (i) => time('matters:similar', like(i * 77 + 10_000))),
    similarAfterP95: await many(60, 0.95, async (i) => {
      await submit(socket, `关于${THEMES[i % 10]}的新建议${i}`, situation(count + i))
      return time('matters:similar', like(i * 31 + 20_000))
    }),
    statisticsP95: await many(40, 0.95, () => time('proposals:statistics', {})),
    comparableAfter,
    residentMb: residentKb(subject.pid) / 1024,
  }
  socket.close()
  await subject.stop()
  return found
}
