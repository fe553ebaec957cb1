import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { chinaDate } from '../../core/clock/calendar.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { createMemoryStore } from '../../server/store/memory/store.ts'
import { Unavailable, type Store } from '../../server/store/contract.ts'
import { freshFolder } from '../support/folder.ts'
import { bootServer, type BootedServer } from '../support/server/boot.ts'
import { person, submit, type Desk } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { until } from '../support/server/until.ts'

const DAY = 24 * 60 * 60_000
const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)

// from the store: sessions end after a month
const history = ({ store }: BootedServer, matter: string) => store.events(matter, { after: 0, limit: 500 })
const clockTypes = async (server: BootedServer, matter: string) =>
  (await history(server, matter))
    .filter(({ type }) => type.startsWith('clock.'))
    .map(({ type, at, data }) => `${chinaDate(at)} ${type} ${(data as { rule: string }).rule}`)

/** A proposal that was filed and handed to a unit; answers its id. */
async function assigned(
  desks: { author: Desk; moderator: Desk },
  unit: string,
  due = noon('2026-06-02'),
): Promise<string> {
  const { matter } = await submit(desks.author)
  for (const [type, data] of [
    ['proposal.file', { category: 'city' }],
    ['proposal.assign', { lead: unit, assisting: [], due }],
  ] as const) {
    const reply = await desks.moderator.command(matter, type, data)
    if (!reply.ok) throw new Error(`${type}: ${JSON.stringify(reply.refusal)}`)
  }
  return matter
}

async function pass(hall: Hall, to: string, step = DAY): Promise<void> {
  while (hall.now < noon(to)) {
    hall.now = Math.min(hall.now + step, noon(to))
    await hall.server.app.scheduler.tick()
  }
}

