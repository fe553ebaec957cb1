import { performance } from 'node:perf_hooks'
import { bare, command, connect, crowd, ours, request, submit, token, type Subject } from './subject.ts'
import { cpuMs, percentile, sleep } from './process.ts'

export const TEXT =
  '我建议先在二区 5 幢、7 幢试点，两幢的地下管线图都齐全，业主同意率也过了三分之二，试点成功后再推广到其余楼栋。'

interface Run {
  /** Server CPU a delivery in µs. */
  cpu: number
  /** Delivery times in ms, from sending to each receiver. */
  times: number[]
}

interface Pace {
  receivers: number
  perSecond: number
  seconds: number
}

/** What stands between a sender and the room of receivers, for either server. */
interface Line {
  send(text: string): Promise<unknown>
  /** Calls back with the number of messages in each delivery. */
  onDelivery(receive: (texts: string[]) => void): void
  close(): void
}

async function ourLine(subject: Subject, receivers: number): Promise<Line> {
  const auth = await token(subject.url, 'member')
  const sender = await connect(subject.url, auth)
  const matter = await submit(sender, '关于讨论速度的测量')
  const room = await crowd(subject.url, receivers, auth)
  for (const socket of room) await request(socket, 'matter:open', { matter })
  return {
    send: (text) => command(sender, matter, 'message.post', { text }),
    onDelivery: (receive) =>
      room.forEach((socket) =>
        socket.on('matter:events', (fact: { events: { data: { text: string } }[] }) =>
          receive(fact.events.map(({ data }) => data.text)),
        ),
      ),
    close: () => [sender, ...room].forEach((socket) => socket.close()),
  }
}

async function bareLine(subject: Subject, receivers: number): Promise<Line> {
  const sender = await connect(subject.url)
  const room = await crowd(subject.url, receivers - 1)
  return {
    send: (text) => sender.timeout(60_000).emitWithAck('post', text),
    onDelivery: (receive) =>
      [sender, ...room].forEach((socket) => socket.on('message', (text: string) => receive([text]))),
    close: () => [sender, ...room].forEach((socket) => socket.close()),
  }
}

/** Sends at a steady pace and waits until every message has reached every receiver. */
async function run(subject: Subject, line: Line, { receivers, perSecond, seconds }: Pace): Promise<Run> {
  const total = perSecond * seconds
  const sent = new Map<string, number>()
  const times: number[] = []
  let done: () => void
  const all = new Promise<void>((resolve) => (done = resolve))
  line.onDelivery((texts) => {
    const now = performance.now()
    for (const text of texts) {
      const began = sent.get(text)
      if (began !== undefined && times.push(now - began) === total * receivers) done()
    }
  })
  await sleep(500)
  const before = cpuMs(subject.pid)
  const start = performance.now()
  const answers: Promise<unknown>[] = []
  for (let i = 0; i < total; i++) {
    await sleep(start + (i * 1000) / perSecond - performance.now())
    const text = `${TEXT}${i}`
    sent.set(text, performance.now())
    answers.push(line.send(text))
  }
  await Promise.all([all, ...answers])
  return { cpu: ((cpuMs(subject.pid) - before) * 1000) / times.length, times }
}

/** CPU a delivery, ours and bare, the same texts in turn; the medians of `rounds` rounds. */
export async function compare(
  pace: Pace,
  rounds: number,
): Promise<{ ours: number; bare: number; ratio: number; rounds: number[] }> {
  const found = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds; round++)
    for (const [name, start, line] of [
      ['bare', bare, bareLine],
      ['ours', ours, ourLine],
    ] as const) {
      const subject = await start()
      const connection = await line(subject, pace.receivers)
      found[name].push((await run(subject, connection, pace)).cpu)
      connection.close()
      await subject.stop()
    }
  const [mine, theirs] = [percentile(found.ours, 0.5), percentile(found.bare, 0.5)]
  return {
    ours: mine,
    bare: theirs,
    ratio: mine / theirs,
    rounds: found.ours.map((cpu, i) => cpu / (found.bare[i] ?? NaN)),
  }
}

/** Delivery times of ours at a pace: p50, p95, p99 in ms. */
export async function delivery(pace: Pace): Promise<{ p50: number; p95: number; p99: number }> {
  const subject = await ours()
  const line = await ourLine(subject, pace.receivers)
  const { times } = await run(subject, line, pace)
  line.close()
  await subject.stop()
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) }
}
