import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { chinaDate } from '../../../core/clock/calendar.ts'
import { endOf } from '../../../core/clock/span.ts'
import { clocks, isEnded, timedCommands, type Command, type MatterEvent } from '../../../core/kinds.ts'
import { isRunning, type Clock } from '../../../core/clock/clocks.ts'
import type { EventFact } from '../../../core/record/event.ts'
import { noticeFor, summarise } from '../../../core/summary.ts'
import type { Account } from '../../../core/people/roles.ts'
import { Play, supervision } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'
import { cast, sample } from '../../support/stages.ts'
import { openData, SEEN } from '../../support/supervision-samples.ts'
import { supervisionAt } from '../../support/supervision-stages.ts'

const DAY = 24 * 60 * 60_000
const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)
const tryIt = (play: Play, who: Account, type: Command['type'], data?: object) =>
  play.try(who, data ? ({ type, data } as Command) : sample(type, play.at, ''))
const reasonOf = (...args: Parameters<typeof tryIt>) => tryIt(...args)?.details?.reason
const must = (play: Play, who: Account, type: Command['type'], data?: object) =>
  play.do(who, data ? ({ type, data } as Command) : sample(type, play.at, ''))
const running = (play: Play): Clock[] => clocks(play.now, play.at, STANDARD_BOOK).filter(isRunning)
const clock = (play: Play, rule: string, key?: string) =>
  running(play).find((one) => one.rule.id === `supervision.${rule}` && one.key === key)
const last = (play: Play, back = 1) => play.events.at(-back) as EventFact<MatterEvent>
const commitment = (play: Play, id = 'c1') => supervision(play).commitments.find((one) => one.id === id)!

describe('opening a thread', () => {
  const fresh = () => new Play(directoryOf([...Object.values(cast), person(50, 'member', 'unit')]))
  it('[SP1] needs units and supervisors that exist, and dates ahead; who belongs to a unit supervises nothing', () => {
    const play = fresh()
    const open = (more: object) => reasonOf(play, cast.moderator, 'supervision.open', { ...openData(play.at), ...more })
    expect(open({ unit: 'nobody' })).toBe('unknown-unit')
    expect(open({ supervisors: [person(77).id] })).toBe('unknown-account')
    expect(open({ supervisors: [cast.lead.id] })).toBe('cannot-supervise')
    expect(open({ supervisors: [person(50).id] }), 'a member of a unit').toBe('cannot-supervise')
    expect(open({ supervisors: [cast.admin.id] })).toBe('cannot-supervise')
    expect(open({ commitments: [{ id: 'c', text: 't', unit: 'unit-1', due: play.at }] })).toBe('in-the-past')
    expect(open({ origin: person(99).id })).toBe('unknown-matter')
    expect(open({ item: 0 }), 'standing alone it has no promise').toBe('no-such-promise')
    expect(reasonOf(play, cast.signer, 'supervision.open')).toBe('not-allowed')
    expect(open({})).toBeUndefined()
    expect(supervision(play).path.map(({ level }) => level)).toEqual(['county', 'city', 'province'])
  })

  it('[SP1] who supervises is changed, and keeps being asked when somebody leaves', () => {
    const play = supervisionAt('claimed')
    expect(reasonOf(play, cast.moderator, 'supervision.appoint', { supervisors: [cast.lead.id] })).toBe(
      'cannot-supervise',
    )
    must(play, cast.moderator, 'supervision.appoint', { supervisors: [cast.invited.id] })
    expect(reasonOf(play, cast.signer, 'commitment.verify')).toBe('not-allowed')
    expect(reasonOf(play, cast.invited, 'commitment.verify')).toBeUndefined()
  })
})