describe('what time alone brings', () => {
  it('[SC1] warnings and breaches come at their time, once each, and name their rule', async () => {
    const hall = await openHall()
    hall.now = noon('2026-03-02')
    const [author, moderator, unit] = await Promise.all(['member', 'moderator', 'unit'].map((name) => hall.desk(name)))
    const matter = await assigned({ author: author!, moderator: moderator! }, unit!.account.unit!)
    await hall.must(unit!, matter, 'proposal.accept-assignment')
    await pass(hall, '2027-03-02')
    expect(await clockTypes(hall.server, matter)).toEqual([
      '2026-05-26 clock.warned proposal.answer',
      '2026-06-03 clock.breached proposal.answer',
    ])
    const events = await history(hall.server, matter)
    expect(verifyRecord(matter, events).findings).toEqual([])
    const breach = events.at(-1)!
    expect(breach).toMatchObject({ actor: 'system', data: { name: '正式答复', unit: unit!.account.unit, set: 3 } })
    const again = await Promise.all(['member', 'unit'].map((name) => hall.desk(name)))
    expect((await hall.told(again[1]!, matter)).slice(-2)).toEqual(['clock.warned', 'clock.breached'])
    expect((await hall.told(again[0]!, matter)).at(-1), 'the author is told of the breach').toBe('clock.breached')
    expect(await hall.told(again[0]!, matter), 'and not of the warning').not.toContain('clock.warned')
    await hall.stop()
  })

  it('[SC1] nobody can say that a clock has run out', async () => {
    const hall = await openHall()
    const admin = await hall.desk('admin')
    const { matter } = await submit(await hall.desk('member'))
    const reply = await admin.command(matter, 'clock.breach', { rule: 'proposal.answer', set: 1 })
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
    await hall.stop()
  })

  it('[SC2] a task that begins by time alone appears on the desk, and a light changes in the list, without an event', async () => {
    const hall = await openHall()
    hall.now = noon('2026-03-02')
    const [author, moderator, other] = await Promise.all(
      ['member', 'moderator', 'member2'].map((name) => hall.desk(name)),
    )
    const { matter } = await submit(author!, { cosigners: [other!.account.id] })
    await until(() => other!.heard('inbox:changed').some(({ tasks }) => tasks === 1), 'member2 is asked to sign')
    const seq = (await history(hall.server, matter)).length
    const heard = other!.heard('inbox:changed').length
    hall.now += 7 * DAY + 1
    await hall.server.app.scheduler.tick()
    await until(
      () =>
        other!
          .heard('inbox:changed')
          .slice(heard)
          .some(({ tasks }) => tasks === 0),
      'it has expired',
    )
    expect((await history(hall.server, matter)).length, 'no event came').toBe(seq)
    expect(await hall.tasks(other!, matter)).toEqual([])

    const held = await assigned({ author: author!, moderator: moderator! }, 'lj-zhujian', noon('2026-03-25'))
    const lights = () =>
      author!
        .heard('matters:changed')
        .flatMap(({ items }) => items.filter(({ id }) => id === held).map(({ light }) => light))
    hall.now = noon('2026-03-18')
    await hall.server.app.scheduler.tick()
    await until(() => lights().at(-1) === 'amber', 'the light turned amber')
    hall.now = noon('2026-03-26')
    await hall.server.app.scheduler.tick()
    await until(() => lights().at(-1) === 'red', 'and red')
    await hall.stop()
  })

  it('[SC3] two servers on one store see to different matters, and each thing happens once', async () => {
    const dataDir = await freshFolder()
    let now = noon('2026-03-02')
    const parts = { clock: () => now, rateLimits: false }
    const servers: BootedServer[] = []
    for (let i = 0; i < 2; i++) servers.push(await bootServer({ store: 'sqlite', dataDir, parts }))
    const [author, moderator] = [await person(servers[0]!, 'member'), await person(servers[1]!, 'moderator')]
    const unit = (await person(servers[0]!, 'unit')).account.unit!
    const matters: string[] = []
    for (let i = 0; i < 12; i++) matters.push(await assigned({ author, moderator }, unit))
    let seen = 0
    for (const date of ['2026-03-10', '2026-05-27', '2026-06-03']) {
      now = noon(date)
      const counts = await Promise.all(servers.map(({ app }) => app.scheduler.tick()))
      seen += counts.reduce((sum, n) => sum + n, 0)
    }
    expect(seen, 'nobody saw to what the other had').toBe(12 * 3)
    for (const matter of matters)
      expect(
        (await clockTypes(servers[0]!, matter)).map((line) => line.slice(11)),
        matter,
      ).toEqual(['clock.breached proposal.refuse', 'clock.warned proposal.answer', 'clock.breached proposal.answer'])
    for (const server of servers) await server.stop()
  })

  it('[SC3] what two servers do for one matter at the same moment happens once', async () => {
    const dataDir = await freshFolder()
    let now = noon('2026-03-02')
    const parts = { clock: () => now, rateLimits: false }
    const servers: BootedServer[] = []
    for (let i = 0; i < 3; i++) servers.push(await bootServer({ store: 'sqlite', dataDir, parts }))
    const [author, moderator] = [await person(servers[0]!, 'member'), await person(servers[1]!, 'moderator')]
    const unit = (await person(servers[0]!, 'unit')).account.unit!
    const matter = await assigned({ author, moderator }, unit)
    now = noon('2026-06-03')
    const wake = { matter, at: now, seq: 3 }
    await Promise.all(servers.flatMap(({ app }) => [app.matters.wake(wake), app.matters.wake(wake)]))
    const words = (await clockTypes(servers[0]!, matter)).map((line) => line.slice(11)).sort()
    expect(words).toEqual(['clock.breached proposal.answer', 'clock.breached proposal.refuse'])
    for (const server of servers) await server.stop()
  })

  it('[SC4] what fell due while no server ran comes before anybody is served; a warning that is late is left out', async () => {
    const dataDir = await freshFolder()
    let now = noon('2026-03-02')
    const parts = { clock: () => now, rateLimits: false }
    const first = await bootServer({ store: 'sqlite', dataDir, parts })
    const [author, moderator, unit] = await Promise.all(
      ['member', 'moderator', 'unit'].map((name) => person(first, name)),
    )
    const matter = await assigned({ author: author!, moderator: moderator! }, unit!.account.unit!)
    await first.stop()
    now = noon('2026-08-01')
    const second = await bootServer({ store: 'sqlite', dataDir, parts: { ...parts, tickMs: 60_000 } })
    expect(await clockTypes(second, matter)).toEqual([
      '2026-08-01 clock.breached proposal.refuse',
      '2026-08-01 clock.breached proposal.answer',
    ])
    await second.stop()
  })

  it('[SC5] what could not be done is tried again, and holds up nothing else', async () => {
    const inner = createMemoryStore()
    let broken = false
    const store: Store = {
      ...inner,
      append: (append) =>
        broken && append.command.actor === 'system'
          ? Promise.reject(new Unavailable('the disk is full'))
          : inner.append(append),
    }
    const hall = await openHall([], { store })
    broken = true
    hall.now = noon('2026-03-02')
    const [author, moderator, unit] = await Promise.all(['member', 'moderator', 'unit'].map((name) => hall.desk(name)))
    const matter = await assigned({ author: author!, moderator: moderator! }, unit!.account.unit!)
    hall.now = noon('2026-03-20')
    await hall.server.app.scheduler.tick()
    expect(await clockTypes(hall.server, matter)).toEqual([])
    await hall.must(author!, matter, 'message.post', { text: '照常讨论' })
    broken = false
    hall.now += 11_000
    await hall.server.app.scheduler.tick()
    expect((await clockTypes(hall.server, matter)).map((line) => line.slice(11))).toEqual([
      'clock.breached proposal.refuse',
    ])
    await hall.stop()
  })

  it('[SC5] a matter that is not there is nothing to do', async () => {
    const hall = await openHall()
    await expect(hall.server.app.matters.wake({ matter: v7(), at: 0, seq: 1 })).resolves.toBeUndefined()
    await hall.stop()
  })
})
