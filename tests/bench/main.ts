import { cpus } from 'node:os'
import { archive } from './archive.ts'
import { clocks } from './clocks.ts'
import { acknowledgement, durable } from './commands.ts'
import { discussion } from './discussion.ts'
import { compare, delivery } from './fan-out.ts'
import { idleSockets, openMatter } from './opening.ts'
import { proposals } from './proposals.ts'
import { session } from './session.ts'
import { voting } from './voting.ts'

/** Prints each figure beside its target. `npm run bench -- NAME…` measures only those. */
const only = process.argv.slice(2)
const rows: { what: string; found: string; target: string; met: boolean }[] = []
const row = (what: string, found: number, unit: string, most: number, atLeast = false) => {
  const met = atLeast ? found >= most : found <= most
  const digits = unit === '×' ? 2 : found >= 100 ? 0 : 1
  rows.push({ what, found: `${found.toFixed(digits)} ${unit}`, target: `${atLeast ? '≥' : '≤'} ${most} ${unit}`, met })
  console.log(`${met ? 'ok  ' : 'MISS'} ${what}: ${rows.at(-1)?.found} (${rows.at(-1)?.target})`)
}

const measures: Record<string, () => Promise<void>> = {
  async single() {
    const found = await compare({ receivers: 500, perSecond: 20, seconds: 8 }, 3)
    console.log(
      `     bare ${found.bare.toFixed(1)} µs, ours ${found.ours.toFixed(1)} µs; rounds ${found.rounds.map((r) => r.toFixed(2)).join(' ')}`,
    )
    row('server CPU a delivery, one message at a time, against bare Socket.IO', found.ratio, '×', 1.1)
  },
  async burst() {
    const found = await compare({ receivers: 200, perSecond: 200, seconds: 5 }, 3)
    console.log(
      `     bare ${found.bare.toFixed(1)} µs, ours ${found.ours.toFixed(1)} µs; rounds ${found.rounds.map((r) => r.toFixed(2)).join(' ')}`,
    )
    row('server CPU a delivery at 200 messages/s, against bare Socket.IO', found.ratio, '×', 0.5)
  },
  async delivery() {
    const hall = await delivery({ receivers: 200, perSecond: 10, seconds: 10 })
    row('delivery to 200 at 10/s, p95', hall.p95, 'ms', 100)
    row('delivery to 200 at 10/s, p99', hall.p99, 'ms', 250)
    const large = await delivery({ receivers: 1000, perSecond: 5, seconds: 8 })
    row('delivery to 1,000 at 5/s, p99', large.p99, 'ms', 500)
  },
  async acknowledgement() {
    const found = await acknowledgement()
    row('acknowledgement alone, p50 above bare Socket.IO', found.alone - found.bareAlone, 'ms', 3)
    row('acknowledgement at 50/s, p50', found.p50, 'ms', 60)
    row('acknowledgement at 50/s, p99', found.p99, 'ms', 60)
  },
  async durable() {
    const found = await durable()
    row('durable commands a second', found.perSecond, '/s', 5000, true)
  },
  async sockets() {
    row('resident memory a signed-in idle socket', await idleSockets(), 'KB', 60)
  },
  async open() {
    const found = await openMatter()
    row('open a matter of 10,000 events after a restart', found.cold, 'ms', 50)
    row('open it again', found.warm, 'ms', 50)
  },
  async clocks() {
    const found = await clocks()
    row('a look at 10,000 running clocks, nothing due, p95', found.idleP95, 'ms', 50)
    row('a look that finds one due, p95', found.oneP95, 'ms', 50)
    row('what others wait while all fall due at once, p99', found.waitP99, 'ms', 50)
    console.log(
      `     all ${found.clocks} seen to in ${found.allSeconds.toFixed(1)} s, longest wait ${found.longestWait.toFixed(0)} ms`,
    )
  },
  async voting() {
    const found = await voting()
    row('1,000 vote within 2 s: acknowledgement, p99', found.acknowledged, 'ms', 1500)
    row('their tally on all screens after the close', found.onAllScreens, 'ms', 2500)
    row('ballots counted', found.counted, '', 1000, true)
  },
  async session() {
    const found = await session()
    row('a session of 200, 10 commands of every sort a second: delivery, p95', found.p95, 'ms', 100)
    row('… delivery, p99', found.p99, 'ms', 250)
    row('… acknowledgement, ballots included, p99', found.acknowledged, 'ms', 250)
    console.log(
      `     p50 ${found.p50.toFixed(1)} ms of ${found.deliveries} deliveries, ${found.refused} commands refused, server ${(100 * found.busy).toFixed(0)} % of a processor`,
    )
  },
  async discussion() {
    const found = await discussion()
    row('a room of 10,000 messages on the screen, the first in a window', found.first, 'ms', 1000)
    row('… another one', found.opened, 'ms', 300)
    row('… rows in the page', found.rows, '', 200)
    row('… frames while scrolling back, p95', found.scrollP95, 'ms', 50)
    row('… the longest task of it', found.scrollLongest, 'ms', 200)
    row('… frames while ten messages a second come, p95', found.liveP95, 'ms', 50)
    row('… the longest task of it', found.liveLongest, 'ms', 200)
    console.log(
      `     ${found.loaded} messages loaded by scrolling; ${found.liveEach.toFixed(1)} ms of work for each that comes`,
    )
  },
  async proposals() {
    const found = await proposals()
    row('list 5,000 proposals', found.list, 'ms', 100)
    row('list them filtered, p95', found.filteredP95, 'ms', 150)
    row('search them, p95', found.searchP95, 'ms', 150)
    row('similar among them, p95', found.similarP95, 'ms', 100)
    row('similar right after a submission, p95', found.similarAfterP95, 'ms', 100)
    row('statistics of them, p95', found.statisticsP95, 'ms', 250)
    row('from the start until they can be compared', found.comparableAfter / 1000, 's', 60)
    console.log(`     ${found.residentMb.toFixed(0)} MB resident`)
  },
  async archive() {
    const { fill, built, start, open, append, openLong, search } = await archive()
    row('archive of 100,000 events and 2,000 matters: start', start.took, 'ms', 1000)
    row('… open a matter, p95', open.p95, 'ms', 100)
    row('… open one of 5,000 events', openLong.took, 'ms', 100)
    row('… append an event, alone', append.average, 'ms', 5)
    row('… append an event, 25 at a time', append.together, 'ms', 5)
    row('… append an event while the archive is filled', fill.perEvent, 'ms', 5)
    row('… the first search after a start, nothing read yet', search.cold, 'ms', 150)
    row('… search 50,000 messages, p95', search.p95, 'ms', 150)
    row('… memory after all of that', search.archiveMb, 'MB', 150)
    console.log(
      `     ${search.hits} hits; the texts read from the records for the first time: ${built.cold.toFixed(0)} ms; the program itself ${search.program.toFixed(0)} MB`,
    )
  },
}

for (const [name, measure] of Object.entries(measures)) if (only.length === 0 || only.includes(name)) await measure()

console.log(`\n${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}\n`)
console.log('| what | found | target | |\n|---|---|---|---|')
for (const { what, found, target, met } of rows)
  console.log(`| ${what} | ${found} | ${target} | ${met ? 'met' : '**missed**'} |`)
process.exit(0)