describe('a commitment', () => {
  it('[SP2] is added while the thread is open, under an id of its own', () => {
    const play = supervisionAt('opened')
    const add = (more: object) =>
      reasonOf(play, cast.moderator, 'commitment.add', {
        id: 'c3',
        text: 't',
        unit: 'unit-1',
        due: play.at + DAY,
        ...more,
      })
    expect(add({ id: 'c1' })).toBe('id-taken')
    expect(add({ unit: 'nobody' })).toBe('unknown-unit')
    expect(add({ due: play.at })).toBe('in-the-past')
    expect(add({})).toBeUndefined()
    expect(clock(play, 'keep', 'c3')).toMatchObject({ unit: 'unit-1' })
  })

  it('[SP3] the first word of the thread’s unit is its response, another unit’s is not', () => {
    const play = supervisionAt('opened')
    must(play, cast.assisting, 'progress.report', { commitment: 'c2', text: '管线图已备' })
    expect(supervision(play).accepted).toBeUndefined()
    must(play, cast.lead, 'progress.report')
    expect(play.events.slice(-2).map(({ type }) => type)).toEqual(['supervision.accepted', 'progress.reported'])
    expect(clock(play, 'respond')).toBeUndefined()
    const asked = supervisionAt('opened')
    must(asked, cast.lead, 'extension.request')
    expect(supervision(asked).accepted?.by).toBe(cast.lead.id)
  })

  it('[SP4] is reported on by its own unit, with pairs of pictures that are attached', () => {
    const play = supervisionAt('accepted')
    expect(reasonOf(play, cast.lead, 'progress.report', { commitment: 'c2', text: '…' })).toBe('not-your-commitment')
    expect(reasonOf(play, cast.other, 'progress.report')).toBe('not-allowed')
    const [before, after, plan] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string]
    for (const [sha256, type] of [
      [before, 'image/jpeg'],
      [after, 'image/png'],
      [plan, 'application/pdf'],
    ] as const)
      play.files.set(sha256, { sha256, name: '现场', type, size: 9 })
    const report = (attachments: string[], pair: [string, string]) =>
      reasonOf(play, cast.lead, 'progress.report', {
        commitment: 'c1',
        text: '前后对比',
        attachments,
        pairs: [{ before: pair[0], after: pair[1] }],
      })
    expect(report([before], [before, after]), 'not attached').toBe('not-a-pair')
    expect(report([before, plan], [before, plan]), 'no picture').toBe('not-a-pair')
    expect(report([before], [before, before])).toBe('not-a-pair')
    expect(report(['d'.repeat(64)], [before, after])).toBe('unknown-attachment')
    expect(report([before, after, plan], [before, after])).toBeUndefined()
    expect(commitment(play).reports.at(-1)).toMatchObject({ pairs: [{ before, after }], unit: 'unit-1' })
    expect(chinaDate(clock(play, 'report', 'c1')!.due), 'a month after the last').toBe(chinaDate(play.at + 30 * DAY))
  })

  it('[SP5] a claim stops its clock until the verdict, and nothing else is done to it', () => {
    const play = supervisionAt('claimed')
    const due = clock(play, 'keep', 'c1')!.due
    for (const type of ['progress.report', 'commitment.claim-done', 'extension.request'] as const)
      expect(reasonOf(play, cast.lead, type), type).toBe('claim-waits')
    for (const type of ['supervision.remind', 'commitment.amend', 'supervision.close'] as const)
      expect(reasonOf(play, cast.moderator, type), type).toBe('claim-waits')
    expect(summarise(play.now, STANDARD_BOOK).dueAt, 'only c2 runs').toBe(clock(play, 'keep', 'c2')!.due)
    play.at += 6 * DAY
    must(play, cast.signer, 'commitment.verify')
    expect(clock(play, 'keep', 'c1')!.due).toBeGreaterThan(due + 5 * DAY)
    expect(commitment(play).status).toBe('running')
  })

  it('[SP6] claims and verdicts are separate facts, by separate people', () => {
    const play = supervisionAt('claimed')
    expect(commitment(play)).toMatchObject({ status: 'claimed', verdicts: [] })
    for (const account of [cast.lead, cast.moderator, cast.author, cast.admin])
      expect(reasonOf(play, account, 'commitment.verify'), account.name).toMatch(/not-(allowed|yours)/)
    const mine = { commitment: 'c1', verdict: 'done', text: '属实' }
    expect(tryIt(play, cast.signer, 'commitment.verify', { ...mine, claims: 0 })).toMatchObject({ code: 'stale' })
    must(play, cast.signer, 'commitment.verify', { ...mine, claims: 1 })
    expect(commitment(play)).toMatchObject({
      status: 'done',
      claims: [{ unit: 'unit-1' }],
      verdicts: [{ verdict: 'done' }],
    })
    expect(running(play).filter(({ key }) => key === 'c1')).toEqual([])
    expect(reasonOf(play, cast.invited, 'commitment.verify'), 'no second verdict').toBe('kept-already')
    expect(reasonOf(play, cast.lead, 'progress.report')).toBe('kept-already')
  })

  it('[SP6] a unit’s account that was made a supervisor gives no verdict', () => {
    const play = supervisionAt('claimed')
    play.state = { ...supervision(play), supervisors: [cast.lead.id, cast.assisting.id] }
    for (const account of [cast.lead, cast.assisting])
      expect(reasonOf(play, account, 'commitment.verify')).toBe('not-yours')
  })

  it('[SP7] gets another date by request and grant; a denial changes nothing', () => {
    const play = supervisionAt('asked')
    const before = clock(play, 'keep', 'c1')!.due
    expect(reasonOf(play, cast.lead, 'extension.request')).toBe('extension-waits')
    expect(reasonOf(play, cast.moderator, 'supervision.close')).toBe('extension-waits')
    must(play, cast.moderator, 'extension.deny')
    expect(clock(play, 'keep', 'c1')!.due).toBe(before)
    expect(reasonOf(play, cast.moderator, 'extension.grant')).toBe('no-request')
    expect(reasonOf(play, cast.lead, 'extension.request', { commitment: 'c1', due: before, reason: '…' })).toBe(
      'not-later',
    )
    const due = play.at + 120 * DAY
    must(play, cast.lead, 'extension.request', { commitment: 'c1', due, reason: '汛期停工' })
    expect(reasonOf(play, cast.lead, 'extension.grant')).toBe('not-yours')
    must(play, cast.moderator, 'extension.grant')
    expect(clock(play, 'keep', 'c1')!.due).toBe(due)
    expect(commitment(play).due).toBe(due)
  })

  it('[SP7] a request that was overtaken, or whose date has passed, is not granted', () => {
    const claimed = supervisionAt('asked')
    must(claimed, cast.lead, 'commitment.claim-done')
    expect(reasonOf(claimed, cast.moderator, 'extension.grant')).toBe('no-request')
    expect(commitment(claimed).extensions.at(-1)?.lapsed).toBe(true)
    const late = supervisionAt('asked')
    late.at += 300 * DAY
    expect(reasonOf(late, cast.moderator, 'extension.grant')).toBe('in-the-past')
    expect(reasonOf(late, cast.moderator, 'extension.deny')).toBeUndefined()
  })

  it('[SP8] begins anew with another unit or date; what it was stays readable', () => {
    const play = supervisionAt('judged')
    const due = play.at + 60 * DAY
    must(play, cast.moderator, 'commitment.amend', {
      commitment: 'c1',
      unit: 'unit-3',
      due,
      text: '加装并通过验收',
      reason: '职能划转',
    })
    expect(play.events.slice(-2).map(({ type }) => type)).toEqual(['commitment.reworded', 'commitment.amended'])
    expect(commitment(play)).toMatchObject({ status: 'running', unit: 'unit-3', due })
    expect(commitment(play).earlier.map(({ unit }) => unit)).toEqual(['unit-1', 'unit-1'])
    expect(clock(play, 'keep', 'c1')).toMatchObject({ unit: 'unit-3', due })
    expect(reasonOf(play, cast.moderator, 'supervision.close'), 'the old verdict no longer stands').toBe('unjudged')
    expect(reasonOf(play, cast.lead, 'progress.report'), 'it is another unit’s by now').toBe('not-allowed')
    expect(reasonOf(play, cast.other, 'progress.report')).toBeUndefined()
    const past = { commitment: 'c1', unit: 'unit-1', due: play.at - 1, reason: '…' }
    expect(reasonOf(play, cast.moderator, 'commitment.amend', past)).toBe('in-the-past')
  })

  it('[SP8] is dropped with a reason, and nobody is asked for it any more', () => {
    const play = supervisionAt('overdue')
    must(play, cast.moderator, 'commitment.drop', { commitment: 'c2', reason: '并入市级工程' })
    expect(running(play).filter(({ key }) => key === 'c2')).toEqual([])
    expect(
      reasonOf(play, cast.assisting, 'progress.report', { commitment: 'c2', text: '…' }),
      'its unit has none left',
    ).toBe('not-allowed')
    expect(reasonOf(play, cast.moderator, 'commitment.drop', { commitment: 'c2', reason: '…' })).toBe('dropped')
    expect(reasonOf(play, cast.moderator, 'commitment.drop', { commitment: 'c7', reason: '…' })).toBe(
      'unknown-commitment',
    )
  })
})

