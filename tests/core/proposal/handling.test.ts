import { STATE_CALENDAR } from '../../../core/clock/workdays.ts'
import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { endOf } from '../../../core/clock/span.ts'
import { isOpen, maySeeHeld, needs, participants, waiting } from '../../../core/kinds.ts'
import { taskKey } from '../../../core/matter/task.ts'
import { digest } from '../../../core/proposal/handling.ts'
import { allSuggestions } from '../../../core/proposal/state.ts'
import { summarise } from '../../../core/summary.ts'
import { Play, proposal, submitCommand } from '../../support/matter.ts'
import { directoryOf } from '../../support/people.ts'
import { cast, LEAD_MATTER, proposalAt, sample, suggestionAt } from '../../support/stages.ts'

const { author, moderator, signer, lead, assisting, other } = cast
const reason = (refusal: ReturnType<Play['try']>) => refusal && `${refusal.code}/${String(refusal.details?.reason)}`
const give = (play: Play, who: typeof author, type: Parameters<typeof sample>[0]) =>
  play.do(who, sample(type, play.at, ''))
const evaluate = (result: 'agree' | 'disagree') => ({
  type: 'proposal.evaluate' as const,
  data: { contact: 'visited', method: 'visit', attitude: 'satisfied', pertinence: 'yes', result } as const,
})
const DAY = 24 * 3_600_000

describe('signing together', () => {
  it('[PR14] a co-signer leaves before filing, and the signature no longer counts', () => {
    const play = proposalAt('submitted').do(signer, { type: 'proposal.leave-cosign', data: { reason: '情况有变' } })
    expect(proposal(play).cosigners.map(({ account }) => account)).toEqual([cast.invited.id])
    expect(reason(play.try(moderator, sample('proposal.file', play.at, '')))).toBe('conflict/needs-member')
  })
})

describe('invitations that expire', () => {
  it('[PR7] the author is asked to find another member when the last one has run out, though nothing happens then', () => {
    const play = new Play(directoryOf(Object.values(cast))).do(author, submitCommand)
    play.do(author, { type: 'proposal.invite-cosigner', data: { accounts: [signer.id], expiresAt: play.at + 3 * DAY } })
    const { expiresAt } = proposal(play).cosigners[0]!
    // the store keeps what waits from the last event on, and reads it by the clock
    const stored = waiting(play.now, play.at, STANDARD_BOOK)
    const at = (now: number) =>
      stored.filter(({ since, until }) => since <= now && (until ?? Infinity) > now).map(({ kind }) => kind)
    expect(at(expiresAt - 1)).toEqual(['cosign', 'screen'])
    expect(at(expiresAt)).toEqual(['screen', 'find-cosigner'])
    expect(needs(play.now, author, expiresAt, STANDARD_BOOK).map(({ kind }) => kind)).toEqual(['find-cosigner'])
  })
})

describe('merging', () => {
  it('[PR15] keeps the provenance of every suggestion in the lead, and its author is asked and told there', () => {
    const play = proposalAt('merged')
    const target = play.others.get(LEAD_MATTER)!
    expect(proposal(play)).toMatchObject({ status: 'merged', merged: { into: LEAD_MATTER, status: 'submitted' } })
    expect(allSuggestions(proposal(target)).map(({ from }) => from?.index)).toEqual([undefined, undefined, 0, 1])
    expect(target.events.at(-1)).toMatchObject({
      type: 'proposal.absorbed',
      actor: 'system',
      data: { by: moderator.id },
    })
    expect(participants(target.now)).toContain(`account:${author.id}`)
  })
  it('[PR15] supporters are never moved', () => {
    const play = proposalAt('submitted').do(signer, { type: 'proposal.support', data: {} })
    give(play, moderator, 'proposal.merge')
    expect(proposal(play).supporters).toEqual([signer.id])
    expect(proposal(play.others.get(LEAD_MATTER)!).supporters).toEqual([])
  })
  it('[PR15] never into itself, nor what has others in it', () => {
    const play = proposalAt('merged')
    const target = play.others.get(LEAD_MATTER)!
    expect(reason(target.try(moderator, { type: 'proposal.merge', data: { into: play.matter } }))).toBe(
      'conflict/lead-status',
    )
    const alone = proposalAt('submitted')
    expect(reason(alone.try(moderator, { type: 'proposal.merge', data: { into: alone.matter } }))).toBe(
      'conflict/itself',
    )
  })
  it('[PR16] unmerging restores both with nothing lost', () => {
    const before = proposal(proposalAt('filed'))
    const play = proposalAt('filed')
    give(play, moderator, 'proposal.merge')
    give(play, moderator, 'proposal.unmerge')
    const { seq: _a, updatedAt: _b, ...now } = proposal(play)
    const { seq: _c, updatedAt: _d, ...then } = before
    expect(now).toEqual(then)
    expect(proposal(play.others.get(LEAD_MATTER)!).absorbed).toEqual([])
  })
})

