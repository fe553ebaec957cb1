import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import type { Desk } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'

const DAY = 24 * 60 * 60_000
const WORDS = '二号门那家小店天天倒泔水'
let hall: Hall | undefined
afterEach(() => hall?.stop())

describe.each(['memory', 'sqlite'] as const)('what was hidden (%s)', (store) => {
  it('[SP21] leaves the server for its author and moderators only, and the record still verifies', async () => {
    const opened = (hall = await openHall([], { store }))
    const [moderator, member, representative] = (await Promise.all(
      ['moderator', 'member', 'representative'].map((who) => opened.desk(who)),
    )) as [Desk, Desk, Desk]
    const matter = v7()
    await opened.must(moderator, matter, 'supervision.open', {
      ...{ title: '路灯的监督', subject: '承诺在先。', unit: 'lj-chengguan', supervisors: [member.account.id] },
      commitments: [{ id: 'a', text: '修好路灯', unit: 'lj-chengguan', due: opened.now + 30 * DAY }],
    })
    const [seen] = await opened.must(representative, matter, 'supervision.observe', { text: WORDS })
    await opened.must(representative, matter, 'supervision.observe', { text: '路灯亮了两盏' })
    /** Everything that a person is given of the matter, and what a check of their copy of the record finds. */
    const given = async (who: Desk) => {
      const { state, events: latest } = await who.ask('matter:open', { matter })
      const { events } = await who.ask('matter:history', { matter, after: 0, limit: 500 })
      const tail = await who.ask('matter:open', { matter, since: 1 })
      return {
        all: JSON.stringify([state, latest, events, tail]),
        found: verifyRecord(matter, events as RecordEvent[]).findings,
      }
    }
    expect((await given(member)).all).toContain(WORDS)
    const hidden = { observation: seen?.id, reason: '涉及具体商户' }
    await opened.must(moderator, matter, 'observation.hide', hidden)
    for (const who of [moderator, representative]) expect((await given(who)).all).toContain(WORDS)
    const kept = await given(member)
    expect(kept.all, 'the words are gone').not.toContain(WORDS)
    expect(kept.all, 'the reason is said, and nothing else is gone').toContain('涉及具体商户')
    expect(kept.all).toContain('路灯亮了两盏')
    expect(kept.found, 'the copy verifies').toEqual([])
    await opened.must(moderator, matter, 'observation.unhide', { observation: seen?.id })
    expect((await given(member)).all, 'shown again').toContain(WORDS)
  })
})

it('[SP21] content that is missing without a word of it is still a finding', async () => {
  const opened = (hall = await openHall())
  const [moderator, member] = (await Promise.all(['moderator', 'member'].map((who) => opened.desk(who)))) as [
    Desk,
    Desk,
  ]
  const matter = v7()
  await opened.must(moderator, matter, 'supervision.open', {
    ...{ title: '路灯的监督', subject: '承诺在先。', unit: 'lj-chengguan', supervisors: [member.account.id] },
    commitments: [{ id: 'a', text: '修好路灯', unit: 'lj-chengguan', due: opened.now + 30 * DAY }],
  })
  for (const text of ['甲', '乙']) await opened.must(member, matter, 'supervision.observe', { text })
  const { events } = await moderator.ask('matter:history', { matter, after: 0, limit: 500 })
  const first = (events as RecordEvent[])[1]
  await opened.must(moderator, matter, 'observation.hide', { observation: first?.id, reason: '涉及隐私' })
  const whole = (await moderator.ask('matter:history', { matter, after: 0, limit: 500 })).events as RecordEvent[]
  const without = (seq: number) =>
    whole.map((event) => {
      if (event.seq !== seq) return event
      const { data: _data, salt: _salt, ...rest } = event
      return rest
    })
  expect(verifyRecord(matter, without(2)).findings).toEqual([])
  expect(verifyRecord(matter, without(3)).findings).toEqual([{ fault: 'unexplained-redaction', seq: 3 }])
})