describe('pressing', () => {
  it('[SP9] one reminder at a time, until it is answered or its time is over', () => {
    const play = supervisionAt('reminded')
    expect(tryIt(play, cast.signer, 'supervision.remind')?.details).toMatchObject({ reason: 'reminded-already' })
    must(play, cast.lead, 'progress.report')
    expect(clock(play, 'heed', 'c1')).toBeUndefined()
    expect(reasonOf(play, cast.signer, 'supervision.remind')).toBeUndefined()
    play.at += 10 * DAY
    expect(reasonOf(play, cast.signer, 'supervision.remind'), 'its time is over').toBeUndefined()
  })

  it('[SP10] up one level at a time, each for a reason of its own, and not beyond the province', () => {
    const play = supervisionAt('accepted')
    const up = (to: string) => tryIt(play, cast.moderator, 'supervision.escalate', { to, reason: '久拖不决' })
    expect(up('city')?.details, 'nothing allows it yet').toMatchObject({ reason: 'no-ground' })
    expect(up('city')?.details?.until, 'a month after c2 is due').toBe(
      endOf(clock(play, 'keep', 'c2')!.due, { months: 1 }) + 1,
    )
    must(play, cast.moderator, 'supervision.remind')
    play.at += 4 * DAY
    expect(up('city')?.details?.reason, 'its time to answer runs').toBe('no-ground')
    play.at += 6 * DAY
    expect(up('province')?.details).toMatchObject({ reason: 'not-the-next-level', next: 'city' })
    expect(up('city')).toBeUndefined()
    expect(last(play).data).toMatchObject({ rule: 'supervision.heed', commitment: 'c1', region: 'city' })
    expect(clock(play, 'heed', 'c1'), 'the next level is to be answered too').toBeDefined()
    expect(up('province')?.details?.reason, 'one reason is good for one level').toBe('no-ground')
    must(play, cast.lead, 'progress.report')
    play.at += 60 * DAY
    expect(up('province'), 'c2 has been overdue for a month').toBeUndefined()
    expect(last(play).data).toMatchObject({ rule: 'supervision.keep', commitment: 'c2' })
    play.at += 60 * DAY
    expect(up('province')?.details?.reason).toBe('at-the-top')
  })

  it('[SP10] an answer to the reminder takes its reason away', () => {
    const play = supervisionAt('accepted')
    must(play, cast.moderator, 'supervision.remind')
    must(play, cast.lead, 'progress.report')
    play.at += 10 * DAY
    expect(reasonOf(play, cast.moderator, 'supervision.escalate')).toBe('no-ground')
  })
})