describe('assigning', () => {
  it("[PR17] keeps the author's wish beside the decision", () => {
    const play = proposalAt('submitted')
    const wishing = play.beside('wish')
    wishing.do(signer, { ...submitCommand, data: { ...submitCommand.data, wish: { lead: 'unit-3' } } })
    give(wishing, moderator, 'proposal.file')
    give(wishing, moderator, 'proposal.assign')
    expect(proposal(wishing)).toMatchObject({
      wish: { lead: 'unit-3' },
      assignment: { lead: 'unit-1', assisting: ['unit-2'] },
    })
  })
  it('[PR17] units must exist, a lead does not assist itself, the date lies ahead', () => {
    const play = proposalAt('filed')
    const assign = (data: object) =>
      reason(
        play.try(moderator, {
          type: 'proposal.assign',
          data: { lead: 'unit-1', assisting: [], due: play.at + DAY, ...data },
        }),
      )
    expect(assign({ lead: 'nowhere' })).toBe('not-found/unknown-unit')
    expect(assign({ assisting: ['unit-1'] })).toBe('invalid/lead-assists')
    expect(assign({ due: 5 })).toBe('invalid/in-the-past')
  })
  it('[PR17] units from which it was taken are told so, and may go on reading it', () => {
    const play = proposalAt('handling')
    const due = play.at + 90 * DAY
    play.do(moderator, { type: 'proposal.assign', data: { lead: 'unit-3', assisting: [], due } })
    expect(participants(play.now)).toEqual(expect.arrayContaining(['unit:unit-1', 'unit:unit-2', 'unit:unit-3']))
    const refused = proposalAt('assigned')
    give(refused, lead, 'proposal.refuse-assignment')
    expect(participants(refused.now), 'the assisting unit too').toEqual(
      expect.arrayContaining(['unit:unit-1', 'unit:unit-2']),
    )
  })
  it('[PR17] whoever it is assigned to next does not find the answer that another unit got back', () => {
    const play = proposalAt('held')
    give(play, moderator, 'proposal.return-answer')
    play.do(moderator, { type: 'proposal.assign', data: { lead: 'unit-3', assisting: [], due: play.at + 90 * DAY } })
    expect(proposal(play).held).toBeUndefined()
    expect(play.held).toBeUndefined()
    give(play, other, 'proposal.accept-assignment')
    const { acceptedAt } = proposal(play).assignment!
    expect(needs(play.now, other, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'answer', since: acceptedAt }])
  })
  it('[PR18] accepting starts the handling, and the answer waits for the lead unit until the due date', () => {
    const play = proposalAt('handling')
    const due = proposal(play).assignment!.due
    expect(needs(play.now, lead, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'answer', due }])
    expect(needs(play.now, other, play.at, STANDARD_BOOK)).toEqual([])
  })
  it('[PR19] refusing is possible within five working days, and gives it back to the moderators', () => {
    const play = proposalAt('assigned')
    play.at = endOf(proposal(play).assignment!.at, { workdays: 5 }, STATE_CALENDAR) - 2000
    give(play, lead, 'proposal.refuse-assignment')
    expect(proposal(play)).toMatchObject({ status: 'filed', refusals: [{ unit: 'unit-1', reason: '不属我单位职责' }] })
    expect(needs(play.now, moderator, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'assign' }])
    const late = proposalAt('assigned')
    late.at = endOf(proposal(late).assignment!.at, { workdays: 5 }, STATE_CALENDAR)
    expect(reason(late.try(lead, sample('proposal.refuse-assignment', late.at, '')))).toBe('conflict/too-late')
  })
  it('[PR20] assisting units give their opinion; it then waits no longer', () => {
    const play = proposalAt('handling')
    expect(needs(play.now, assisting, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'assist' }])
    give(play, assisting, 'proposal.assist')
    expect(needs(play.now, assisting, play.at, STANDARD_BOOK)).toEqual([])
    expect(proposal(play).opinions).toMatchObject([{ unit: 'unit-2', text: '规划上可行' }])
  })
})

