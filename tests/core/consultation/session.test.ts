import { STATE_CALENDAR } from '../../../core/clock/workdays.ts'
import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { chinaDate } from '../../../core/clock/calendar.ts'
import { endBefore, endOf } from '../../../core/clock/span.ts'
import { noticeDue, papersDue } from '../../../core/consultation/clocks.ts'
import { itemEnds, present, runningItem } from '../../../core/consultation/state.ts'
import { may } from '../../../core/deciding.ts'
import { maySee, needs, participants, relatedOf, type Command } from '../../../core/kinds.ts'
import { noticeFor, searchText, summarise } from '../../../core/summary.ts'
import type { Account } from '../../../core/people/roles.ts'
import type { EventFact } from '../../../core/record/event.ts'
import type { MatterEvent } from '../../../core/kinds.ts'
import { createData } from '../../support/consultation-samples.ts'
import { consultationAt } from '../../support/consultation-stages.ts'
import { consultation, Play } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'
import { cast, sample } from '../../support/stages.ts'

const { moderator, signer, author, invited } = cast
const at = (stage: string) => consultationAt(stage)
const tasks = (play: Play, account: Account, later = 0) =>
  needs(play.now, account, play.at + later, STANDARD_BOOK).map(({ kind }) => kind)
const last = (play: Play) => play.events.at(-1) as EventFact<MatterEvent>
const reason = (play: Play, actor: Account, type: Command['type'], data: unknown) =>
  play.try(actor, { type, data } as Command)?.details?.reason

