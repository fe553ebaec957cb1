// Run by shelf-kill.test.ts in a process of its own, to be killed: takes bags in and off again and says what was done.
import { openLocalData } from '../../electron/archive/local-data.ts'
import { uuid } from '../support/record.ts'

const [directory = '', ...files] = process.argv.slice(2)
const data = openLocalData({ directory, onDamage: (damage) => console.log(`damage ${JSON.stringify(damage)}`) })
if (data.readOnly !== undefined) throw new Error(data.readOnly)
const { shelf } = data.owner({ server: 'http://127.0.0.1:4170', account: uuid(1) })

for (let round = 0; ; round++)
  for (const [n, file] of files.entries()) {
    console.log('begin')
    const taken = await shelf.takeIn(file, undefined, async () => [])
    if (!taken.ok) throw new Error(taken.reason)
    console.log(`taken ${taken.entry.id}`)
    // every second one goes again
    if ((round + n) % 2 === 0) continue
    await shelf.remove(taken.entry.id)
    console.log(`removed ${taken.entry.id}`)
  }
