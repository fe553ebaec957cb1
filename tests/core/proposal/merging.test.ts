import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { maySee, needs, participants } from '../../../core/kinds.ts'
import { decideProposalSystem } from '../../../core/proposal/system.ts'
import { allSuggestions } from '../../../core/proposal/state.ts'
import { goodText, proposal, submitCommand, type Play } from '../../support/matter.ts'
import { cast, LEAD_MATTER, proposalAt, sample, suggestionAt } from '../../support/stages.ts'
import { uuid } from '../../support/record.ts'

const { author, moderator, signer, invited, lead } = cast
const reason = (refusal: ReturnType<Play['try']>) => refusal && `${refusal.code}/${String(refusal.details?.reason)}`
const give = (play: Play, who: typeof author, type: Parameters<typeof sample>[0]) =>
  play.do(who, sample(type, play.at, ''))
const answerOf = (texts: string[]) => ({
  type: 'proposal.answer' as const,
  data: { items: texts.map((text, suggestion) => ({ suggestion, text, class: 'C' as const })), text: '答复' },
})

/** A lead of two suggestions with two others merged into it, assigned and in the hands of its unit. */
function family(): { leading: Play; one: Play; two: Play } {
  const one = proposalAt('merged')
  const leading = one.others.get(LEAD_MATTER)!
  const two = leading
    .beside(uuid(9))
    .do(invited, { ...submitCommand, data: { ...submitCommand.data, title: '另一件' } })
  give(two, moderator, 'proposal.merge')
  for (const [who, type] of [
    [moderator, 'proposal.file'],
    [moderator, 'proposal.assign'],
    [lead, 'proposal.accept-assignment'],
  ] as const)
    give(leading, who, type)
  return { leading, one, two }
}

describe('taking a merge back', () => {
  it('[PR16] while an answer is held: each reply stays with the suggestion that it answers', () => {
    const { leading, one, two } = family()
    leading.do(lead, answerOf(['主一', '主二', '甲一', '甲二', '乙一', '乙二']))
    give(one, moderator, 'proposal.unmerge')
    expect(proposal(leading).held, 'numbers as they are now').toMatchObject({ covered: [0, 1, 2, 3] })
    give(leading, moderator, 'proposal.release-answer')
    expect(proposal(leading).rounds[0]!.items.map(({ text }) => text)).toEqual(['主一', '主二', '乙一', '乙二'])
    expect(proposal(two).passedOn!.items.map(({ text }) => text)).toEqual(['乙一', '乙二'])
    expect(proposal(one).passedOn).toBeUndefined()
  })

  it('[PR16] also of an answer that was sent back, which is mended from what was handed in', () => {
    const { leading, one } = family()
    leading.do(lead, answerOf(['主一', '主二', '甲一', '甲二', '乙一', '乙二']))
    give(leading, moderator, 'proposal.return-answer')
    give(one, moderator, 'proposal.unmerge')
    expect(leading.held).toMatchObject({ items: [{}, {}, { suggestion: 2, text: '乙一' }, { text: '乙二' }] })
  })

  it('[PR16] not once it was answered with its lead, also when that is handled again', () => {
    const { leading, one } = family()
    leading.do(lead, answerOf(['主一', '主二', '甲一', '甲二', '乙一', '乙二']))
    give(leading, moderator, 'proposal.release-answer')
    give(leading, moderator, 'proposal.rehandle')
    expect(reason(one.try(moderator, { type: 'proposal.unmerge', data: {} }))).toBe('conflict/lead-answered')
  })

  it('[PR16] while its lead is returned to be mended', () => {
    const one = proposalAt('merged')
    const leading = one.others.get(LEAD_MATTER)!
    give(leading, moderator, 'proposal.return')
    give(one, moderator, 'proposal.unmerge')
    expect(proposal(one).status).toBe('submitted')
    expect(allSuggestions(proposal(leading))).toHaveLength(2)
  })
})

describe('an answer on its way while merges change', () => {
  it('[PR33] is not taken under numbers that stand for other suggestions by now', () => {
    const { leading, one, two } = family()
    const merged = proposal(leading).absorbed.map(({ matter }) => matter)
    give(one, moderator, 'proposal.unmerge')
    give(one, moderator, 'proposal.merge')
    const answer = answerOf(['主一', '主二', '甲一', '甲二', '乙一', '乙二'])
    const send = (known: string[]) => reason(leading.try(lead, { ...answer, data: { ...answer.data, merged: known } }))
    expect(merged).toEqual([one.matter, two.matter])
    expect(send(merged), 'the second comes first now').toBe('stale/renumbered')
    expect(send([two.matter]), 'what is merged behind moves nothing').toBeUndefined()
    expect(leading.held).not.toHaveProperty('merged')
  })
})