describe('preparing', () => {
  const people = [
    person(1, 'representative'),
    { ...person(3, 'member'), sector: 'jy', region: 'street' },
    { ...person(4, 'member'), sector: 'wh', region: 'street' },
    { ...person(5, 'unit') },
    moderator,
  ]
  const made = (rule: object) => {
    const play = new Play({
      ...directoryOf(people),
      region: (id) => ({ id, name: id, level: 'city', ...(id === 'street' ? { parent: 'city' } : {}) }),
    })
    const data = { ...createData(play.at), participants: rule }
    return { play, refusal: play.try(moderator, { type: 'consultation.create', data } as Command) }
  }
  const names = (ids: string[]) => ids.map((id) => people.findIndex((one) => one.id === id))

  it.each([
    [{ accounts: [people[0]!.id] }, [0]],
    [{ roles: ['member'] }, [1, 2]],
    [{ roles: ['member', 'unit'] }, [1, 2, 3]],
    [{ sectors: ['jy'] }, [1]],
    [{ regions: ['city'] }, [1, 2]],
    [{ regions: ['city'], sectors: ['wh'] }, [2]],
    [{ accounts: [people[3]!.id], sectors: ['wh'], roles: ['member'] }, [3, 2]],
    [{ open: true }, []],
  ])('[MC2] a rule %j reaches those it names, and besides whoever fits all it asks for', (rule, reachedBy) => {
    const { play, refusal } = made(rule)
    expect(refusal).toBeUndefined()
    expect(names(consultation(play).accounts)).toEqual(reachedBy)
  })

  it('[MC2] a session for nobody, or for people and places that do not exist, is refused', () => {
    expect(made({ sectors: ['none'] }).refusal?.details?.reason).toBe('nobody')
    expect(made({ accounts: [person(99).id] }).refusal?.details?.reason).toBe('unknown-account')
    const play = new Play(directoryOf(people))
    const data = { ...createData(play.at), participants: { regions: ['nowhere'] } }
    expect(reason(play, moderator, 'consultation.create', data)).toBe('unknown-region')
    expect(
      reason(play, moderator, 'consultation.create', {
        ...createData(play.at),
        participants: { open: true },
        linked: [person(9).id],
      }),
    ).toBe('unknown-matter')
  })

  it('[MC1] a revision replaces everything it says; saying the same again is nothing to do', () => {
    const play = at('preparing')
    const before = play.events.length
    play.do(moderator, {
      type: 'consultation.revise',
      data: { ...createData(play.now.createdAt - 1000), startsAt: consultation(play).startsAt },
    })
    expect(play.events.length).toBe(before)
    play.do(moderator, sample('consultation.revise', play.at, ''))
    expect(play.now.title).toBe('加装电梯协商会')
    expect(searchText(play.now)).toContain('先从哪些小区试点')
  })

  it('[MC3] everyone whom the rule reaches is invited once, those who came late with the next invitation', () => {
    const accounts = [...people]
    const play = new Play({
      ...directoryOf([]),
      account: (id) => accounts.find((one) => one.id === id),
      accounts: () => accounts,
    })
    play.do(moderator, {
      type: 'consultation.create',
      data: { ...createData(play.at), participants: { roles: ['member'] } },
    })
    play.do(moderator, { type: 'consultation.invite', data: {} })
    expect(noticeFor(play.now, last(play))).toBe('all')
    accounts.push(person(8, 'member'))
    play.do(moderator, { type: 'consultation.invite', data: {} })
    expect(last(play).data).toEqual({ accounts: [person(8).id] })
    const count = play.events.length
    play.do(moderator, { type: 'consultation.invite', data: {} })
    expect(play.events.length).toBe(count)
  })

  it('[MC4] an invitation is answered by coming or by asking for leave with a reason, until the session begins', () => {
    const play = at('invited')
    expect(tasks(play, signer)).toEqual(['attend'])
    expect(tasks(play, invited)).toEqual([])
    expect(tasks(play, moderator)).toContain('leave')
    play.do(signer, { type: 'attendance.accept', data: {} })
    expect(tasks(play, signer)).toEqual([])
    expect(reason(play, moderator, 'attendance.decide-leave', { account: invited.id, granted: false })).toBe(
      'needs-reason',
    )
    play.do(moderator, {
      type: 'attendance.decide-leave',
      data: { account: invited.id, granted: false, reason: '请派代表' },
    })
    expect(noticeFor(play.now, last(play))).toEqual([{ account: invited.id }])
    expect(tasks(play, moderator)).not.toContain('leave')
    play.do(invited, { type: 'attendance.accept', data: {} })
    expect(consultation(play).invitations[invited.id]).toMatchObject({ answer: 'coming' })
    expect(consultation(play).invitations[invited.id]?.leave).toBeUndefined()
    const early = at('preparing').do(signer, { type: 'attendance.excuse', data: { reason: '出差' } })
    early.do(moderator, { type: 'consultation.invite', data: {} })
    expect(consultation(early).invitations[signer.id]).toMatchObject({ answer: 'excused', reason: '出差' })
    expect(tasks(early, signer)).toEqual([])
  })

  it('[MC5] a session is moved to a later time, and everyone is asked again; one that is called off is at an end', () => {
    const play = at('invited')
    expect(reason(play, moderator, 'consultation.postpone', { startsAt: play.at - 1, reason: '改' })).toBe(
      'in-the-past',
    )
    play.do(moderator, sample('consultation.postpone', play.at, ''))
    expect(tasks(play, invited)).toEqual(['attend'])
    expect(summarise(play.now, STANDARD_BOOK)).toMatchObject({
      dueAt: consultation(play).startsAt,
      status: 'preparing',
    })
    expect(summarise(play.now, STANDARD_BOOK).cancelled).toBeUndefined()
    play.do(moderator, sample('consultation.cancel', play.at, ''))
    expect(summarise(play.now, STANDARD_BOOK)).toMatchObject({ cancelled: true })
    expect(summarise(play.now, STANDARD_BOOK).dueAt).toBeUndefined()
    expect(needs(play.now, moderator, play.at + 1e12, STANDARD_BOOK)).toEqual([])
    expect(play.try(moderator, { type: 'message.post', data: { text: '散了吧' } })?.details?.reason).toBe('ended')
    expect(reason(play, moderator, 'outcome.draft', { consensus: [], differences: [], followUps: [] })).toBe(
      'cancelled',
    )
  })

  it('[MC24] invitations are due 15 and papers 10 working days before, or as the session says', () => {
    // Monday, 19 January 2026, 9:00 in China; no public holiday in the four weeks before but New Year
    const startsAt = Date.parse('2026-01-19T01:00:00Z')
    const usual = { startsAt, clocks: { notice: 15, papers: 10, minutes: 7 } }
    expect(chinaDate(papersDue(usual, STANDARD_BOOK))).toBe('2026-01-05')
    expect(chinaDate(noticeDue(usual, STANDARD_BOOK))).toBe('2025-12-26')
    expect(chinaDate(noticeDue({ ...usual, clocks: { ...usual.clocks, notice: 1 } }, STANDARD_BOOK))).toBe('2026-01-16')
    for (const days of [1, 5, 10, 15])
      expect(
        chinaDate(endOf(endBefore(startsAt, { workdays: days }, STATE_CALENDAR), { workdays: days }, STATE_CALENDAR)),
        `${days} days back and forth`,
      ).toBe('2026-01-19')
    const play = at('preparing')
    const due = needs(play.now, moderator, play.at, STANDARD_BOOK).map(({ kind, due: until }) => [kind, until])
    expect(due).toContainEqual(['invite', noticeDue(consultation(play), STANDARD_BOOK)])
    expect(due).toContainEqual(['papers', papersDue(consultation(play), STANDARD_BOOK)])
    expect(tasks(play, moderator, 40 * 24 * 3_600_000)).toContain('begin')
  })

  it('[MC23] those who take part and moderators see it; all others when the committee may, or anyone may come', () => {
    const play = at('open')
    const stranger = person(77, 'member')
    expect(maySee(play.now, stranger)).toBe(true)
    const closed = { ...consultation(play), visibility: 'participants' as const }
    expect([stranger, signer, moderator].map((one) => maySee(closed, one))).toEqual([false, true, true])
    expect(maySee({ ...closed, participants: { open: true } }, stranger)).toBe(true)
    expect(participants(play.now)).toContain(`account:${signer.id}`)
  })

  it('[MC23] only those who take part speak', () => {
    const play = at('open')
    expect(may(person(77, 'member'), 'message.post', play.now, play.at)?.details?.reason).toBe('not-participant')
    expect(may(signer, 'message.post', play.now, play.at)).toBeUndefined()
    expect(may(moderator, 'message.post', play.now, play.at)).toBeUndefined()
    const open = { ...consultation(play), participants: { open: true } }
    expect(may(person(77, 'member'), 'message.post', open, play.at)).toBeUndefined()
  })
})

