import { performance } from 'node:perf_hooks'
import { TEXT } from './fan-out.ts'
import { percentile, residentKb, sleep } from './process.ts'
import { command, connect, crowd, ours, request, submit, token } from './subject.ts'

/** Time to the reply of `matter:open` for a matter of 10,000 events, in ms: after a restart, and again. */
export async function openMatter(events = 10_000): Promise<{ cold: number; warm: number }> {
  const first = await ours()
  const socket = await connect(first.url, await token(first.url, 'member'))
  const matter = await submit(socket, '关于长讨论的提案')
  for (let done = 1; done < events; done += 100)
    await Promise.all(
      Array.from({ length: Math.min(100, events - done) }, () =>
        command(socket, matter, 'message.post', { text: TEXT }),
      ),
    )
  socket.close()
  await first.stop(true)
  const again = await ours(first.dataDir)
  const auth = await token(again.url, 'member')
  const reader = await connect(again.url, auth)
  await request(reader, 'roster:list', {})
  const times: number[] = []
  for (let i = 0; i < 20; i++) {
    const began = performance.now()
    const { seq } = await request<{ seq: number }>(reader, 'matter:open', { matter })
    times.push(performance.now() - began)
    if (seq !== events) throw new Error(`the matter has ${seq} events, not ${events}`)
  }
  reader.close()
  await again.stop()
  return { cold: times[0] ?? NaN, warm: percentile(times.slice(1), 0.5) }
}

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

/** A situation of about 1,500 characters that is not like the others. */
function situation(n: number): string {
  const theme = THEMES[n % THEMES.length] ?? ''
  const place = PLACES[n % PLACES.length] ?? ''
  let text = `${place}第${n}号网格反映${theme}问题。`
  for (let i = 0; text.length < 1500; i++)
    text += `据第${(n * 7 + i * 13) % 997}户居民所述，${THEMES[(n + i) % THEMES.length]}在${PLACES[(n * 3 + i) % PLACES.length]}也已持续${(n + i) % 24}个月，${(n * i) % 89}人联名请求解决；`
  return text
}

/** Lists over 5,000 proposals of real size: times in ms at the median and p95, alone and with a search. */
export async function lists(count = 5000): Promise<{ list: number; filtered: number; searchP95: number }> {
  const subject = await ours()
  const socket = await connect(subject.url, await token(subject.url, 'member'))
  for (let done = 0; done < count; done += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        submit(socket, `关于${THEMES[(done + i) % 10]}的第${done + i}号建议`, situation(done + i)),
      ),
    )
  const time = async (body: object) => {
    const began = performance.now()
    await request(socket, 'matters:list', { limit: 50, ...body })
    return performance.now() - began
  }
  const many = async (body: (i: number) => object, n = 40) => {
    const times: number[] = []
    for (let i = 0; i < n; i++) times.push(await time(body(i)))
    return times
  }
  const list = percentile(await many(() => ({})), 0.5)
  const filtered = percentile(await many(() => ({ status: ['submitted'], category: 'city' })), 0.5)
  const words = [...THEMES, ...PLACES, '联名请求', '第37户居民']
  const searchP95 = percentile(await many((i) => ({ text: words[i % words.length] }), 100), 0.95)
  socket.close()
  await subject.stop()
  return { list, filtered, searchP95 }
}

/** Resident KB that a signed-in idle socket costs the server. */
export async function idleSockets(count = 1000): Promise<number> {
  const subject = await ours()
  const auth = await token(subject.url, 'member')
  const warm = await crowd(subject.url, 100, auth)
  await sleep(2000)
  const before = residentKb(subject.pid)
  const sockets = await crowd(subject.url, count, auth)
  await sleep(5000)
  const kb = (residentKb(subject.pid) - before) / count
  ;[...warm, ...sockets].forEach((socket) => socket.close())
  await subject.stop()
  return kb
}
