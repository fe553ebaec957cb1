import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { picture } from '../support/files/made.ts'
import { download, uploaded } from '../support/server/files.ts'
import { proposal, type Desk } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { until } from '../support/server/until.ts'

const DAY = 24 * 60 * 60_000
const CHENGGUAN = 'lj-chengguan'
const JIAOYU = 'lj-jiaoyu'
const REGION = 'zj-lj-wc-dt-ym'

const evaluation = (result: string) => ({
  contact: 'visited',
  method: 'visit',
  attitude: 'satisfied',
  pertinence: 'mostly',
  result,
})

describe.each(['memory', 'sqlite'] as const)('the whole life of a proposal (%s)', (store) => {
  let hall: Hall
  let representative: Desk
  let member: Desk
  let moderator: Desk
  let unit: Desk
  let unit2: Desk
  let everybody: Desk[] = []
  beforeAll(async () => {
    hall = await openHall([], { store })
    everybody = await Promise.all(
      ['representative', 'member', 'moderator', 'unit', 'unit2'].map((name) => hall.desk(name)),
    )
    ;[representative, member, moderator, unit, unit2] = everybody as [Desk, Desk, Desk, Desk, Desk]
  })
  afterAll(() => hall.stop())

  async function signIn(): Promise<void> {
    for (const desk of everybody) desk.close()
    everybody = await Promise.all(
      ['representative', 'member', 'moderator', 'unit', 'unit2'].map((name) => hall.desk(name)),
    )
    ;[representative, member, moderator, unit, unit2] = everybody as [Desk, Desk, Desk, Desk, Desk]
  }

  it('[PR1–PR28] [SG1–SG6] goes from a suggestion to the last look-back, live for five people, and the record verifies', async () => {
    const { must, refused, tasks, told } = hall
    const [clue, matter, other] = [v7(), v7(), v7()]

    // a suggestion, taken up
    await must(representative, clue, 'suggestion.submit', {
      text: '杨梅桥社区六层老楼没有电梯，老人下不了楼。',
      region: REGION,
    })
    expect(await tasks(moderator, clue)).toEqual(['screen'])
    for (const desk of everybody) await desk.ask('matter:open', { matter: clue })
    await must(member, matter, 'proposal.submit', {
      ...proposal(),
      form: 'joint',
      open: true,
      origin: clue,
      wish: { lead: CHENGGUAN },
    })
    for (const desk of everybody) await desk.ask('matter:open', { matter })
    const stranger = await hall.desk('member3')
    const foreign = await refused(stranger, clue, 'suggestion.take-up', { proposal: matter })
    expect(foreign, 'only with an own proposal').toBe('not-its-origin')
    await must(member, clue, 'suggestion.take-up', { proposal: matter })
    expect(await tasks(moderator, clue)).toEqual([])
    expect(await told(representative, clue)).toEqual(['suggestion.taken-up'])

    // signed by consent, filed
    expect(await refused(moderator, matter, 'proposal.file', { category: 'elderly' })).toBe('needs-cosigner')
    await must(member, matter, 'proposal.invite-cosigner', { accounts: [representative.account.id] })
    expect(await tasks(representative, matter)).toEqual(['cosign'])
    await must(representative, matter, 'proposal.cosign', { opinion: '情况属实。' })
    expect(await tasks(representative, matter)).toEqual([])
    const [filed] = await must(moderator, matter, 'proposal.file', { category: 'elderly', weight: 'key' })
    expect(filed?.data).toMatchObject({ number: expect.stringMatching(/^\d{4}-0001$/) as string })
    expect(await tasks(moderator, matter)).toEqual(['assign'])
    expect(await told(representative, matter), 'who gave the clue and signed hears every turn').toEqual([
      'proposal.cosigner-invited',
      'proposal.filed',
    ])

    // another one on the same thing: merged, taken back, merged again
    await must(representative, other, 'proposal.submit', {
      ...proposal({ title: '关于为老楼装电梯的提案', suggestions: ['请为杨梅桥三幢装电梯'] }),
      form: 'individual',
      open: true,
    })
    for (const desk of everybody) await desk.ask('matter:open', { matter: other })
    await must(moderator, other, 'proposal.merge', { into: matter })
    await until(async () => absorbed(await stateOf(member, matter)).length === 1, 'the lead has the trace')
    expect(absorbed(await stateOf(member, matter))).toMatchObject([
      {
        matter: other,
        author: representative.account.id,
        suggestions: ['请为杨梅桥三幢装电梯'],
        by: moderator.account.id,
      },
    ])
    expect(await tasks(moderator, other), 'a merged one waits for nobody').toEqual([])
    expect(await told(representative, other)).toEqual(['proposal.merged'])
    await must(moderator, other, 'proposal.unmerge', { reason: '建议内容不同' })
    await until(async () => absorbed(await stateOf(member, matter)).length === 0, 'the trace is gone')
    expect(await stateOf(member, other)).toMatchObject({ status: 'submitted', supporters: [] })
    await must(moderator, other, 'proposal.merge', { into: matter })
    await until(async () => absorbed(await stateOf(member, matter)).length === 1, 'the trace is back')

    // assigned, refused, assigned to another
    const due = hall.now + 90 * DAY
    await must(moderator, matter, 'proposal.assign', { lead: CHENGGUAN, assisting: [JIAOYU], due })
    expect([await tasks(unit, matter), await tasks(unit2, matter)]).toEqual([['accept'], ['assist']])
    expect(await told(unit, matter), 'the unit is told').toEqual(['proposal.assigned'])
    expect(await refused(unit2, matter, 'proposal.accept-assignment')).toBe('not-allowed')
    await must(unit, matter, 'proposal.refuse-assignment', { reason: '加装电梯由住建部门负责' })
    expect([await tasks(unit, matter), await tasks(moderator, matter)]).toEqual([[], ['assign']])
    await must(moderator, matter, 'proposal.assign', { lead: JIAOYU, assisting: [CHENGGUAN], due })
    await must(unit2, matter, 'proposal.accept-assignment')
    expect([await tasks(unit, matter), await tasks(unit2, matter)]).toEqual([['assist'], ['answer']])
    const { items } = await member.ask('matters:list', { unit: JIAOYU })
    expect(items).toMatchObject([{ id: matter, dueAt: due, light: 'green', unit: JIAOYU }])
    await must(unit, matter, 'proposal.assist', { text: '规划上可行。' })
    expect(await tasks(unit, matter)).toEqual([])

    // answered: returned, mended, released
    const items3 = (texts: string[]) => [
      { suggestion: 0, text: texts[0], class: 'A' },
      { suggestion: 1, text: texts[1], class: 'B', promise: { owner: JIAOYU, due: hall.now + 200 * DAY } },
      ...(texts[2] ? [{ suggestion: 2, text: texts[2], class: 'C' }] : []),
    ]
    await must(unit2, matter, 'proposal.answer', { items: items3(['已采纳', '列入明年计划']), text: '感谢关心。' })
    expect([await tasks(unit2, matter), await tasks(moderator, matter)]).toEqual([[], ['release']])
    expect(await refused(moderator, matter, 'proposal.release-answer')).toBe('uncovered')
    await must(moderator, matter, 'proposal.return-answer', { reason: '第三条建议没有答复' })
    expect(await tasks(unit2, matter)).toEqual(['answer'])
    const mended = await unit2.ask('matter:open', { matter })
    expect(mended.state.heldAnswer, 'the unit mends what it wrote').toMatchObject({ text: '感谢关心。' })
    const answer = { items: items3(['已采纳', '列入明年计划', '留作参考']), text: '感谢关心，逐条答复如下。' }
    await must(unit2, matter, 'proposal.answer', answer)
    await must(moderator, matter, 'proposal.release-answer')
    expect(await stateOf(member, matter)).toMatchObject({
      status: 'answered',
      rounds: [{ text: answer.text, unit: JIAOYU }],
    })
    await until(
      async () => 'passedOn' in (await stateOf(representative, other)),
      'the author of the merged one is answered',
    )
    expect((await stateOf(representative, other)).passedOn).toMatchObject({
      lead: matter,
      items: [{ suggestion: 0, text: '留作参考', class: 'C' }],
    })

    // not agreed: another round
    expect([await tasks(member, matter), await tasks(representative, matter)]).toEqual([['evaluate'], ['evaluate']])
    expect(await refused(moderator, matter, 'proposal.close')).toBe('not-everyone-asked')
    await must(member, matter, 'proposal.evaluate', evaluation('disagree'))
    await must(representative, matter, 'proposal.evaluate', evaluation('agree'))
    expect(await tasks(moderator, matter)).toEqual(['rehandle'])
    expect(await refused(moderator, matter, 'proposal.close')).toBe('disagreed')
    await must(moderator, matter, 'proposal.rehandle', { reason: '提案人不同意第二条的时限' })
    expect(await tasks(unit2, matter)).toEqual(['answer'])
    hall.now += 10 * DAY
    const second = { ...answer, text: '再次答复：今年内开工。' }
    await must(unit2, matter, 'proposal.answer', second)
    await must(moderator, matter, 'proposal.release-answer')
    for (const desk of [member, representative]) await must(desk, matter, 'proposal.evaluate', evaluation('agree'))
    expect(await tasks(moderator, matter), 'promises come back later').toEqual(['close'])
    await must(moderator, matter, 'proposal.close')
    expect((await stateOf(member, matter)).rounds, 'both rounds are kept').toMatchObject([
      { text: answer.text, evaluations: [{ result: 'disagree' }, { result: 'agree' }] },
      { text: second.text, evaluations: [{ result: 'agree' }, { result: 'agree' }] },
    ])

    for (const id of [clue, matter, other]) await hall.allHear(id, everybody, 1)

    // looked back upon at 90, 180 and 365 days
    const released = (await stateOf(member, matter)).rounds.at(-1)?.releasedAt ?? 0
    for (const [days, verdict] of [
      [91, 'not-done'],
      [181, 'partly'],
      [366, 'done'],
    ] as const) {
      hall.now = released + days * DAY
      // sessions end after 30 days
      await signIn()
      expect(await tasks(moderator, matter)).toEqual(['look-back 1'])
      let before = 0
      for (const desk of everybody) before = (await desk.ask('matter:open', { matter })).seq
      const sender = { url: hall.server.url, token: moderator.token }
      const photo = await uploaded(sender, `回头看${days}天.jpg`, await picture())
      await must(moderator, matter, 'proposal.look-back', {
        suggestion: 1,
        verdict,
        evidence: `第 ${days} 天实地查看。`,
        attachments: [photo.sha256],
      })
      expect(await tasks(moderator, matter)).toEqual([])
      const seen = await download({ url: hall.server.url, token: representative.token }, photo.sha256)
      expect(seen.status, 'the evidence is there for everyone who may see it').toBe(200)
      await hall.allHear(matter, everybody, before)
    }

    const statistics = await member.ask('proposals:statistics', {})
    expect(statistics.all).toMatchObject({
      submitted: 2,
      filed: 1,
      answered: 1,
      classA: 1,
      classB: 1,
      classC: 1,
      lookedBack: 1,
      kept: 1,
      evaluated: 2,
      agreed: 2,
    })

    const types = (await hall.record(representative, matter)).map(({ type, actor }) =>
      actor === 'system' ? `system ${type}` : type,
    )
    expect(types).toEqual(TURNS)
    for (const id of [clue, other]) await hall.record(representative, id)
    expect(await told(representative, clue), 'the clue itself ends with its take-up').toEqual(['suggestion.taken-up'])
    const turns = await told(representative, matter)
    for (const turn of [
      'proposal.assigned',
      'proposal.answer-released',
      'proposal.rehandled',
      'proposal.closed',
      'proposal.looked-back',
    ])
      expect(turns, `return receipt of ${turn}`).toContain(turn)
  })
})

/** The record of the lead, from its submission to the last look-back. */
const TURNS = [
  'proposal.submitted',
  'proposal.cosigner-invited',
  'proposal.cosigned',
  'proposal.filed',
  'system proposal.absorbed',
  'system proposal.released-absorbed',
  'system proposal.absorbed',
  'proposal.assigned',
  'proposal.assignment-refused',
  'proposal.assigned',
  'proposal.assignment-accepted',
  'proposal.assisted',
  'proposal.answer-submitted',
  'proposal.answer-returned',
  'proposal.answer-submitted',
  'proposal.answer-released',
  'proposal.evaluated',
  'proposal.evaluated',
  'proposal.rehandled',
  'proposal.answer-submitted',
  'proposal.answer-released',
  'proposal.evaluated',
  'proposal.evaluated',
  'proposal.closed',
  'proposal.looked-back',
  'proposal.looked-back',
  'proposal.looked-back',
]

interface Seen {
  status: string
  absorbed: { matter: string }[]
  rounds: { releasedAt: number }[]
  passedOn?: unknown
}

async function stateOf(desk: Desk, matter: string): Promise<Seen> {
  return (await desk.ask('matter:open', { matter })).state as unknown as Seen
}
const absorbed = (state: Seen) => state.absorbed
