import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../../core/record/event.ts'
import { hasText, speak } from '../../../src/i18n/i18n.ts'
import { WORDING, sentenceOf } from '../../../src/features/matter/sentences.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** The types of event that core declares, read from its source, so that a new one without a sentence fails here. */
const TYPES = [
  'core/matter/events.ts',
  'core/supervision/events.ts',
  'core/service/events.ts',
  'core/answer/events.ts',
  'core/committee/events.ts',
  'core/proposal/events.ts',
  'core/record/redact.ts',
  'core/clock/events.ts',
].flatMap((file) =>
  [
    ...readFileSync(path.join(ROOT, file), 'utf8').matchAll(
      /'((?:proposal|message|participant|matter|clock|supervision|observation|commitment|progress|extension|service|appointment|publication|answer|committee|account|roster|unit|region|sector|category|template)\.[a-z-]+)'/g,
    ),
  ].map(([, type]) => type as keyof typeof WORDING),
)

const event = (type: string, data: unknown): RecordEvent => ({
  matter: 'm',
  seq: 7,
  id: 'e',
  at: 0,
  actor: 'system',
  command: 'c',
  type,
  v: 1,
  data,
  salt: '0',
  dataHash: '',
  prev: '',
  hash: '',
})

const names = {
  person: (id: string) => (id === 'system' ? SYSTEM : id),
  people: (ids: readonly string[]) => ids.join(),
  unit: (id: string) => id,
  units: (ids: readonly string[]) => ids.join(),
  sector: (id: string) => id,
  place: (id: string | undefined) => id ?? '',
  category: (id: string | undefined) => id ?? '',
}
const SYSTEM = 'S'
const say = (one: RecordEvent) => sentenceOf(one, names)

/** Data with every field that any event has. */
const EVERYTHING = {
  title: 'T',
  reason: 'litigation',
  text: 'X',
  channel: 'petition',
  accounts: ['a'],
  account: 'a',
  expiresAt: 0,
  until: 0,
  seconds: 60,
  number: '2026-0001',
  weight: 'key',
  opinion: 'O',
  events: [3, 4],
  resubmitted: true,
  by: 'system',
  author: 'a',
  unit: 'u',
  lead: 'u',
  rule: 'proposal.answer',
  name: '正式答复',
  assisting: ['v'],
  due: 0,
  covered: [0],
  items: [{ suggestion: 0, text: 'X', class: 'B', promise: { owner: 'u', due: 0 } }],
  suggestions: ['X'],
  attitude: 'satisfied',
  result: 'agree',
  suggestion: 0,
  verdict: 'done',
  evidence: 'E',
  after: 90,
  score: 5,
  round: 0,
  supervision: 's',
  subject: 'X',
  supervisors: ['a'],
  commitments: [{ id: 'c', unit: 'u', due: 0 }],
  commitment: 'c',
  to: 'city',
  response: 4,
  effect: 3,
  summary: 'X',
  kept: ['c'],
  unkept: [],
  percent: 60,
  offered: ['a'],
  details: 'X',
  question: 'X',
  answer: 'X',
  startsAt: 0,
  minutes: 30,
  place: 'P',
  note: 'X',
  seats: [{ account: 'a', roles: ['member'] }],
  units: ['u'],
  roles: ['unit'],
  length: { workdays: 5 },
  day: '2026-05-09',
  work: true,
  sector: 's',
  region: 'r',
  category: 'city',
}
// What the server does by itself names nobody.
const NAMELESS = [
  'proposal.answer-passed-on',
  'proposal.verdict-passed-on',
  'publication.published',
  'clock.warned',
  'clock.breached',
  'committee.begun',
  'account.noted',
  'account.joined',
]

describe('the record in words', () => {
  it('[CL81] every type of event has a sentence, and a short one for the notices', () => {
    expect(TYPES.length, 'types found in core').toBeGreaterThan(20)
    expect(TYPES.filter((type) => !Object.hasOwn(WORDING, type))).toEqual([])
    expect(TYPES.filter((type) => !hasText(`turns.${type}`))).toEqual([])
  })

  it.each(['zh-CN', 'en'] as const)('[CL81] no sentence has a gap in %s', async (language) => {
    await speak(language)
    for (const type of TYPES) {
      const { text, details } = say(event(type, EVERYTHING))
      for (const line of [text, ...details]) expect(line, type).not.toMatch(/[{}]|undefined|events\.|words\./)
      if (!NAMELESS.includes(type)) expect(text, type).toContain(SYSTEM)
    }
  })

  it('[CL81] a decline tells the reason, the explanation and the next channel', async () => {
    await speak('zh-CN')
    const { details } = say(event('proposal.declined', EVERYTHING))
    expect(details).toEqual(['原因：已进入诉讼、仲裁或行政复议程序', '说明：X', '后续渠道：请通过信访渠道反映'])
  })

  it('[CL81] what was redacted or is of an unknown type is still named', async () => {
    await speak('zh-CN')
    const { data: _data, salt: _salt, ...redacted } = event('message.posted', {})
    expect(say(redacted).text).toBe('S：内容已依规删除')
    expect(say(event('proposal.teleported', {})).text).toBe('S：proposal.teleported')
  })
})
