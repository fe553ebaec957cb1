import type { RecordEvent } from '../../record/event.ts'
import { HIDDEN, isRedacted, REDACTED, type Redaction } from '../../record/redact.ts'
import { timeOf } from '../day.ts'
import { EVENT_WORDS } from './event-words.ts'
import type { Names } from './names.ts'
import { section, type Section } from './sheet.ts'
import { word } from './words.ts'

/** Digits of each event's hash that the page shows: enough to find it in the record. */
const SHOWN_DIGITS = 16

/** Every event of the record, one a line, with the beginning of its hash. What was taken out is said to be. */
export function timelineSections(events: readonly RecordEvent[], names: Names): Section[] {
  const why = explanations(events, names)
  const rows = events.map((event) => [
    String(event.seq),
    timeOf(event.at),
    names.of(event.actor),
    labelOf(event.type),
    isRedacted(event) ? (why.get(event.seq) ?? '内容已依规删除') : particulars(event, names),
    event.hash.slice(0, SHOWN_DIGITS),
  ])
  return section('记录', [
    { as: 'table', head: ['序号', '时间', '经办', '事项', '要点', `校验值（前 ${SHOWN_DIGITS} 位）`], rows },
  ])
}

/** What an event was; its type for one that this version does not know. */
export function labelOf(type: string): string {
  return Object.hasOwn(EVENT_WORDS, type) ? EVENT_WORDS[type as keyof typeof EVENT_WORDS] : type
}

/** Who took the content of each event out, when and why, as far as the record says so. */
function explanations(events: readonly RecordEvent[], names: Names): Map<number, string> {
  const found = new Map<number, string>()
  const places = new Map(events.map(({ id, seq }) => [id, seq]))
  for (const event of events) {
    if (event.data === undefined) continue
    const { at, actor } = event
    if (event.type === REDACTED) {
      const { events: seqs, reason } = event.data as Redaction
      const text = `内容已依规删除（${names.of(actor)}，${names.time(at)}：${reason}）`
      for (const seq of seqs) found.set(seq, text)
    } else if (event.type === HIDDEN) {
      const { observation, reason } = event.data as { observation: string; reason: string }
      const seq = places.get(observation)
      if (seq !== undefined && !found.has(seq))
        found.set(seq, `内容已隐藏，不在本档案包内（${names.of(actor)}，${names.time(at)}：${reason}）`)
    }
  }
  return found
}

type Teller = (value: unknown, names: Names) => string | undefined

const said: Teller = (value) => (typeof value === 'string' ? value : undefined)
const named: Teller = (value, names) => (typeof value === 'string' ? names.of(value) : undefined)
const several: Teller = (value, names) =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') && value.length > 0
    ? names.all(value as string[])
    : undefined
const moment: Teller = (value, names) => (typeof value === 'number' ? names.time(value) : undefined)
const counted: Teller = (value) => (typeof value === 'number' ? String(value) : undefined)
const coded =
  (list: string): Teller =>
  (value) =>
    typeof value === 'string' ? word(list, value) : undefined

/** Particulars that a line of the record shows; what is long stands in its own section. */
const PARTICULARS: readonly (readonly [field: string, label: string, tell: Teller])[] = [
  ['number', '编号', said],
  ['title', '题目', said],
  ['question', '问题', said],
  ['accounts', '人员', several],
  ['account', '人员', named],
  ['supervisors', '监督人', several],
  ['lead', '主办', named],
  ['assisting', '会办', several],
  ['unit', '单位', named],
  ['owner', '负责', named],
  ['verdict', '结论', coded('verdict')],
  ['percent', '完成（%）', counted],
  ['score', '评分', counted],
  ['response', '回应', counted],
  ['effect', '成效', counted],
  ['startsAt', '时间', moment],
  ['due', '期限', moment],
  ['until', '至', moment],
  ['expiresAt', '答复期限', moment],
  ['reviewOn', '回看', moment],
  ['name', '名称', said],
  ['place', '地点', said],
  ['opinion', '意见', said],
  ['reason', '原因', coded('decline')],
]

function particulars({ type, data }: RecordEvent, names: Names): string {
  if (type === REDACTED) {
    const { events, reason } = data as Redaction
    return `第 ${events.join('、')} 条；原因：${reason}`
  }
  const fields = (data ?? {}) as Record<string, unknown>
  return PARTICULARS.flatMap(([field, label, tell]) => {
    const told = Object.hasOwn(fields, field) ? tell(fields[field], names) : undefined
    return told === undefined || told === '' ? [] : [`${label}：${told}`]
  }).join('；')
}