describe('answering', () => {
  it('[PR21] an answer is held outside the record: its text is in no event and no state', () => {
    const play = proposalAt('held')
    expect(JSON.stringify([play.events, play.now])).not.toContain('感谢您对老旧小区的关心')
    expect(play.held).toMatchObject({ text: '感谢您对老旧小区的关心。' })
    expect([lead, moderator, author, assisting].map((who) => maySeeHeld(play.now, who))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
  it('[PR21] class B names owner and date, others make no promise, nothing is answered twice', () => {
    const play = proposalAt('handling')
    const item = { suggestion: 0, text: '…', class: 'A' as const }
    const promise = { owner: 'unit-1', due: play.at + DAY }
    const answer = (...items: object[]) =>
      reason(play.try(lead, { type: 'proposal.answer', data: { items: items as never, text: '答复' } }))
    expect(answer({ ...item, class: 'B' })).toBe('invalid/needs-promise')
    expect(answer({ ...item, promise })).toBe('invalid/needs-no-promise')
    expect(answer({ ...item, class: 'B', promise: { ...promise, due: 1 } })).toBe('invalid/in-the-past')
    expect(answer({ ...item, class: 'B', promise: { ...promise, owner: 'x' } })).toBe('invalid/unknown-unit')
    expect(answer(item, item)).toBe('invalid/repeated')
    expect(answer({ ...item, suggestion: 2 })).toBe('invalid/no-such-suggestion')
  })
  it('[PR22] what is not covered blocks the release', () => {
    const play = proposalAt('handling')
    play.do(lead, {
      type: 'proposal.answer',
      data: { items: [{ suggestion: 1, text: '采纳', class: 'A' }], text: '答复' },
    })
    expect(play.try(moderator, { type: 'proposal.release-answer', data: {} })).toMatchObject({
      details: { reason: 'uncovered', suggestions: [0] },
    })
  })
  it('[PR22] a promise whose date has passed while the answer was held blocks the release', () => {
    const play = proposalAt('held')
    play.at += 201 * DAY
    expect(play.try(moderator, { type: 'proposal.release-answer', data: {} })).toMatchObject({
      details: { reason: 'promise-past', suggestions: [0] },
    })
    give(play, moderator, 'proposal.return-answer')
    expect(needs(play.now, lead, play.at, STANDARD_BOOK), 'it can be mended').toMatchObject([{ kind: 'answer' }])
  })
  it('[PR22] releasing brings the very answer into the record in one event', () => {
    const play = proposalAt('answered')
    const released = play.events.find(({ type }) => type === 'proposal.answer-released')!
    const submitted = play.events.find(({ type }) => type === 'proposal.answer-submitted')!
    const data = released.data as { items: never; text: string; digest: string }
    expect(digest(data)).toBe((submitted.data as { digest: string }).digest)
    expect(play.held).toBeUndefined()
    expect(proposal(play)).toMatchObject({
      status: 'answered',
      rounds: [{ unit: 'unit-1', by: lead.id, releasedBy: moderator.id }],
    })
  })
  it('[PR22] authors of merged proposals are answered separately, with their own numbers', () => {
    const merged = proposalAt('merged')
    const target = merged.others.get(LEAD_MATTER)!
    give(target, moderator, 'proposal.file')
    give(target, moderator, 'proposal.assign')
    give(target, lead, 'proposal.accept-assignment')
    const items = [0, 1, 2, 3].map((suggestion) => ({ suggestion, text: `答${suggestion}`, class: 'C' as const }))
    target.do(lead, { type: 'proposal.answer', data: { items, text: '合并答复' } })
    give(target, moderator, 'proposal.release-answer')
    expect(proposal(merged).passedOn).toMatchObject({
      lead: LEAD_MATTER,
      items: [
        { suggestion: 0, text: '答2' },
        { suggestion: 1, text: '答3' },
      ],
    })
    expect(needs(target.now, author, target.at, STANDARD_BOOK)).toMatchObject([{ kind: 'evaluate' }])
    expect(reason(merged.try(moderator, { type: 'proposal.unmerge', data: {} }))).toBe('conflict/lead-answered')
  })
  it('[PR23] a returned answer waits for its unit again, with the reason; the mended one replaces it', () => {
    const play = proposalAt('held')
    give(play, moderator, 'proposal.return-answer')
    expect(needs(play.now, lead, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'answer' }])
    expect(reason(play.try(moderator, { type: 'proposal.release-answer', data: {} }))).toBe('conflict/no-answer')
    give(play, lead, 'proposal.answer')
    give(play, moderator, 'proposal.release-answer')
    expect(proposal(play).status).toBe('answered')
  })
})

describe('evaluating and closing', () => {
  it('[PR24] the author and each signer are asked; the last word of each counts', () => {
    const play = proposalAt('answered')
    expect(
      [author, signer, cast.invited].map((who) => needs(play.now, who, play.at, STANDARD_BOOK).map(({ kind }) => kind)),
    ).toEqual([['evaluate'], ['evaluate'], []])
    play.do(author, evaluate('disagree')).do(author, evaluate('agree'))
    expect(proposal(play).rounds[0]!.evaluations).toMatchObject([{ account: author.id, result: 'agree' }])
  })
  it('[PR26] closing needs everyone asked to have spoken, or their time to be over', () => {
    const play = proposalAt('answered').do(author, evaluate('agree'))
    expect(play.try(moderator, { type: 'proposal.close', data: {} })).toMatchObject({
      details: { reason: 'not-everyone-asked', accounts: [signer.id] },
    })
    play.at = endOf(play.at, { workdays: 15 }, STATE_CALENDAR)
    give(play, moderator, 'proposal.close')
    expect(proposal(play).status).toBe('closed')
  })
  it('[PR25] disagreement brings another round before closing; both rounds are kept', () => {
    const play = proposalAt('answered').do(author, evaluate('disagree')).do(signer, evaluate('agree'))
    expect(reason(play.try(moderator, { type: 'proposal.close', data: {} }))).toBe('conflict/disagreed')
    expect(needs(play.now, moderator, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'rehandle' }])
    give(play, moderator, 'proposal.rehandle')
    expect(needs(play.now, lead, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'answer' }])
    give(play, lead, 'proposal.answer')
    give(play, moderator, 'proposal.release-answer')
    play.do(author, evaluate('disagree')).do(signer, evaluate('agree'))
    give(play, moderator, 'proposal.close')
    expect(proposal(play).rounds.map(({ rehandled, evaluations }) => [Boolean(rehandled), evaluations.length])).toEqual(
      [
        [true, 2],
        [false, 2],
      ],
    )
  })
})

