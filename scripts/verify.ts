import { readFileSync } from 'node:fs'
import type { RecordEvent } from '../core/record/event.ts'
import { verifyRecord } from '../core/record/verify.ts'

/** `node scripts/verify.ts FILE.jsonl`: checks a record, one event a line; exits 1 and names what is wrong. */
const file = process.argv[2]
if (!file) {
  console.error('usage: node scripts/verify.ts FILE.jsonl')
  process.exit(2)
}
const events = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line): RecordEvent => {
    try {
      return JSON.parse(line) as RecordEvent
    } catch {
      return {} as RecordEvent
    }
  })
const { findings, redacted } = verifyRecord(events[0]?.matter ?? '', events)
for (const { fault, seq, event, expected, found } of findings)
  console.log(
    `event ${seq} ${event ?? ''}: ${fault}${expected === undefined ? '' : ` (expected ${expected}, found ${found})`}`,
  )
console.log(
  findings.length === 0 && events.length > 0
    ? `${events.length} events, all in order${redacted.length > 0 ? `, ${redacted.length} redacted` : ''}`
    : `${events.length} events, ${findings.length} faults`,
)
process.exitCode = findings.length === 0 && events.length > 0 ? 0 : 1
