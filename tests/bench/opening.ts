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