describe('the end of a thread', () => {
  it('[SP11] every commitment has its verdict, also one that was not kept', () => {
    const play = supervisionAt('partly')
    expect(tryIt(play, cast.moderator, 'supervision.close')?.details).toMatchObject({
      reason: 'unjudged',
      commitments: ['c2'],
    })
    must(play, cast.invited, 'commitment.verify', { commitment: 'c2', verdict: 'not-done', text: '未见施工' })
    must(play, cast.moderator, 'supervision.close')
    expect(last(play).data).toMatchObject({ kept: [], unkept: ['c1', 'c2'] })
    expect(isEnded(play.now)).toBe(true)
    expect(running(play).map(({ rule }) => rule.id)).toEqual(['supervision.rate'])
  })

  it('[SP12] what was not kept comes back, or what is named, with a date ahead', () => {
    const play = supervisionAt('closed')
    const one = { id: 'c2', due: play.at + 40 * DAY }
    expect(
      reasonOf(play, cast.moderator, 'supervision.reopen', { reason: '…', commitments: [{ ...one, due: play.at }] }),
    ).toBe('in-the-past')
    expect(
      reasonOf(play, cast.moderator, 'supervision.reopen', { reason: '…', commitments: [{ ...one, id: 'c7' }] }),
    ).toBe('unknown-commitment')
    must(play, cast.moderator, 'supervision.reopen', { reason: '管线再次破损', commitments: [one] })
    expect(supervision(play).commitments.map(({ status }) => status)).toEqual(['done', 'running'])
    expect(clock(play, 'keep', 'c2')).toMatchObject({ due: one.due, unit: 'unit-2' })
    expect(clock(play, 'keep', 'c1')).toBeUndefined()
    const unkept = supervisionAt('partly')
    must(unkept, cast.invited, 'commitment.verify', { commitment: 'c2', verdict: 'not-done', text: '未见施工' })
    must(unkept, cast.moderator, 'supervision.close')
    const due = unkept.at + 40 * DAY
    must(unkept, cast.moderator, 'supervision.reopen', { reason: '继续督办', commitments: [{ id: 'c1', due }] })
    expect(clock(unkept, 'keep', 'c1')?.due).toBe(due)
    expect(clock(unkept, 'keep', 'c2'), 'what was not kept comes back without being named').toBeDefined()
    const all = must(supervisionAt('closed'), cast.moderator, 'supervision.reopen')
    expect(
      supervision(all).commitments.map(({ status }) => status),
      'all was kept: all comes back',
    ).toEqual(['running', 'running'])
  })

  it('[SP15] three look-backs a commitment, and one in between leaves the due one waiting', () => {
    const play = supervisionAt('closed')
    const look = { commitment: 'c1', verdict: 'done', evidence: '运行正常' }
    const found = () => supervision(play).lookBacks.map(({ after }) => after)
    must(play, cast.moderator, 'supervision.look-back', look)
    for (const days of [90, 90, 185]) {
      play.at += (days + 1) * DAY
      must(play, cast.signer, 'supervision.look-back', look)
    }
    expect(found()).toEqual([undefined, 90, 180, 365])
    must(play, cast.signer, 'supervision.look-back', look)
    expect(found().at(-1), 'all three are made').toBeUndefined()
    expect(reasonOf(play, cast.lead, 'supervision.look-back')).toBe('not-yours')
    expect(reasonOf(play, cast.signer, 'supervision.look-back', { ...look, commitment: 'c8' })).toBe(
      'unknown-commitment',
    )
  })

  it('[SP14] response and effect are rated apart; the last word of each counts, and none of the units’', () => {
    const play = supervisionAt('closed')
    must(play, cast.signer, 'supervision.rate', { response: 5, effect: 1 })
    must(play, cast.signer, 'supervision.rate', { response: 5, effect: 2 })
    must(play, cast.author, 'supervision.rate')
    expect(supervision(play).ratings.map(({ response, effect }) => [response, effect])).toEqual([
      [5, 2],
      [4, 3],
    ])
    expect(reasonOf(play, cast.lead, 'supervision.rate')).toBe('not-yours')
    expect(reasonOf(play, cast.other, 'supervision.rate'), 'nothing to do with it').toBe('not-allowed')
  })
})

