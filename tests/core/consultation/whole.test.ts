import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { landscape } from '../../../core/consultation/statements.ts'
import { isEnded, replay, waiting } from '../../../core/kinds.ts'
import { consultation, submitCommand } from '../../support/matter.ts'
import { members, moderator, representative, unit, wholeSession } from '../../support/whole-session.ts'

describe('a whole session', () => {
  const play = wholeSession()
  const state = consultation(play)

  it('[MC8] goes through all six kinds of items, one after the other', () => {
    expect(state.agenda.map(({ kind, status }) => [kind, status])).toEqual(
      ['briefing', 'questions', 'answers', 'speeches', 'poll', 'statements'].map((kind) => [kind, 'finished']),
    )
    state.agenda.slice(1).forEach((item, i) => expect(item.startedAt, item.id).toBe(state.agenda[i]!.finishedAt))
  })

  it('[MC22] its minutes have attendance, agenda, speeches with times, results and outcome', () => {
    const text = state.minutes!.generated
    const lines = text.split('\n')
    expect(lines).toContain('一、出席')
    expect(lines.find((line) => line.startsWith('签到（8 人）'))).toContain(representative.name)
    expect(lines).toContain(`请假（1 人）：${members[7]!.name}`)
    expect(lines).toContain(`缺席（1 人）：${members[6]!.name}`)
    expect(lines.filter((line) => /^\d\. (通报|提问|解答|发言|表决|征询)：/.test(line))).toHaveLength(6)
    expect(lines.find((line) => line.includes(`${unit.name}，10 分`))).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2} /)
    expect(lines.filter((line) => /，2 分 1 秒$/.test(line))).toHaveLength(4)
    expect(lines).toContain('1. 是否先行试点？（记名）：应投 9 人，实投 8 人；同意 7，弃权 0，不同意 1，阻止 0；通过')
    expect(lines).toContain(
      '2. 先试哪里？（不记名）：应投 9 人，实投 6 人，达到法定人数；翠苑 3，文新 12，古荡 3；首位：文新',
    )
    expect(lines).toContain('“应先装后补”：同意 9，不同意 0，略过 0')
    expect(lines).toContain('共识：先行试点')
    expect(lines).toContain('分歧：补偿标准')
    expect(text).not.toContain('my-own-random-nonce')
    expect(state.minutes).toMatchObject({ text, settled: { by: moderator.id } })
  })

  it('[SN3] what its statements say can be read from the closing event', () => {
    const closed = play.events.find(({ type }) => type === 'statements.closed')!.data as {
      statements: string[]
      rows: string[]
    }
    expect(landscape(closed).unites.map(({ statement }) => statement)).toEqual(['s1'])
  })

  it('[MC20] ends with its outcome, its follow-up and its review, and waits for nobody', () => {
    expect(state.published).toMatchObject({ outcome: '先行试点三个小区。', owner: 'unit-1', consensus: ['先行试点'] })
    expect(state.links).toMatchObject([{ followUp: 0, kind: 'proposal', title: submitCommand.data.title }])
    expect(state.reviews).toHaveLength(1)
    expect(isEnded(state)).toBe(true)
    expect(waiting(state, play.at, STANDARD_BOOK)).toEqual([])
    expect(play.boxes.size).toBe(0)
  })

  it('[RC8] replays from its record', () => {
    expect(replay(JSON.parse(JSON.stringify(play.events)) as typeof play.events)).toEqual(play.state)
  })
})
