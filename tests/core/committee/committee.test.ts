import { describe, expect, it } from 'vitest'
import { ruleOf, STANDARD_BOOK } from '../../../core/clock/book.ts'
import { STANDARD_CATEGORIES, settingsOf, settingsSchema } from '../../../core/committee/settings.ts'
import { COMMITTEE_ID } from '../../../core/committee/state.ts'
import { may } from '../../../core/deciding.ts'
import { COMMAND_TYPES, isOpen, maySee, needs, participants, replay, type Command } from '../../../core/kinds.ts'
import { ROLES } from '../../../core/people/roles.ts'
import { commonPermissions } from '../../../core/people/common-permissions.ts'
import { parseCommand } from '../../../core/wire/parse.ts'
import { committeeSamples } from '../../support/committee-samples.ts'
import { administrator, committeeAt, CommitteePlay, START } from '../../support/committee-stage.ts'
import { person } from '../../support/people.ts'
import { uuid } from '../../support/record.ts'

const samples = committeeSamples(START)
const TYPES = Object.keys(samples) as (keyof typeof samples)[]
const sample = (type: keyof typeof samples, more: object = {}) =>
  ({ type, data: { ...samples[type], ...more } }) as Command
const member = person(51, 'member')
const second = person(53, 'administrator')

describe('the administrative record', () => {
  it('[AD1] begins with what the roster has, and no person begins one', () => {
    const play = new CommitteePlay()
    expect(play.state).toMatchObject({
      id: COMMITTEE_ID,
      kind: 'committee',
      status: 'standing',
      author: 'system',
      seq: 1,
    })
    expect(play.state.seats[administrator.id]).toEqual({ roles: ['administrator'], joined: true })
    expect(play.refused({ type: 'committee.begin', data: {} })).toBe('exists')
    expect(may(administrator, 'committee.begin', undefined, START)?.details?.reason).toBe('not-allowed')
  })

  it('[AD1] notes an account from elsewhere before it changes it', () => {
    const play = new CommitteePlay()
    const late = person(54, 'member')
    play.accounts.set(late.id, late)
    const events = play.do({ type: 'account.suspend', data: { account: late.id, reason: '调离', confirm: late.name } })
    expect(events.map(({ type }) => type)).toEqual(['account.noted', 'account.suspended'])
    expect(play.state.seats[late.id]).toMatchObject({ roles: ['member'], joined: true, suspended: { reason: '调离' } })
  })

  it('[AD2] is read by administrators and moderators only, and nothing is said in it', () => {
    const play = new CommitteePlay()
    const readers = ROLES.filter((role) => maySee(play.state, person(5, role)))
    expect(readers).toEqual(['moderator', 'administrator'])
    expect(isOpen(play.state)).toBe(false)
    expect(participants(play.state)).toEqual(['role:administrator'])
    for (const role of ROLES)
      for (const type of Object.keys(commonPermissions) as (keyof typeof commonPermissions)[])
        expect(may(person(5, role), type, play.state, START), `${type} by ${role}`).toBeDefined()
    for (const role of ROLES) expect(needs(play.state, person(5, role), START, STANDARD_BOOK)).toEqual([])
  })

  it.each(TYPES.filter((type) => type !== 'committee.begin'))('[AD3] %s is for administrators alone', (type) => {
    const others = ROLES.filter((role) => role !== 'administrator').map((role) => person(40, role))
    const play = committeeAt(others)
    expect(others.map((actor) => play.refused(sample(type), actor))).toEqual(
      others.map(({ roles }) => (roles.includes('moderator') ? 'not-allowed' : 'unknown-matter')),
    )
    expect(play.refused(sample(type))).toBe('accepted')
  })

  it('[AD3] the record knows an administrator better than the command does', () => {
    const play = new CommitteePlay([second])
    play.do({ type: 'account.suspend', data: { account: second.id, reason: '调离', confirm: second.name } })
    expect(play.refused(sample('sector.put'), second)).toBe('not-allowed')
  })

  it('every sample has the shape that is taken from the network, and the record replays to its state', () => {
    for (const type of TYPES) expect(parseCommand(type, samples[type]).ok, type).toBe(true)
    expect(COMMAND_TYPES).toEqual(expect.arrayContaining(TYPES))
    const play = committeeAt()
    for (const type of TYPES) if (play.refused(sample(type)) === 'accepted') play.do(sample(type))
    expect(replay(play.events)).toEqual(play.state)
    expect(settingsSchema.parse(settingsOf(play.state))).toEqual(settingsOf(play.state))
  })
})

