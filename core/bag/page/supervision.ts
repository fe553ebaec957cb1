import type { Commitment, SupervisionState } from '../../supervision/state.ts'
import { entry } from './entry.ts'
import type { Names } from './names.ts'
import { facts, section, type Block, type Section } from './sheet.ts'
import { word } from './words.ts'

/** What a thread looks after, and what was found. */
export function supervisionSections(state: SupervisionState, names: Names): Section[] {
  return [
    ...section('监督事项', about(state, names)),
    ...section(
      '承诺',
      state.commitments.flatMap((one, index) => commitment(one, index, names)),
    ),
    ...section('提请与随手拍', outside(state, names)),
    ...section('回头看与评价', after(state, names)),
    ...section('办结与重新督办', ending(state, names)),
  ]
}

function about(state: SupervisionState, names: Names): Block[] {
  return [
    ...facts(
      ['责任单位', names.of(state.unit)],
      ['监督人', names.all(state.supervisors)],
      ['公开', state.open ? '委员、代表均可阅看' : '仅有关人员可阅看'],
      ['来源事项', state.origin],
      ['来源承诺', state.item === undefined ? undefined : `第 ${state.item + 1} 项`],
      ['线索提供人', state.informants.length > 0 ? names.all(state.informants) : undefined],
    ),
    { as: 'text', text: state.subject },
    ...(state.accepted
      ? [entry(`责任单位回应 · ${names.of(state.accepted.by)}`, state.accepted.at, state.accepted.text ?? '', names)]
      : []),
  ]
}

function commitment(one: Commitment, index: number, names: Names): Block[] {
  const percent = one.percent === undefined ? '' : `，完成 ${one.percent}%`
  const events: { at: number; block: Block }[] = [
    ...one.earlier.map(({ by, at, text, unit, due, reason }) => ({
      at,
      block: entry(
        `变更前 · ${names.of(by)}`,
        at,
        `${text}（${names.of(unit)}，${names.day(due)} 前）\n变更原因：${reason}`,
        names,
      ),
    })),
    ...one.reports.map(({ by, at, unit, text, percent: done }) => ({
      at,
      block: entry(
        `进展 · ${names.of(unit)}（${names.of(by)}）${done === undefined ? '' : `，完成 ${done}%`}`,
        at,
        text,
        names,
      ),
    })),
    ...one.claims.map(({ by, at, unit, text }) => ({
      at,
      block: entry(`申报办结 · ${names.of(unit)}（${names.of(by)}）`, at, text, names),
    })),
    ...one.verdicts.map(({ by, at, verdict, text }) => ({
      at,
      block: entry(`核查结论：${word('verdict', verdict)} · ${names.of(by)}`, at, text, names),
    })),
    ...one.reminders.map(({ by, at, text }) => ({ at, block: entry(`催办 · ${names.of(by)}`, at, text, names) })),
    ...one.extensions.map(({ by, at, due, reason, decided, lapsed }) => ({
      at,
      block: {
        ...entry(`申请延期到 ${names.day(due)} · ${names.of(by)}`, at, reason, names),
        notes: [
          ...(decided
            ? [
                `${names.of(decided.by)}${decided.granted ? '同意' : '不同意'}，${names.time(decided.at)}${decided.text === undefined ? '' : `：${decided.text}`}`,
              ]
            : []),
          ...(lapsed ? ['已失效'] : []),
        ],
      },
    })),
  ]
  return [
    { as: 'heading', text: `承诺 ${index + 1}：${one.text}` },
    ...facts(
      ['责任单位', names.of(one.unit)],
      ['完成期限', names.time(one.due)],
      ['状态', `${word('commitment', one.status)}${percent}`],
      ['不再督办', one.dropped && `${names.of(one.dropped.by)}，${names.time(one.dropped.at)}：${one.dropped.reason}`],
    ),
    ...events.sort((a, b) => a.at - b.at).map(({ block }) => block),
  ]
}

function outside({ escalations, observations }: SupervisionState, names: Names): Block[] {
  return [
    ...escalations.map(({ by, at, to, reason }) =>
      entry(`提请${word('level', to)}督办 · ${names.of(by)}`, at, reason, names),
    ),
    ...observations.map(({ by, at, text, hidden, redacted, attachments = [] }): Block => {
      const head = `随手拍 · ${names.of(by)}`
      const gone = (said: string, word: string, { by: who, at: when, reason }: NonNullable<typeof hidden>): Block => ({
        ...entry(head, at, said, names),
        quiet: true,
        notes: [`${names.of(who)}${word}，${names.time(when)}：${reason}`],
      })
      if (redacted) return gone('（内容已依规删除）', '依规删除', redacted)
      if (hidden) return gone('（已隐藏）', '隐藏', hidden)
      return { ...entry(head, at, text, names), notes: attachments.map(({ name }) => `附件：${name}`) }
    }),
  ]
}

function after({ commitments, lookBacks, ratings }: SupervisionState, names: Names): Block[] {
  const number = (id: string) => commitments.findIndex((one) => one.id === id) + 1
  return [
    ...lookBacks.map(({ by, at, commitment: id, verdict, evidence, after: days }) =>
      entry(
        `回头看承诺 ${number(id)}${days === undefined ? '' : `（${days} 天）`}：${word('verdict', verdict)} · ${names.of(by)}`,
        at,
        evidence,
        names,
      ),
    ),
    ...(ratings.length > 0
      ? [
          {
            as: 'table',
            head: ['评价人', '时间', '回应（1–5 分）', '成效（1–5 分）', '意见'],
            rows: ratings.map(({ account, at, response, effect, text }) => [
              names.of(account),
              names.time(at),
              String(response),
              String(effect),
              text ?? '',
            ]),
          } as const,
        ]
      : []),
  ]
}

function ending({ commitments, closings, reopenings }: SupervisionState, names: Names): Block[] {
  const number = (id: string) => commitments.findIndex((one) => one.id === id) + 1
  const numbers = (ids: readonly string[]) => (ids.length > 0 ? ids.map(number).join('、') : '无')
  return [
    ...closings.map(({ by, at, summary, kept, unkept }) => ({
      ...entry(`办结 · ${names.of(by)}`, at, summary, names),
      notes: [`已兑现的承诺：${numbers(kept)}`, `未兑现的承诺：${numbers(unkept)}`],
    })),
    ...reopenings.map(({ by, at, reason }) => entry(`重新督办 · ${names.of(by)}`, at, reason, names)),
  ]
}
