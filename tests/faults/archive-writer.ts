// Run by archive-kill.test.ts in a process of its own, to be killed: keeps on writing and says what was acknowledged.
import { openLocalData } from '../../electron/archive/local-data.ts'
import { aes } from '../support/cipher.ts'
import { longDiscussion, summaryOf } from '../support/discussion.ts'
import { uuid } from '../support/record.ts'

const [directory = '', what = 'outbox', from = '0', key] = process.argv.slice(2)
const data = openLocalData({
  directory,
  onDamage: (damage) => console.log(`damage ${JSON.stringify(damage)}`),
  ...(key === undefined ? {} : { cipher: aes(Buffer.from(key, 'hex')) }),
})
if (data.readOnly !== undefined) throw new Error(data.readOnly)
const { outbox, archive } = data.owner({ server: 'http://127.0.0.1:4170', account: uuid(1) })

if (what === 'outbox') {
  for (let n = Number(from); ; n++) {
    await outbox.put({ id: uuid(n), matter: uuid(7), type: 'message.post', data: { text: `第${n}条` }, at: n })
    console.log(`put ${n}`)
    // Every tenth goes out, as when the server answers.
    if (n % 10 !== 9) continue
    await outbox.remove(uuid(n - 5))
    console.log(`removed ${n - 5}`)
  }
}

const events = longDiscussion(uuid(7), 3000)
const summary = summaryOf(events)

/** Two hundred writes of everything there is to write, each waited for. */
if (what === 'mixed') {
  for (let n = 0; n < 200; n += 2) {
    const { seq } = await archive.append({ summary, events: events.slice(n / 2, n / 2 + 1) })
    if (seq !== n / 2 + 1) throw new Error(`the archive is at ${seq}`)
    console.log(`put ${n}`)
    await outbox.put({ id: uuid(n), matter: uuid(7), type: 'message.post', data: { text: `第${n}条` }, at: n + 1 })
    console.log(`put ${n + 1}`)
  }
  console.log('done')
  process.exit()
}

for (let seq = Number(from); seq < events.length; seq += 13) {
  const answer = await archive.append({ summary, events: events.slice(seq, seq + 13) })
  if (answer.result !== 'kept') throw new Error(JSON.stringify(answer))
  console.log(`put ${answer.seq}`)
}
console.log('done')
