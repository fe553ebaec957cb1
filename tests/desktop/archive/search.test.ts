import { describe, expect, it } from 'vitest'
import type { EventDraft } from '../../../core/record/event.ts'
import { ArchiveSearch, MOST_HITS } from '../../../electron/archive/archive-search.ts'
import { excerptAt, findIn, queryOf } from '../../../electron/archive/find-text.ts'
import { discussion, eventId, longDiscussion } from '../../support/discussion.ts'
import { goodText } from '../../support/matter.ts'
import { redact } from '../../../core/record/redact.ts'
import { uuid } from '../../support/record.ts'

const matter = uuid(7)
const on = (type: string, seq: number, more: object = {}): EventDraft => ({
  type,
  data: { message: eventId(seq), ...more },
})

function searchIn(rest: (string | EventDraft)[], text: string) {
  const search = new ArchiveSearch()
  search.learn(matter, discussion(matter, rest))
  return search.find(text, () => '')
}

describe('searching the archive', () => {
  it('[AR13] finds 汉字 anywhere in a message and cites the event, its time and its actor', () => {
    const hits = searchIn(['一楼住户的采光怎么办？', '可以设计连廊'], '采光')
    expect(hits).toEqual([
      {
        matter,
        title: goodText.title,
        seq: 2,
        at: 1_790_000_000_002,
        actor: uuid(1),
        excerpt: '一楼住户的采光怎么办？',
      },
    ])
  })

  it('[AR13] finds the text of a proposal and cites the version that says it', () => {
    const revised: EventDraft = {
      type: 'proposal.revised',
      data: { ...goodText, suggestions: ['由街道牵头一楼一策征求意见', '财政补助并引入社会资本'], resubmitted: false },
    }
    expect(searchIn(['好', revised], '社会资本')).toMatchObject([{ seq: 3, title: goodText.title }])
    expect(searchIn(['好', revised], '每台二十万元')).toEqual([])
    expect(searchIn(['好', revised], '翠苑二区')).toMatchObject([{ seq: 3 }])
  })

  it('[AR13] finds a number and cites the event that gave it', () => {
    const filed: EventDraft = {
      type: 'proposal.filed',
      data: { category: 'city', weight: 'normal', number: '2026-0001' },
    }
    expect(searchIn([filed], '2026-0001')).toMatchObject([{ seq: 2 }])
  })

  it('[AR13] needs every term, in any order', () => {
    expect(searchIn(['消防通道被占，电动车乱停'], '电动车 消防')).toHaveLength(1)
    expect(searchIn(['消防通道被占，电动车乱停'], '电动车 绿化')).toEqual([])
  })

  it('[AR13] folds case and width; words are found from their beginning', () => {
    expect(searchIn(['安装ＡＥＤ设备'], 'aed')).toHaveLength(1)
    expect(searchIn(['two Lifts'], 'lift')).toHaveLength(1)
    expect(searchIn(['an uplift'], 'lift')).toEqual([])
    expect(searchIn(['加装WiFi覆盖'], 'wifi')).toHaveLength(1)
  })

  it.each([
    ['edited', [on('message.edited', 2, { text: '新说法' })], '旧话', '新说法'],
    [
      'hidden and shown again',
      [on('message.hidden', 2, { reason: '广告' }), on('message.unhidden', 2)],
      '没有',
      '旧话',
    ],
  ] as [string, EventDraft[], string, string][])(
    '[AR13] a message %s is found as it stands',
    (_, rest, gone, found) => {
      expect(searchIn(['旧话', ...rest], gone)).toEqual([])
      expect(searchIn(['旧话', ...rest], found)).toMatchObject([{ seq: 2 }])
    },
  )

  it.each([
    ['retracted', on('message.retracted', 2)],
    ['hidden', on('message.hidden', 2, { reason: '广告' })],
  ])('[AR13] a %s message is not found', (_, event) => {
    expect(searchIn(['要删的话', event], '要删')).toEqual([])
  })

  it('[AR13] redacted content is not found, and a record whose beginning is redacted is searched all the same', () => {
    const events = discussion(matter, ['甲方', '乙方'])
    const search = new ArchiveSearch()
    search.learn(matter, [redact(events[0]!), redact(events[1]!), events[2]!])
    expect(search.find('甲方', () => '')).toEqual([])
    expect(search.find('电梯', () => '')).toEqual([])
    expect(search.find('乙方', () => '原标题')).toMatchObject([{ seq: 3, title: '原标题' }])
  })

  it('[AR13] goes on past events of a type that this program does not know', () => {
    const unknown: EventDraft = { type: 'proposal.celebrated', data: { text: '庆祝' } }
    expect(searchIn([unknown, '之后的话'], '之后')).toMatchObject([{ seq: 3, title: goodText.title }])
    expect(searchIn([unknown], '翠苑')).toHaveLength(1)
  })

  it('[AR13] follows what is appended', () => {
    const events = discussion(matter, ['早', '晚'])
    const search = new ArchiveSearch()
    search.learn(matter, events.slice(0, 2))
    search.follow(matter, events.slice(1))
    search.follow(matter, events.slice(1))
    expect(search.find('晚', () => '')).toHaveLength(1)
  })

  it('[AR13] whole phrases come before scattered terms, and newer before older', () => {
    const hits = searchIn(['停车很难，车位太少', '停车位', '停车场的车位'], '停车位')
    expect(hits.map(({ seq }) => seq)).toEqual([3, 4, 2])
    const more = searchIn(['电梯加装', '加装电梯', '电梯要加装'], '电梯 加装')
    expect(more.map(({ seq }) => seq)).toEqual([4, 3, 2, 1])
  })

  it('[AR13] answers nothing to a text that holds nothing to look for', () => {
    expect(searchIn(['……'], '……')).toEqual([])
    expect(queryOf('  。 ')).toBeUndefined()
  })

  it('[AR13] excerpts hold the hit, are at most 120 units long and cut no character in two', () => {
    for (const padding of ['字', '😀', 'a ', '㎡', 'ﬁ']) {
      for (const [before, after] of [
        [0, 500],
        [500, 0],
        [500, 500],
        [40, 3],
        [3, 40],
      ] as const) {
        const text = `${padding.repeat(before)}停车难${padding.repeat(after)}`
        const [hit] = searchIn([text], '停车难')
        expect(hit?.excerpt, `${padding} ${before} ${after}`).toContain('停车难')
        expect(hit?.excerpt.length).toBeLessThanOrEqual(120)
        expect(hit?.excerpt.isWellFormed()).toBe(true)
      }
    }
    expect(excerptAt('短', 0)).toBe('短')
  })

  it('[AR13] the phrase of a query is found where it stands', () => {
    expect(findIn('a停车难b', queryOf('停车难')!)).toEqual({ place: 1, exact: true })
    expect(findIn('停车 车难', queryOf('停车难')!)).toEqual({ place: 0, exact: false })
  })

  it('[AR13] answers with a bounded number of hits', () => {
    const search = new ArchiveSearch()
    search.learn(matter, longDiscussion(matter, 500))
    const hits = search.find('资金', () => '')
    expect(hits).toHaveLength(MOST_HITS)
    expect(hits[0]?.seq).toBe(500)
  })
})
