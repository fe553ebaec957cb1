// Run by encryption-kill.test.ts in a process of its own, to be killed while it switches: says what was acknowledged.
import { openLocalData } from '../../electron/archive/local-data.ts'
import { aes } from '../support/cipher.ts'
import { longDiscussion, summaryOf } from '../support/discussion.ts'
import { uuid } from '../support/record.ts'

const [directory = '', key = '', to = '', from = '0'] = process.argv.slice(2)
const data = openLocalData({
  directory,
  cipher: aes(Buffer.from(key, 'hex')),
  onDamage: (damage) => console.log(`damage ${JSON.stringify(damage)}`),
})
if (data.readOnly !== undefined) throw new Error(data.readOnly)
const { outbox, archive, setEncryption } = data.owner({ server: 'http://127.0.0.1:4170', account: uuid(1) })
const events = longDiscussion(uuid(7), 3000)
const summary = summaryOf(events)

console.log('switching')
void setEncryption(to === 'on').then(() => console.log('switched'))
for (let n = Number(from); n + 7 <= events.length; n += 7) {
  const answer = await archive.append({ summary, events: events.slice(n, n + 7) })
  if (answer.result !== 'kept') throw new Error(JSON.stringify(answer))
  console.log(`event ${answer.seq}`)
  await outbox.put({ id: uuid(n), matter: uuid(7), type: 'message.post', data: { text: `第${n}条` }, at: n })
  console.log(`row ${n}`)
}