describe('the room', () => {
  it('[MC6] pausing takes the floor away and stops the time of the running item', () => {
    const play = at('open')
    play.do(moderator, { type: 'agenda.start', data: { item: 'a1' } })
    play.do(moderator, { type: 'floor.grant', data: { account: signer.id } })
    const started = play.at - 1000
    play.do(moderator, { type: 'consultation.pause', data: {} })
    expect(consultation(play).floor.speeches.at(-1)?.to).toBe(play.at)
    expect(itemEnds(runningItem(consultation(play))!, consultation(play))).toBeUndefined()
    play.at += 600_000
    play.do(moderator, { type: 'consultation.resume', data: {} })
    expect(itemEnds(runningItem(consultation(play))!, consultation(play))).toBe(started + 15 * 60_000 + 601_000)
    play.do(moderator, { type: 'consultation.announce', data: { text: '继续' } })
    expect(consultation(play).announcements.at(-1)?.text).toBe('继续')
  })

  it('[MC6] at the opening, whom the rule has come to reach takes part too', () => {
    const accounts = [moderator, signer]
    const play = new Play({
      ...directoryOf([]),
      account: (id) => accounts.find((one) => one.id === id),
      accounts: () => accounts,
    })
    play.do(moderator, {
      type: 'consultation.create',
      data: { ...createData(play.at), participants: { roles: ['member'] } },
    })
    accounts.push(invited)
    play.do(moderator, { type: 'consultation.open', data: {} })
    expect(consultation(play).accounts).toEqual([signer.id, invited.id])
  })

  it('[MC7] a session ends with its speech and its item, and not while something is put to the vote', () => {
    const play = at('voting')
    expect(reason(play, moderator, 'consultation.conclude', {})).toBe('poll-open')
    play.do(moderator, { type: 'poll.close', data: { poll: 'poll-1' } })
    expect(reason(play, moderator, 'consultation.conclude', {})).toBe('statements-open')
    play.do(moderator, { type: 'statements.close', data: {} })
    play.do(moderator, { type: 'consultation.conclude', data: {} })
    const { floor, agenda, status } = consultation(play)
    expect([status, floor.hands, floor.speeches.at(-1)?.to, agenda[0]?.finishedAt]).toEqual([
      'concluded',
      [],
      play.at,
      play.at,
    ])
  })

  it("[MC8] one item runs at a time; times are the server's; items are extended, added and put in order", () => {
    const play = at('open')
    play.do(moderator, { type: 'agenda.start', data: { item: 'a1' } })
    play.do(moderator, { type: 'agenda.extend', data: { item: 'a1', minutes: 5 } })
    play.do(moderator, { type: 'agenda.extend', data: { item: 'a1', minutes: 5 } })
    const first = runningItem(consultation(play))!
    expect(itemEnds(first, consultation(play))).toBe(first.startedAt! + 25 * 60_000)
    play.do(moderator, { type: 'agenda.start', data: { item: 'a2' } })
    expect(
      consultation(play)
        .agenda.map(({ status }) => status)
        .slice(0, 3),
    ).toEqual(['finished', 'running', 'planned'])
    expect(consultation(play).agenda[0]?.finishedAt).toBe(play.at)
    expect(reason(play, moderator, 'agenda.start', { item: 'a1' })).toBe('item-finished')
    expect(reason(play, moderator, 'agenda.extend', { item: 'a3', minutes: 5 })).toBe('item-not-running')
    const item = { id: 'x', kind: 'speeches', title: '补充', minutes: 5 }
    play.do(moderator, { type: 'agenda.add', data: { item, after: 'a2' } } as Command)
    expect(consultation(play).agenda.map(({ id }) => id)).toEqual(['a1', 'a2', 'x', 'a3', 'a4', 'a5', 'a6'])
    expect(reason(play, moderator, 'agenda.add', { item })).toBe('item-exists')
    expect(reason(play, moderator, 'agenda.reorder', { items: ['a1', 'a2'] })).toBe('not-the-agenda')
    play.do(moderator, { type: 'agenda.reorder', data: { items: ['a6', 'x', 'a1', 'a2', 'a3', 'a4', 'a5'] } })
    expect(consultation(play).agenda[0]?.id).toBe('a6')
  })

  it('[MC9] who checks in is in the room until leaving, and the hand goes down with them; nobody is counted twice', () => {
    const play = at('open')
    expect(present(consultation(play))).toEqual([signer.id])
    const came = consultation(play).attendance[signer.id]!.at
    play.do(signer, { type: 'attendance.leave', data: {} })
    expect(present(consultation(play))).toEqual([])
    expect(consultation(play).floor.hands).toEqual([])
    play.do(signer, { type: 'attendance.check-in', data: {} })
    expect(consultation(play).attendance[signer.id]).toEqual({ at: came })
  })

  it('[FL3] a hand goes up once and comes down; who speaks finishes, or a moderator ends it', () => {
    const play = at('open')
    const count = play.events.length
    play.do(signer, { type: 'floor.request', data: {} })
    expect(play.events.length).toBe(count)
    play.do(author, { type: 'floor.request', data: {} }).do(signer, { type: 'floor.withdraw', data: {} })
    expect(consultation(play).floor.hands.map(({ account }) => account)).toEqual([author.id])
    play.do(moderator, { type: 'floor.grant', data: { account: author.id, minutes: 5 } })
    expect(reason(play, author, 'floor.request', {})).toBe('speaking')
    expect(reason(play, signer, 'floor.finish', {})).toBe('not-speaking')
    play.do(author, { type: 'floor.finish', data: {} })
    expect(consultation(play).floor.speeches.at(-1)).toMatchObject({
      account: author.id,
      limitMs: 300_000,
      to: play.at,
    })
  })

  it('[FL4] a moderator gives the floor to anyone who takes part; the record says whom the rule would have chosen', () => {
    const play = at('open')
    play.do(moderator, { type: 'floor.grant', data: { account: author.id } })
    expect(last(play).data).toMatchObject({ account: author.id, suggested: signer.id, called: true })
    play.do(moderator, { type: 'floor.grant', data: { account: signer.id } })
    expect(last(play).data).toMatchObject({ account: signer.id, suggested: signer.id, called: false })
    expect(consultation(play).floor.speeches.map(({ to }) => to)).toEqual([play.at, undefined])
    expect(reason(play, moderator, 'floor.grant', { account: person(77).id })).toBe('not-participant')
    play.do(moderator, { type: 'participant.mute', data: { account: author.id, reason: '刷屏' } })
    expect(reason(play, moderator, 'floor.grant', { account: author.id })).toBe('speaker-muted')
    expect(reason(play, author, 'floor.request', {})).toBe('muted')
  })

  it('[MC14] a message is put among the questions by its author or a moderator, and marked as answered', () => {
    const play = at('open')
    play.do(signer, { type: 'message.post', data: { text: '何时开工？' } })
    const message = last(play).id
    expect(reason(play, author, 'question.collect', { message })).toBe('not-yours')
    play.do(signer, { type: 'question.collect', data: { message } })
    play.do(author, { type: 'message.post', data: { text: '六月' } })
    play.do(moderator, { type: 'question.settle', data: { message, answer: last(play).id } })
    expect(consultation(play).questions.at(-1)).toMatchObject({ message, by: signer.id, settled: { by: moderator.id } })
  })

  it('[MC21] hiding and muting can be appealed against; an appeal that is upheld undoes them', () => {
    const play = at('open')
    play.do(moderator, sample('moderation.answer-appeal', play.at, ''))
    expect(play.events.slice(-2).map(({ type }) => type)).toEqual(['moderation.appeal-answered', 'message.unhidden'])
    expect(noticeFor(play.now, play.events.at(-2)!)).toEqual([{ account: signer.id }])
    expect(reason(play, signer, 'moderation.appeal', { text: '？' })).toBe('nothing-to-appeal')
    play.do(moderator, { type: 'participant.mute', data: { account: signer.id, reason: '刷屏' } })
    play.do(signer, { type: 'moderation.appeal', data: { text: '没有刷屏' } })
    expect(reason(play, signer, 'moderation.appeal', { text: '再看看' })).toBe('appeal-waits')
    expect(tasks(play, moderator)).toContain('appeal')
    const appeal = last(play).id
    play.do(moderator, { type: 'moderation.answer-appeal', data: { appeal, upheld: true, text: '已解除' } })
    expect(play.now.mutes).toEqual([])
    expect(tasks(play, moderator)).not.toContain('appeal')
    expect(reason(play, moderator, 'moderation.answer-appeal', { appeal, upheld: false, text: '' })).toBe(
      'appeal-answered',
    )
  })
})