describe('what changed while somebody read', () => {
  const stale = (refusal: ReturnType<Play['try']>) => reason(refusal)
  it('[PR33] is signed and filed only in the version that was read', () => {
    const play = proposalAt('submitted')
    const { form: _form, open: _open, ...text } = submitCommand.data
    play.do(author, { type: 'proposal.revise', data: { ...text, title: '另一个题目' } })
    const sign = (version: number) => play.try(signer, { type: 'proposal.cosign', data: { version } })
    expect(stale(sign(0))).toBe('stale/text-changed')
    expect(stale(sign(1))).toBeUndefined()
    const file = (version: number) =>
      play.try(moderator, { type: 'proposal.file', data: { category: 'city', version } })
    expect(stale(file(0))).toBe('stale/text-changed')
    expect(stale(file(1))).toBeUndefined()
    expect(play.events.at(-1)!.data, 'the record tells the version by its place').not.toHaveProperty('version')
  })
  it('[PR33] is released only as it was read', () => {
    const play = proposalAt('held')
    const read = proposal(play).held!.digest
    play.do(lead, {
      type: 'proposal.answer',
      data: { items: [0, 1].map((suggestion) => ({ suggestion, text: '改', class: 'C' })), text: '另一份' },
    })
    const release = (digest: string) => play.try(moderator, { type: 'proposal.release-answer', data: { digest } })
    expect(stale(release(read))).toBe('stale/answer-changed')
    expect(stale(release(proposal(play).held!.digest))).toBeUndefined()
  })
  it('[PR33] is assigned only from whom it was in hand with: of two moderators one is told', () => {
    const play = proposalAt('filed')
    const assign = (unit: string, from: string | null) =>
      stale(
        play.try(moderator, { type: 'proposal.assign', data: { lead: unit, assisting: [], due: play.at + DAY, from } }),
      )
    expect(assign('unit-1', null)).toBeUndefined()
    expect(assign('unit-3', null), 'the other did not know').toBe('stale/assigned-meanwhile')
    expect(assign('unit-3', 'unit-1')).toBeUndefined()
    expect(play.events.at(-1)!.data).not.toHaveProperty('from')
    const clue = suggestionAt('submitted')
    const forward = (unit: string, from: string | null) =>
      stale(clue.try(moderator, { type: 'suggestion.forward', data: { unit, from } }))
    expect(forward('unit-1', null)).toBeUndefined()
    expect(forward('unit-2', null)).toBe('stale/assigned-meanwhile')
    expect(forward('unit-2', 'unit-1')).toBeUndefined()
    expect(clue.events.at(-1)!.data).not.toHaveProperty('from')
  })
  it('[PR33] is sent back and handled again only as it was read', () => {
    const play = proposalAt('held')
    const back = (digest: string) =>
      stale(play.try(moderator, { type: 'proposal.return-answer', data: { reason: '请逐条说明', digest } }))
    expect(back('0'.repeat(64))).toBe('stale/answer-changed')
    expect(back(proposal(play).held!.digest)).toBeUndefined()
    expect(play.events.at(-1)!.data).toEqual({ reason: '请逐条说明' })
    const answered = proposalAt('answered')
    const again = (round: number) =>
      stale(answered.try(moderator, { type: 'proposal.rehandle', data: { reason: '不同意', round } }))
    expect(again(1)).toBe('stale/answer-changed')
    expect(again(0)).toBeUndefined()
  })
  it('[PR33] is evaluated only in the round that was read', () => {
    const play = proposalAt('answered')
    give(play, moderator, 'proposal.rehandle')
    give(play, lead, 'proposal.answer')
    give(play, moderator, 'proposal.release-answer')
    const say = (of: number) =>
      play.try(author, { type: 'proposal.evaluate', data: { ...evaluate('agree').data, round: of } })
    expect(stale(say(0))).toBe('stale/answer-changed')
    expect(stale(say(1))).toBeUndefined()
    expect(play.events.at(-1)!.data).toEqual(evaluate('agree').data)
  })
})

