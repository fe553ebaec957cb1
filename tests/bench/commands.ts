import { performance } from 'node:perf_hooks'
import type { Socket } from 'socket.io-client'
import { TEXT } from './fan-out.ts'
import { percentile, sleep } from './process.ts'
import { bare, command, connect, ours, submit, token } from './subject.ts'

const MEMBERS = ['member', 'member2', 'member3', 'member4', 'member5', 'member6', 'member7', 'member8']

/** Acknowledged durable commands a second: eight members, each in an own matter, `inFlight` at once each. */
export async function durable(seconds = 8, inFlight = 16): Promise<{ perSecond: number; p99: number }> {
  const subject = await ours()
  const desks = await Promise.all(
    MEMBERS.map(async (name) => {
      const socket = await connect(subject.url, await token(subject.url, name))
      return { socket, matter: await submit(socket, `关于速度的提案 ${name}`) }
    }),
  )
  const times: number[] = []
  const drive = async (until: number) => {
    const worker = async ({ socket, matter }: { socket: Socket; matter: string }) => {
      while (performance.now() < until) {
        const began = performance.now()
        await command(socket, matter, 'message.post', { text: TEXT })
        times.push(performance.now() - began)
      }
    }
    await Promise.all(desks.flatMap((desk) => Array.from({ length: inFlight }, () => worker(desk))))
  }
  await drive(performance.now() + 2000)
  times.length = 0
  const began = performance.now()
  await drive(began + seconds * 1000)
  const perSecond = times.length / ((performance.now() - began) / 1000)
  desks.forEach(({ socket }) => socket.close())
  await subject.stop()
  return { perSecond, p99: percentile(times, 0.99) }
}

/** Time to the acknowledgement in ms: one at a time, and at 50 a second. */
export async function acknowledgement(): Promise<{ alone: number; bareAlone: number; p50: number; p99: number }> {
  const subject = await ours()
  const socket = await connect(subject.url, await token(subject.url, 'member'))
  const matter = await submit(socket, '关于应答时间的提案')
  const post = () => command(socket, matter, 'message.post', { text: TEXT })
  const alone = await oneByOne(post)
  const steady: number[] = []
  const pending: Promise<void>[] = []
  const start = performance.now()
  for (let i = 0; i < 500; i++) {
    await sleep(start + i * 20 - performance.now())
    const began = performance.now()
    pending.push(post().then(() => void steady.push(performance.now() - began)))
  }
  await Promise.all(pending)
  socket.close()
  await subject.stop()
  const naked = await bare()
  const plain = await connect(naked.url)
  const bareAlone = await oneByOne(() => plain.timeout(60_000).emitWithAck('post', TEXT))
  plain.close()
  await naked.stop()
  return { alone, bareAlone, p50: percentile(steady, 0.5), p99: percentile(steady, 0.99) }
}

async function oneByOne(send: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 300; i++) {
    const began = performance.now()
    await send()
    times.push(performance.now() - began)
  }
  return percentile(times.slice(50), 0.5)
}