describe('after the session', () => {
  const published = { outcome: '先行试点', owner: signer.id, reviewOn: 0 }

  it('[MC17] a draft has consensus, differences and follow-ups, each with an owner who exists and a date', () => {
    const play = at('open')
    const followUps = [{ text: '出台方案', owner: 'nobody', due: play.at }]
    expect(reason(play, moderator, 'outcome.draft', { consensus: [], differences: [], followUps })).toBe(
      'unknown-owner',
    )
    play.do(moderator, sample('outcome.draft', play.at, ''))
    expect(consultation(play).draft?.consensus).toEqual(['先行试点'])
  })

  it('[MC18] publishing needs an outcome, an owner and a review ahead; words stand beside the draft, points replace it', () => {
    const play = at('concluded')
    const reviewOn = play.at + 1e9
    const none = { consensus: [], differences: [], followUps: [] }
    expect(reason(play, moderator, 'consultation.publish', { ...published, outcome: none, reviewOn })).toBe(
      'no-outcome',
    )
    expect(reason(play, moderator, 'consultation.publish', { ...published, reviewOn: play.at })).toBe('in-the-past')
    expect(reason(play, moderator, 'consultation.publish', { ...published, owner: 'nobody', reviewOn })).toBe(
      'unknown-owner',
    )
    play.do(moderator, { type: 'consultation.publish', data: { ...published, reviewOn } })
    expect(consultation(play).published).toMatchObject({
      outcome: '先行试点',
      consensus: ['先行试点'],
      owner: signer.id,
    })
    const other = at('concluded')
    const points = { ...none, consensus: ['另起一条'] }
    other.do(moderator, { type: 'consultation.publish', data: { outcome: points, owner: 'unit-1', reviewOn } })
    expect(consultation(other).published).toMatchObject(points)
    expect(participants(other.now)).toContain('unit:unit-1')
  })

  it('[MC19] a proposal that names this session as its origin is tied to the follow-up it grew from', () => {
    const play = at('published')
    play.do(signer, sample('outcome.link', play.at, ''))
    expect(consultation(play).links).toMatchObject([{ followUp: 0, kind: 'proposal', by: signer.id }])
    expect(reason(play, signer, 'outcome.link', { followUp: 7, matter: consultation(play).links[0]!.matter })).toBe(
      'no-such-follow-up',
    )
    const stranger = person(50).id
    play.beside(stranger).do(cast.signer, sample('proposal.submit', play.at, ''))
    expect(reason(play, signer, 'outcome.link', { followUp: 0, matter: stranger })).toBe('not-from-here')
    expect(relatedOf(play.now).concerned).toContain('unit-1')
  })

  it('[MC20] the review waits for its owner and the moderators from its day on, and may set the next one', () => {
    const play = at('concluded')
    play.do(moderator, { type: 'consultation.publish', data: { ...published, reviewOn: play.at + 1e9 } })
    expect(tasks(play, signer)).not.toContain('review')
    expect(tasks(play, signer, 1e9)).toContain('review')
    expect(tasks(play, moderator, 1e9)).toContain('review')
    expect(summarise(play.now, STANDARD_BOOK).dueAt).toBe(consultation(play).published?.reviewOn)
    play.do(signer, { type: 'consultation.review', data: { text: '已开工', next: play.at + 2e9 } })
    expect(tasks(play, signer, 1e9)).not.toContain('review')
    expect(tasks(play, signer, 2e9)).toContain('review')
    play.do(signer, { type: 'consultation.review', data: { text: '已完工' } })
    expect(tasks(play, signer, 9e9)).not.toContain('review')
    expect(reason(play, signer, 'consultation.review', { text: '再看' })).toBe('no-review-due')
  })

  it('[MC22] minutes come from the record, are confirmed by those who came, and both texts are kept', () => {
    const play = at('concluded')
    play.do(moderator, { type: 'minutes.propose', data: { text: '经修改的纪要' } })
    const { minutes } = consultation(play)
    expect(minutes?.generated).toMatch(/^《老旧小区加装电梯怎么推进》微协商纪要\n议题：先从哪些小区试点/)
    expect(minutes?.generated).toContain(`签到（1 人）：${signer.name}`)
    expect(minutes?.generated).toContain('共识：先行试点')
    expect(tasks(play, signer)).toContain('confirm-minutes')
    expect(reason(play, author, 'minutes.confirm', {})).toBe('not-present')
    expect(reason(play, moderator, 'minutes.settle', {})).toBe('not-everyone-asked')
    play.do(signer, { type: 'minutes.object', data: { text: '时间有误' } })
    expect(reason(play, moderator, 'minutes.settle', {})).toBe('objected')
    play.do(moderator, { type: 'minutes.propose', data: { text: '更正后的纪要' } })
    play.do(signer, { type: 'minutes.confirm', data: {} })
    expect(tasks(play, signer)).not.toContain('confirm-minutes')
    play.do(moderator, { type: 'minutes.settle', data: {} })
    expect(consultation(play).minutes).toMatchObject({ text: '更正后的纪要', settled: { by: moderator.id } })
    expect(reason(play, moderator, 'minutes.propose', { text: '再改' })).toBe('minutes-settled')
    expect(play.events.filter(({ type }) => type === 'minutes.proposed')).toHaveLength(2)
  })

  it('[MC22] after seven working days they are settled without those who said nothing', () => {
    const play = at('minuted')
    play.at += 20 * 24 * 3_600_000
    expect(tasks(play, signer)).not.toContain('confirm-minutes')
    play.do(moderator, { type: 'minutes.settle', data: {} })
  })
})