describe('another round', () => {
  it('[PR25] has its own clocks: the answer is due by the rule, and so are the opinions', () => {
    const play = proposalAt('assigned')
    give(play, lead, 'proposal.accept-assignment')
    play.at += 80 * DAY
    give(play, lead, 'proposal.answer')
    give(play, moderator, 'proposal.release-answer')
    play.at += 30 * DAY
    give(play, moderator, 'proposal.rehandle')
    const due = endOf(play.at, { months: 3 })
    expect(needs(play.now, lead, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'answer', since: play.at, due }])
    expect(needs(play.now, assisting, play.at, STANDARD_BOOK)).toMatchObject([
      { kind: 'assist', since: play.at, due: endOf(play.at, { months: 1 }) },
    ])
    expect(summarise(play.now, STANDARD_BOOK).dueAt).toBe(due)
  })
})

describe('look-back', () => {
  it('[PR27] class-B promises come back at 90, 180 and 365 days, each once', () => {
    const play = proposalAt('closed')
    const released = proposal(play).rounds[0]!.releasedAt
    expect(needs(play.now, moderator, released + 89 * DAY, STANDARD_BOOK)).toEqual([])
    const seen: (number | undefined)[] = []
    for (const days of [91, 181, 366]) {
      play.at = released + days * DAY
      expect(needs(play.now, moderator, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'look-back', item: 0 }])
      give(play, moderator, 'proposal.look-back')
      seen.push(proposal(play).lookBacks.at(-1)?.after)
      expect(needs(play.now, moderator, play.at, STANDARD_BOOK)).toEqual([])
    }
    expect(seen).toEqual([90, 180, 365])
  })
  it('[PR27] promises that come back at one time are tasks of their own, and so are the times of one', () => {
    const play = proposalAt('handling')
    const promise = { owner: 'unit-1', due: play.at + 200 * DAY }
    const items = [0, 1].map((suggestion) => ({ suggestion, text: '列入计划', class: 'B' as const, promise }))
    play.do(lead, { type: 'proposal.answer', data: { items, text: '答复' } })
    give(play, moderator, 'proposal.release-answer')
    const tasks = needs(play.now, moderator, play.at + 181 * DAY, STANDARD_BOOK).filter(
      ({ kind }) => kind === 'look-back',
    )
    expect(tasks).toHaveLength(4)
    expect(new Set(tasks.map(taskKey)).size, 'each is told from the others').toBe(4)
  })
  it('[PR27] an early look-back is recorded and leaves the due one waiting; class A is not looked back upon', () => {
    const play = proposalAt('closed')
    give(play, moderator, 'proposal.look-back')
    expect(proposal(play).lookBacks[0]).not.toHaveProperty('after')
    expect(needs(play.now, moderator, play.at + 91 * DAY, STANDARD_BOOK)).toHaveLength(1)
    const data = { suggestion: 1, verdict: 'done' as const, evidence: '已完成' }
    expect(reason(play.try(moderator, { type: 'proposal.look-back', data }))).toBe('conflict/no-promise')
  })
})