describe('the public page', () => {
  it('[SP13] people follow it and say what they see, also after its end; units do not', () => {
    const play = supervisionAt('closed')
    must(play, cast.author, 'supervision.observe', { text: '电梯又停了' })
    expect(supervision(play).observations).toHaveLength(2)
    expect(reasonOf(play, cast.lead, 'supervision.observe')).toBe('not-yours')
    expect(reasonOf(play, cast.lead, 'supervision.follow')).toBe('not-yours')
    must(play, cast.moderator, 'participant.mute', { account: cast.author.id, reason: '刷屏' })
    expect(reasonOf(play, cast.author, 'supervision.observe')).toBe('muted')
    expect(reasonOf(play, cast.signer, 'message.post'), 'the discussion is over').toBe('ended')
    must(play, cast.author, 'supervision.unfollow')
    expect(supervision(play).followers).toEqual([])
  })

  it('[SP13] supervisors are told of what was seen; who is hidden is told why', () => {
    const play = supervisionAt('opened')
    const seen = play.events.find(({ id }) => id === SEEN) as EventFact<MatterEvent>
    expect(noticeFor(play.now, seen)).toEqual([cast.signer, cast.invited].map(({ id }) => ({ account: id })))
    must(play, cast.moderator, 'observation.hide')
    expect(noticeFor(play.now, last(play))).toEqual([{ account: cast.author.id }])
    expect(supervision(play).observations[0]?.hidden?.reason).toBe('涉及个人隐私')
    must(play, cast.moderator, 'observation.unhide')
    expect(supervision(play).observations[0]?.hidden).toBeUndefined()
    expect(reasonOf(play, cast.moderator, 'observation.hide', { observation: person(9).id, reason: '…' })).toBe(
      'unknown-observation',
    )
  })
})

describe('its clocks', () => {
  it('[CK19] are put on the record once each, and tell those who are on them', () => {
    const play = supervisionAt('claimed')
    play.at = noon(chinaDate(clock(play, 'verify', 'c1')!.due)) + DAY
    const due = timedCommands(play.now, play.at, STANDARD_BOOK)
    expect(due.map(({ cause }) => cause).filter((cause) => cause.includes('verify'))).toEqual([
      expect.stringMatching(/^clock.breach supervision.verify c1 \d+$/),
    ])
    for (const { type, data } of due) play.system(type, data)
    expect(timedCommands(play.now, play.at, STANDARD_BOOK)).toEqual([])
    const warned = {
      ...last(play),
      type: 'clock.warned',
      data: { rule: 'supervision.verify', name: '监督核查', key: 'c1', set: 1, due: 1 },
    }
    expect(noticeFor(play.now, warned as EventFact<MatterEvent>)).toEqual(
      [cast.signer, cast.invited].map(({ id }) => ({ account: id })),
    )
  })
})
