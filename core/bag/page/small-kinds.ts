import type { AnswerState } from '../../answer/state.ts'
import type { CommitteeState } from '../../committee/state.ts'
import type { ServiceState } from '../../service/state.ts'
import type { SuggestionState } from '../../suggestion/state.ts'
import { entry } from './entry.ts'
import type { Names } from './names.ts'
import { facts, section, type Block, type Section } from './sheet.ts'
import { word } from './words.ts'

const stars = (score: number) => `${score} 分`

/** What a micro-suggestion says, and how it was answered. */
export function suggestionSections(state: SuggestionState, names: Names): Section[] {
  const { forwarding, answer, rating, declined, takenUp } = state
  return [
    ...section('建议内容', [
      ...facts(
        ['类别', state.category === undefined ? undefined : word('category', state.category)],
        ['区划', names.of(state.region)],
      ),
      { as: 'text', text: state.text },
    ]),
    ...section('办理与答复', [
      ...facts(
        ['转办单位', forwarding && names.of(forwarding.unit)],
        ['办理期限', forwarding && names.time(forwarding.due)],
        ['转办', forwarding && `${names.of(forwarding.by)}，${names.time(forwarding.at)}`],
        ['不予采用', declined && `${word('decline', declined.reason)}，${word('channel', declined.channel)}`],
        ['说明', declined?.text],
        [
          '写成微提案',
          takenUp && `${takenUp.title ?? takenUp.proposal}（${names.of(takenUp.by)}，${names.time(takenUp.at)}）`,
        ],
      ),
      ...(answer
        ? [entry(`答复 · ${names.of(answer.unit)}（${names.of(answer.by)}）`, answer.at, answer.text, names)]
        : []),
      ...facts(['评价', rating && [stars(rating.score), rating.text ?? ''].filter((part) => part !== '').join('：')]),
    ]),
  ]
}

/** What was asked for, who helped, and what of it was published. */
export function serviceSections(state: ServiceState, names: Names): Section[] {
  const { helper, answer, rating, ended } = state
  return [
    ...section('求助内容', [
      ...facts(
        ['类别', state.category === undefined ? undefined : word('category', state.category)],
        ['区划', names.of(state.region)],
        ['界别', state.sectors.length > 0 ? names.all(state.sectors) : undefined],
      ),
      { as: 'text', text: state.details ?? '（求助的详细内容在认领后才进入记录）' },
    ]),
    ...section('帮办经过', [
      ...facts(
        ['转请单位', state.sent && `${names.of(state.sent.unit)}，${names.time(state.sent.at)}`],
        [
          '帮办人',
          helper &&
            `${names.of(helper.account)}${helper.unit === undefined ? '' : `（${names.of(helper.unit)}）`}，${names.time(helper.at)}认领`,
        ],
      ),
      ...state.refusals.map(({ by, at, unit, reason }) =>
        entry(`未能认领 · ${names.of(unit ?? by)}`, at, reason, names),
      ),
      ...state.handedBack.map(({ by, at, reason }) => entry(`交回 · ${names.of(by)}`, at, reason, names)),
      ...state.appointments.map((one): Block => ({
        ...entry(
          `约定面谈 · ${names.of(one.by)}`,
          one.at,
          [`${names.time(one.startsAt)}，${one.minutes} 分钟，地点：${one.place}`, one.note ?? ''].join('\n').trim(),
          names,
        ),
        notes: [
          ...(one.accepted ? [`${names.of(one.accepted.by)}同意，${names.time(one.accepted.at)}`] : []),
          ...(one.cancelled
            ? [
                `${one.cancelled.moved ? '改期' : '取消'}：${names.of(one.cancelled.by)}，${names.time(one.cancelled.at)}，${one.cancelled.reason ?? ''}`,
              ]
            : []),
        ],
      })),
    ]),
    ...section('答复与结果', [
      ...(answer ? [entry(`答复 · ${names.of(answer.by)}`, answer.at, answer.text, names)] : []),
      ...state.reopenings.map(({ by, at, reason }) => entry(`没有解决 · ${names.of(by)}`, at, reason, names)),
      ...facts(
        ['评价', rating && [stars(rating.score), rating.text ?? ''].filter((part) => part !== '').join('：')],
        [
          '结束',
          ended &&
            `${ended.withdrawn ? '撤回' : '办结'}，${names.of(ended.by)}，${names.time(ended.at)}，${ended.reason ?? ''}`,
        ],
      ),
    ]),
    ...section(
      '公开解答',
      state.publications.flatMap((draft): Block[] => [
        { as: 'heading', text: draft.title },
        ...facts(
          ['拟写', `${names.of(draft.by)}，${names.time(draft.at)}`],
          ['问题', draft.question],
          ['解答', draft.answer],
          ['求助人同意', draft.consented && names.time(draft.consented.at)],
          ['求助人不同意', draft.declined && `${names.time(draft.declined.at)} ${draft.declined.reason ?? ''}`.trim()],
          ['公开', draft.published && names.time(draft.published.at)],
        ),
      ]),
    ),
  ]
}

/** What everyone may read of a request. */
export function answerSections(state: AnswerState, names: Names): Section[] {
  return section('问题与解答', [
    ...facts(
      ['类别', state.category === undefined ? undefined : word('category', state.category)],
      ['区划', state.region === undefined ? undefined : names.of(state.region)],
      ['解答人', word('helper', state.helper)],
    ),
    { as: 'heading', text: '问题' },
    { as: 'text', text: state.question },
    { as: 'heading', text: '解答' },
    { as: 'text', text: state.answer },
    ...facts(['撤下', state.withdrawn && `${names.time(state.withdrawn.at)} ${state.withdrawn.reason ?? ''}`.trim()]),
  ])
}

/** How many seats and places the administrative record has; what happened to each is in its time line. */
export function committeeSections(state: CommitteeState): Section[] {
  return section(
    '现有规模',
    facts(
      ['账号', String(Object.keys(state.seats).length)],
      ['单位', String(Object.keys(state.units).length)],
      ['区划', String(Object.keys(state.regions).length)],
      ['界别', String(Object.keys(state.sectors).length)],
    ),
  )
}