describe('suggestions', () => {
  it('[SG1] are at most 200 characters from anyone signed in, and open', () => {
    const play = suggestionAt('submitted')
    expect(play.now).toMatchObject({ kind: 'suggestion', status: 'submitted', title: '3 号楼前路灯不亮' })
    expect(isOpen(play.now)).toBe(true)
    expect(needs(play.now, moderator, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'screen' }])
  })
  it('[SG2] are forwarded to a unit with a due date, which then answers', () => {
    const play = suggestionAt('forwarded')
    expect(needs(play.now, lead, play.at, STANDARD_BOOK)).toMatchObject([
      { kind: 'reply', due: expect.any(Number) as number },
    ])
    expect(reason(play.try(other, sample('suggestion.answer', play.at, '')))).toBe('forbidden/not-allowed')
  })
  it('[SG2] forwarded to another unit, the first is told so', () => {
    const play = suggestionAt('forwarded').do(moderator, { type: 'suggestion.forward', data: { unit: 'unit-2' } })
    expect(participants(play.now)).toEqual(expect.arrayContaining(['unit:unit-1', 'unit:unit-2']))
  })
  it('[SG3] are declined with a reason and the next channel, which ends them', () => {
    expect(suggestionAt('declined').now).toMatchObject({
      status: 'declined',
      declined: { reason: 'personal', channel: 'petition' },
    })
  })
  it('[SG4] are answered by the unit they were forwarded to, and then wait for their author', () => {
    const play = suggestionAt('answered')
    expect(play.now).toMatchObject({ status: 'answered', answer: { text: '已修好', unit: 'unit-1', by: lead.id } })
    expect(needs(play.now, author, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'rate' }])
  })
  it('[SG6] are rated by their author, which closes them', () => {
    expect(suggestionAt('closed').now).toMatchObject({
      status: 'closed',
      rating: { score: 5 },
      answer: { text: '已修好' },
    })
  })
  it('[SG5] are taken up by a member whose own proposal names them as its origin', () => {
    const play = suggestionAt('submitted')
    expect(reason(play.try(cast.invited, sample('suggestion.take-up', play.at, '')))).toBe('conflict/not-its-origin')
    give(play, signer, 'suggestion.take-up')
    expect(play.now).toMatchObject({ status: 'taken-up', takenUp: { proposal: LEAD_MATTER, by: signer.id } })
  })
  it('[SG5] do not tell everyone the title of a proposal that is not open', () => {
    const play = suggestionAt('forwarded')
    const grown = play.beside('grown').do(signer, {
      ...submitCommand,
      data: { ...submitCommand.data, title: '不公开的题目', origin: play.matter, open: false },
    })
    play.do(signer, { type: 'suggestion.take-up', data: { proposal: grown.matter } })
    expect(play.now).toMatchObject({ takenUp: { proposal: grown.matter } })
    expect(JSON.stringify([play.events, play.now])).not.toContain('不公开的题目')
  })
  it('[PR28] whoever gave the clue is told at every later turn of what grew from it', () => {
    const play = suggestionAt('taken-up')
    const grown = play.others.get(LEAD_MATTER)!
    expect(participants(grown.now)).toContain(`account:${author.id}`)
    const missing = { ...submitCommand, data: { ...submitCommand.data, origin: play.matter.replace(/.$/, 'f') } }
    expect(reason(play.beside('x').try(signer, missing))).toBe('not-found/unknown-matter')
  })
})