describe('people', () => {
  it('[AD4] no event holds what a person is called', () => {
    const play = committeeAt()
    for (const type of TYPES) if (play.refused(sample(type)) === 'accepted') play.do(sample(type))
    play.do(sample('account.change', { account: uuid(60), name: '韩雪梅', username: 'hanxuemei', roles: ['member'] }))
    const record = JSON.stringify(play.events)
    for (const { name, username } of play.accounts.values())
      for (const word of [name, username]) expect(record, word).not.toContain(`"${word}"`)
    expect(play.accounts.get(uuid(60))).toMatchObject({ name: '韩雪梅', username: 'hanxuemei' })
  })

  it.each([
    [{ username: 'person51' }, 'username-taken'],
    [{ roles: ['unit'] }, 'person-missing'],
    [{ unit: 'nowhere' }, 'person-unknown'],
    [{ region: 'nowhere' }, 'person-unknown'],
    [{ sector: 'nowhere' }, 'person-unknown'],
    [{ account: member.id }, 'account-exists'],
  ])('[AD4] %j is refused: %s', (more, reason) => {
    expect(new CommitteePlay().refused(sample('account.add', more))).toBe(reason)
  })

  it.each(['аdmin', 'admin\u200b', 'ad min', '管理员', '=cmd', 'x'])('[AD4] the username %j is none', (username) => {
    expect(parseCommand('account.add', { ...samples['account.add'], username }).ok).toBe(false)
  })

  it('[AD4] width and case of a username are folded; a name does not mix scripts', () => {
    const folded = parseCommand('account.add', { ...samples['account.add'], username: ' ＨanXue ' })
    expect(folded).toMatchObject({ ok: true, value: { data: { username: 'hanxue' } } })
    for (const name of ['Аnna', '张\u202e三', 'x\u200by', '张\n三', ''])
      expect(parseCommand('account.add', { ...samples['account.add'], name }).ok, name).toBe(false)
  })

  it('[AD5] a change of the seat asks for nothing, one of the roles for password and name', () => {
    const play = new CommitteePlay()
    const same = { account: member.id, name: member.name, username: member.username, roles: ['member'] }
    const move = { type: 'account.change', data: { ...same, sector: 'education' } } as Command
    expect(play.refused(move, administrator, false)).toBe('accepted')
    expect(play.do({ type: 'account.change', data: same } as Command, administrator, false)).toEqual([])
    expect(play.refused(sample('account.change'), administrator, false)).toBe('confirm-password')
    expect(play.refused(sample('account.change', { confirm: '别人' }))).toBe('confirm-name')
  })

  it.each([
    'account.suspend',
    'account.change',
    'account.invite',
    'roster.import',
    'clock.set-rule',
    'unit.retire',
    'region.retire',
  ] as const)('[AD7] %s asks for the password and the name', (type) => {
    const play = committeeAt()
    expect(play.refused(sample(type), administrator, false)).toBe('confirm-password')
    expect(play.refused(sample(type, { confirm: '' }))).toBe('confirm-name')
    expect(play.refused(sample(type))).toBe('accepted')
  })

  it('[AD8] the last administrator who can act stays', () => {
    const demote = (who: typeof second): Command => ({
      type: 'account.change',
      data: { account: who.id, name: who.name, username: who.username, roles: ['member'], confirm: who.name },
    })
    const suspend = (who: typeof second): Command => ({
      type: 'account.suspend',
      data: { account: who.id, reason: '调离', confirm: who.name },
    })
    const play = new CommitteePlay()
    // one who has never signed in cannot act
    play.do(sample('account.add', { roles: ['administrator'] }))
    expect(play.refused(demote(administrator))).toBe('last-administrator')
    expect(play.refused(suspend(administrator))).toBe('last-administrator')

    const two = new CommitteePlay([second])
    // decided one after the other, as the server does: each of the other, at once
    two.do(suspend(second), administrator)
    expect(two.refused(suspend(administrator), second)).toBe('not-allowed')
    expect(two.refused(demote(administrator), administrator)).toBe('last-administrator')
  })

  it('[AD9] an invitation ends within thirty days; who has a password asks for more', () => {
    const play = committeeAt()
    const day = 24 * 60 * 60_000
    expect(play.refused(sample('account.invite', { until: play.at + 31 * day }))).toBe('too-long')
    expect(play.refused(sample('account.invite', { until: play.at }))).toBe('in-the-past')
    expect(play.refused(sample('account.invite', { account: person(52).id }))).toBe('suspended')
    play.do(sample('account.add'))
    const fresh = sample('account.invite', { account: uuid(60), confirm: undefined })
    expect(play.refused(fresh, administrator, false)).toBe('accepted')
    expect(JSON.stringify(play.do(fresh, administrator, false))).not.toContain('aaaa')
  })

  it('[AD10] is taken up once, in time, and by nobody who is suspended', () => {
    const play = committeeAt()
    const invite = sample('account.invite', { account: uuid(60), until: play.at + 60_000 })
    play.do(sample('account.add'))
    expect(play.join(uuid(60))).toMatchObject({ ok: false })
    play.do(invite)
    expect(play.join(uuid(60))).toMatchObject({ ok: true, events: [{ type: 'account.joined' }] })
    expect(play.state.seats[uuid(60)]).toMatchObject({ joined: true })
    expect(play.join(uuid(60))).toMatchObject({ ok: false, refusal: { details: { reason: 'no-invitation' } } })
    play.do(sample('account.invite', { account: uuid(60), confirm: '韩雪', until: play.at + 60_000 }))
    play.at += 60_000
    expect(play.join(uuid(60))).toMatchObject({ ok: false })
  })

  it('[AD11] an import is all or nothing, and names what does not fit', () => {
    const play = committeeAt()
    const [first, other] = samples['roster.import'].rows
    const rows = [first, { ...other, username: first?.username, unit: 'nowhere' }]
    const decision = play.decide(sample('roster.import', { rows }))
    expect(decision).toMatchObject({
      ok: false,
      refusal: {
        details: {
          reason: 'import-faults',
          faults: [
            { row: 1, field: 'unit', fault: 'unknown' },
            { row: 1, field: 'username', fault: 'twice' },
          ],
        },
      },
    })
    expect(play.refused(sample('roster.import', { confirm: '3' }))).toBe('confirm-name')
    expect(play.refused(sample('roster.import', { rows: [first, { ...other, account: first?.account }] }))).toBe(
      'account-exists',
    )
    expect(parseCommand('roster.import', { rows: Array.from({ length: 251 }, () => first), confirm: '' }).ok).toBe(
      false,
    )
    play.do(sample('roster.import'))
    expect(Object.keys(play.state.seats)).toHaveLength(5)
  })
})

