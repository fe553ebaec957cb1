import { createHash, randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMITTEE_ID, type CommitteeState } from '../../core/committee/state.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { bootServer, signIn, type BootedServer } from '../support/server/boot.ts'
import { person, type Desk } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'

const PASSWORD = 'demo-2026'
const codeOf = () => {
  const code = randomBytes(32).toString('base64url')
  return { code, hash: createHash('sha256').update(code).digest('hex') }
}

describe.each(['memory', 'sqlite'] as const)('the administrative record on %s', (store) => {
  let server: BootedServer
  let admin: Desk
  beforeAll(async () => {
    server = await bootServer({ store })
    admin = await person(server, 'admin')
  })
  afterAll(() => server.stop())

  const post = (path: string, body: object, token?: string) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    })
  const confirm = async (desk: Desk, password = PASSWORD) =>
    (await post('/api/session/confirm', { password }, desk.token)).status
  const does = async (type: string, data: object, by = admin, id?: string) => {
    const reply = await by.command(COMMITTEE_ID, type, data, id === undefined ? {} : { id })
    return reply.ok ? reply.value.events.map((event) => event.type).join() : String(reply.refusal.details?.reason)
  }
  const fresh = (n: number, more: object = {}) => ({
    account: v7(),
    name: `新人${n}`,
    username: `fresh${n}`,
    roles: ['member'],
    ...more,
  })
  const state = async () =>
    (await admin.ask('matter:open', { matter: COMMITTEE_ID })).state as unknown as CommitteeState
  const roster = async () => (await admin.ask('roster:list', {})).accounts

  /** Adds somebody and gives them a password by invitation; answers with their id. */
  async function enter(n: number, more: object = {}): Promise<string> {
    const one = fresh(n, more)
    const { code, hash } = codeOf()
    expect(await does('account.add', one)).toBe('account.added')
    expect(await does('account.invite', { account: one.account, code: hash, until: Date.now() + 60_000 })).toBe(
      'account.invited',
    )
    expect((await post('/api/invitations', { code, password: PASSWORD })).status).toBe(200)
    return one.account
  }

  it('[AD1] is there from the start, is chained and signed, and begins once', async () => {
    const { events } = await admin.ask('matter:history', { matter: COMMITTEE_ID, after: 0, limit: 500 })
    expect(events[0]).toMatchObject({ type: 'committee.begun', actor: 'system', seq: 1 })
    const checkpoint = await admin.ask('matter:checkpoint', { matter: COMMITTEE_ID })
    const found = verifyRecord(COMMITTEE_ID, events as RecordEvent[], [checkpoint], admin.welcome.server.key)
    expect(found.findings).toEqual([])
    await server.app.committee.open()
    expect((await state()).seq).toBe(events.length)
  })

  it('[AD2] stands in no list that does not ask for it, and is nothing to others', async () => {
    const moderator = await person(server, 'moderator')
    for (const desk of [admin, moderator]) {
      expect((await desk.ask('matters:list', {})).items.map(({ kind }) => kind)).not.toContain('committee')
      expect((await desk.ask('matters:list', { kind: 'committee' })).total).toBe(1)
    }
    expect(await does('sector.put', { sector: 'x', name: '某界' }, moderator)).toBe('not-allowed')
    expect(await does('matter.lock', { reason: '试试' }, moderator)).toBe('other-kind')
    const member = await person(server, 'member')
    expect((await member.ask('matters:list', { kind: 'committee' })).total).toBe(0)
    const opened = await member.request('matter:open', { matter: COMMITTEE_ID })
    expect(opened).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  })

  it('[AD4] the roster changes with the event, and the name is in no event', async () => {
    const before = (await admin.ask('roster:list', {})).version
    const one = fresh(1, { sector: 'education', name: '欧阳清' })
    expect(await does('account.add', one)).toBe('account.added')
    expect(await roster()).toContainEqual({
      id: one.account,
      name: '欧阳清',
      username: 'fresh1',
      roles: ['member'],
      sector: 'education',
    })
    expect((await admin.ask('roster:list', {})).version).toBeGreaterThan(before)
    const { events } = await admin.ask('matter:history', { matter: COMMITTEE_ID, after: 0, limit: 500 })
    expect(JSON.stringify(events)).not.toMatch(/欧阳清|fresh1/)
  })

  it('[AD4] the same command again, and one username twice at once', async () => {
    const [id, one] = [v7(), fresh(2)]
    expect(await does('account.add', one, admin, id)).toBe('account.added')
    expect(await does('account.add', one, admin, id)).toBe('account.added')
    const both = await Promise.all([does('account.add', fresh(3)), does('account.add', fresh(3))])
    expect(both.sort()).toEqual(['account.added', 'username-taken'])
    expect((await roster()).filter(({ username }) => ['fresh2', 'fresh3'].includes(username))).toHaveLength(2)
  })

  it('[AD5] what is done at once to somebody who is just being added finds them', async () => {
    const one = fresh(8)
    const invite = { account: one.account, code: codeOf().hash, until: Date.now() + 60_000 }
    const done = await Promise.all([
      does('account.add', one),
      does('account.invite', invite),
      does('account.change', { ...one, name: '改名八' }),
    ])
    expect(done).toEqual(['account.added', 'account.invited', 'account.changed'])
    expect((await roster()).find(({ id }) => id === one.account)?.name).toBe('改名八')
  })

  it('[AD6] a suspended account is out at once, on every connection, and comes back when restored', async () => {
    const member = await person(server, 'member8')
    const suspend = { account: member.account.id, reason: '调离', confirm: member.account.name }
    expect(await confirm(admin)).toBe(200)
    expect(await does('account.suspend', suspend)).toBe('account.suspended')
    await until(() => !member.socket.connected, 'the connection of the suspended account ends')
    expect(member.heard('session:ended')).toEqual([{ reason: 'suspended' }])
    await expect(signIn(server.url, 'member8', PASSWORD)).rejects.toThrow('401')
    expect(await server.app.sessions.find(member.token)).toBeUndefined()
    expect((await roster()).find(({ username }) => username === 'member8')?.suspended).toBe(true)
    expect(await does('account.restore', { account: member.account.id, reason: '回来' })).toBe('account.restored')
    expect((await signIn(server.url, 'member8', PASSWORD)).account.id).toBe(member.account.id)
  })

  it('[AD7] the password counts for one session and five minutes; a wrong one counts as at sign-in', async () => {
    const other = await person(server, 'admin')
    const [unit] = (await admin.ask('roster:list', {})).units
    const rule = {
      rule: 'proposal.refuse',
      length: { days: 10 },
      warning: { days: 2 },
      text: '十日内退回。',
      reason: '修订',
      confirm: '接收或退办',
    }
    expect(await does('clock.set-rule', rule, other)).toBe('confirm-password')
    expect(await confirm(other, 'wrong')).toBe(403)
    expect(await confirm(other)).toBe(200)
    expect(await does('clock.set-rule', rule, other)).toBe('committee.rule-set')
    expect(await does('unit.retire', { unit: unit?.id, reason: '改革', confirm: unit?.name }, other)).toBe('in-use')
    expect((await post('/api/session/confirm', { password: PASSWORD }, 'none')).status).toBe(401)
    const member = await person(server, 'member7')
    const answers = []
    for (let i = 0; i < 6; i++) answers.push(await confirm(member, `wrong ${i}`))
    expect(answers).toEqual([403, 403, 403, 403, 403, 429])
    // and it is the same count
    await expect(signIn(server.url, 'member7', PASSWORD)).rejects.toThrow('429')
    expect(server.log()).not.toContain(PASSWORD)
    expect(server.log()).not.toContain('wrong 1')
  })

  it('[AD8] two administrators who suspend each other at once: one stays', async () => {
    const id = await enter(4, { roles: ['administrator'], name: '第二管理员' })
    const second = await person(server, 'fresh4')
    await confirm(admin)
    await confirm(second)
    const [a, b] = await Promise.all([
      does('account.suspend', { account: id, reason: '调离', confirm: '第二管理员' }, admin),
      does('account.suspend', { account: admin.account.id, reason: '调离', confirm: admin.account.name }, second),
    ])
    expect(
      [a, b].filter((word) => word === 'account.suspended'),
      `${a}, ${b}`,
    ).toHaveLength(1)
    const left = (await server.store.roster()).accounts.filter(
      ({ roles, suspended }) => roles.includes('administrator') && !suspended,
    )
    expect(left).toHaveLength(1)
    const stays = left[0]?.id === admin.account.id ? admin : second
    const gone = stays === admin ? id : admin.account.id
    expect(await does('account.restore', { account: gone, reason: '误停' }, stays)).toBe('account.restored')
    if (stays !== admin) admin = await person(server, 'admin')
    await confirm(admin)
    expect(await does('account.suspend', { account: id, reason: '调离', confirm: '第二管理员' })).toBe(
      'account.suspended',
    )
    const last = { account: admin.account.id, reason: '调离', confirm: admin.account.name }
    expect(await does('account.suspend', last)).toBe('last-administrator')
  })

  it('[AD9] [AD10] an invitation opens an account once; another one takes its place', async () => {
    const one = fresh(5)
    await does('account.add', one)
    const [first, second] = [codeOf(), codeOf()]
    const until = Date.now() + 60_000
    expect(await does('account.invite', { account: one.account, code: first.hash, until })).toBe('account.invited')
    expect(await does('account.invite', { account: one.account, code: second.hash, until })).toBe('account.invited')
    const take = async (code: string, password: string) => (await post('/api/invitations', { code, password })).status
    expect(await take(first.code, PASSWORD)).toBe(404)
    expect(await take(second.code, 'short')).toBe(400)
    expect(await take(second.code, 'fresh5')).toBe(400)
    await expect(signIn(server.url, 'fresh5', '')).rejects.toThrow('400')
    const taken = await Promise.all([take(second.code, PASSWORD), take(second.code, 'another-one-2026')])
    expect(taken.sort()).toEqual([200, 404])
    expect((await state()).seats[one.account]).toMatchObject({ joined: true })
    expect((await state()).seats[one.account]?.invited).toBeUndefined()
    // whoever was quicker has set the password
    const passwords = await Promise.allSettled(
      [PASSWORD, 'another-one-2026'].map((password) => signIn(server.url, 'fresh5', password)),
    )
    expect(passwords.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { events } = await admin.ask('matter:history', { matter: COMMITTEE_ID, after: 0, limit: 500 })
    for (const secret of [first.hash, second.hash, second.code, PASSWORD])
      expect(JSON.stringify(events)).not.toContain(secret)
    expect(server.log()).not.toContain(second.code)
  })

  it('[AD10] an account without a password does not sign in; a new one ends the sessions before', async () => {
    await does('account.add', fresh(6))
    await expect(signIn(server.url, 'fresh6', 'a password that nobody has')).rejects.toThrow('401')
    const id = await enter(7)
    const desk = await person(server, 'fresh7')
    const { code, hash } = codeOf()
    const again = { account: id, code: hash, until: Date.now() + 60_000, confirm: '新人7' }
    const other = await person(server, 'admin')
    expect(await does('account.invite', again, other)).toBe('confirm-password')
    await confirm(other)
    expect(await does('account.invite', again, other)).toBe('account.invited')
    expect(desk.socket.connected).toBe(true)
    expect((await post('/api/invitations', { code, password: 'quite-another' })).status).toBe(200)
    await until(() => !desk.socket.connected, 'the session before the new password ends')
    await expect(signIn(server.url, 'fresh7', PASSWORD)).rejects.toThrow('401')
    other.close()
  })

  it('[AD11] an import of 250 people is one event, and one bad row keeps all out', async () => {
    const rows = Array.from({ length: 250 }, (_, i) => fresh(1000 + i, { sector: 'education', region: 'zj-lj-wc' }))
    await confirm(admin)
    const bad = rows.map((row, i) => (i === 249 ? { ...row, username: 'admin' } : row))
    const before = (await roster()).length
    expect(await does('roster.import', { rows: bad, confirm: '250' })).toBe('import-faults')
    expect((await roster()).length).toBe(before)
    expect(await does('roster.import', { rows, confirm: '250' })).toBe('roster.imported')
    expect((await roster()).length).toBe(before + 250)
  })
})

it('[AD1] [AD18] a restart finds record, roster and settings as they were', async () => {
  const { mkdtempSync, rmSync } = await import('node:fs')
  const folder = mkdtempSync('/tmp/zx-committee-')
  const boot = () => bootServer({ store: 'sqlite', dataDir: folder })
  let server = await boot()
  let admin = await person(server, 'admin')
  const day = { day: '2026-12-12', work: true, name: '补班', reason: '县政府通知' }
  const account = v7()
  await admin.command(COMMITTEE_ID, 'clock.set-day', day)
  await admin.command(COMMITTEE_ID, 'account.add', { account, name: '新人', username: 'newcomer', roles: ['member'] })
  const { seq } = await admin.ask('matter:open', { matter: COMMITTEE_ID })
  await server.stop()
  server = await boot()
  admin = await person(server, 'admin')
  expect((await admin.ask('matter:open', { matter: COMMITTEE_ID })).seq).toBe(seq)
  expect(server.app.committee.settings().days).toMatchObject([{ day: '2026-12-12', work: true }])
  expect((await admin.ask('roster:list', {})).accounts.find(({ id }) => id === account)?.name).toBe('新人')
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})