describe('a lead that comes to its end unanswered', () => {
  it.each([
    [signer, 'proposal.withdraw'],
    [moderator, 'proposal.decline'],
  ] as const)('[PR31] lets go what was merged into it, which then waits as before (%#)', (who, type) => {
    const one = proposalAt('merged')
    const leading = one.others.get(LEAD_MATTER)!
    give(leading, who, type)
    expect(proposal(one)).toMatchObject({ status: 'submitted' })
    expect(one.events.at(-1)).toMatchObject({ type: 'proposal.unmerged', actor: 'system' })
    expect(needs(one.now, moderator, one.at, STANDARD_BOOK).map(({ kind }) => kind)).toContain('screen')
    expect(participants(leading.now), 'its author is told what became of the lead').toContain(`account:${author.id}`)
  })

  it.each(['declined', 'answered'])(
    '[PR31] takes nothing in that a moderator merged at that very moment (%s)',
    (end) => {
      const play = proposalAt(end)
      const trace = { from: uuid(9), title: '另一件', author: invited.id, suggestions: ['甲'], by: moderator.id }
      const late = decideProposalSystem(proposal(play), { type: 'proposal.absorb', data: trace }, undefined)
      expect(late).toMatchObject({
        events: [{ type: 'proposal.absorbed' }, { type: 'proposal.released-absorbed' }],
        followUps: [{ matter: uuid(9), type: 'proposal.let-go', data: { lead: play.matter } }],
      })
    },
  )

  it('[PR31] an answer that was faster keeps its numbers: what is taken back at that very moment stays in it', () => {
    const { leading, one } = family()
    leading.do(lead, answerOf(['主一', '主二', '甲一', '甲二', '乙一', '乙二']))
    give(leading, moderator, 'proposal.release-answer')
    const data = { from: one.matter, by: moderator.id }
    const late = decideProposalSystem(proposal(leading), { type: 'proposal.release-absorbed', data }, undefined)
    expect(late).toMatchObject({ ok: true, events: [] })
  })
})

describe('those who signed what was merged', () => {
  it('[PR24] are told of the lead and asked about its answer, like its author', () => {
    const one = proposalAt('filed')
    const leading = one.beside(uuid(9)).do(invited, submitCommand)
    one.do(moderator, { type: 'proposal.merge', data: { into: leading.matter } })
    expect(participants(leading.now)).toEqual(expect.arrayContaining([`account:${author.id}`, `account:${signer.id}`]))
    for (const [who, type] of [
      [moderator, 'proposal.file'],
      [moderator, 'proposal.assign'],
      [lead, 'proposal.accept-assignment'],
    ] as const)
      give(leading, who, type)
    leading.do(lead, answerOf(['主一', '主二', '甲一', '甲二']))
    give(leading, moderator, 'proposal.release-answer')
    for (const who of [author, signer]) {
      expect(needs(leading.now, who, leading.at, STANDARD_BOOK).map(({ kind }) => kind)).toEqual(['evaluate'])
      give(leading, who, 'proposal.evaluate')
    }
    expect(reason(leading.try(moderator, { type: 'proposal.close', data: {} }))).toBe('conflict/not-everyone-asked')
    give(leading, invited, 'proposal.evaluate')
    give(leading, moderator, 'proposal.close')
  })
})

describe('who may read what by a merge', () => {
  it.each([true, false])(
    '[PR32] what is not open is merged only with what is not open either (lead open: %s)',
    (open) => {
      const play = proposalAt('submitted')
      const other = play.beside(uuid(9)).do(signer, { ...submitCommand, data: { ...submitCommand.data, open } })
      const closed = play
        .beside(uuid(10))
        .do(signer, { ...submitCommand, data: { ...goodText, form: 'individual', open: !open } })
      const merge = { type: 'proposal.merge' as const, data: { into: other.matter } }
      expect(reason(closed.try(moderator, merge))).toBe('conflict/openness')
    },
  )

  it('[PR28] whoever gave the clue is told of the lead into which what grew from it was merged', () => {
    const clue = suggestionAt('taken-up')
    const grown = clue.others.get(LEAD_MATTER)!
    const leading = clue.beside(uuid(9)).do(invited, submitCommand)
    grown.do(moderator, { type: 'proposal.merge', data: { into: leading.matter } })
    expect(participants(leading.now)).toContain(`account:${author.id}`)
    expect(maySee(leading.now, author)).toBe(true)
    give(grown, moderator, 'proposal.unmerge')
    expect(participants(leading.now)).not.toContain(`account:${author.id}`)
  })
})