describe('places and rules', () => {
  it('[AD12] a region lies in one of a higher level', () => {
    const play = new CommitteePlay()
    expect(play.refused(sample('region.put', { parent: 'nowhere' }))).toBe('unknown-region')
    expect(play.refused(sample('region.put', { level: 'county' }))).toBe('region-level')
    expect(play.refused(sample('region.put', { region: 'county', level: 'community', parent: undefined }))).toBe(
      'region-level',
    )
    expect(play.refused(sample('region.put', { region: 'county', level: 'county', parent: 'county' }))).toBe(
      'region-level',
    )
    expect(play.refused(sample('unit.put', { region: 'nowhere' }))).toBe('unknown-region')
    play.do(sample('unit.put'))
    expect(play.do(sample('unit.put'))).toEqual([])
  })

  it('[AD13] what is in use is not retired, and what is retired takes nothing new', () => {
    const play = new CommitteePlay([person(55, 'unit')])
    expect(play.refused({ type: 'unit.retire', data: { unit: 'unit-1', reason: '改革', confirm: '单位一' } })).toBe(
      'in-use',
    )
    expect(play.refused({ type: 'region.retire', data: { region: 'county', reason: '撤并', confirm: '某县' } })).toBe(
      'in-use',
    )
    play.do(sample('unit.retire'))
    expect(play.state.units['unit-idle']).toEqual({
      id: 'unit-idle',
      name: '县物价局',
      region: 'county',
      retired: true,
    })
    expect(play.refused(sample('account.add', { roles: ['unit'], unit: 'unit-idle' }))).toBe('person-retired')
    play.do(sample('sector.retire'))
    expect(play.refused(sample('account.add', { sector: 'idle' }))).toBe('person-retired')
    play.do(sample('region.retire'))
    expect(play.refused(sample('unit.put', { region: 'idle' }))).toBe('unknown-region')
  })

  it('[AD14] categories begin with the known ones; the last one stays', () => {
    const play = new CommitteePlay()
    expect(play.state.categories).toEqual(STANDARD_CATEGORIES)
    play.do(sample('category.put'))
    expect(play.refused(sample('category.put', { category: 'other' }))).toBe('category-twice')
    for (const { id } of STANDARD_CATEGORIES)
      play.do({ type: 'category.retire', data: { category: id, reason: '精简' } })
    expect(play.refused({ type: 'category.retire', data: { category: 'digital', reason: '精简' } })).toBe(
      'last-category',
    )
    play.do(sample('category.put', { category: 'culture', name: '文化' }))
    expect(play.state.categories.filter(({ retired }) => !retired)).toHaveLength(2)
  })

  it('[AD15] templates are kept, changed and removed', () => {
    const play = new CommitteePlay()
    play.do(sample('template.put'))
    expect(play.do(sample('template.put'))).toEqual([])
    play.do(sample('template.put', { text: '收悉。' }))
    expect(settingsOf(play.state).templates).toMatchObject([{ id: uuid(70), text: '收悉。' }])
    play.do({ type: 'template.remove', data: { template: uuid(70) } })
    expect(settingsOf(play.state).templates).toEqual([])
  })

  it('[AD16] a rule keeps its history, with who and why', () => {
    const play = new CommitteePlay()
    expect(play.refused(sample('clock.set-rule', { rule: 'none' }))).toBe('unknown-rule')
    expect(parseCommand('clock.set-rule', { ...samples['clock.set-rule'], length: { days: 0 } }).ok).toBe(false)
    const papers = { rule: 'consultation.papers', length: { days: 10 }, confirm: ruleOf('consultation.papers')?.name }
    expect(play.refused(sample('clock.set-rule', papers))).toBe('workdays-only')
    play.do(sample('clock.set-rule'))
    play.do(sample('clock.set-rule', { length: { days: 10 } }))
    expect(settingsOf(play.state).rules.map(({ length, from, by }) => ({ length, from, by }))).toEqual([
      { length: { workdays: 7 }, from: START + 1000, by: administrator.id },
      { length: { days: 10 }, from: START + 2000, by: administrator.id },
    ])
  })

  it('[AD17] a day is set once and can be set otherwise', () => {
    const play = new CommitteePlay()
    expect(parseCommand('clock.set-day', { ...samples['clock.set-day'], day: '2026-02-30' }).ok).toBe(false)
    play.do(sample('clock.set-day'))
    expect(play.do(sample('clock.set-day'))).toEqual([])
    play.do(sample('clock.set-day', { work: false, name: '放假' }))
    expect(settingsOf(play.state).days.map(({ work }) => work)).toEqual([true, false])
  })
})
