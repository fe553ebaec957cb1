import type { ConsultationState } from '../../consultation/state.ts'
import type { RecordEvent } from '../../record/event.ts'
import { entry } from './entry.ts'
import type { Names } from './names.ts'
import { pollBlocks } from './polls.ts'
import { facts, section, type Block, type Section } from './sheet.ts'
import { word } from './words.ts'

/** What was deliberated, who was there, how it was voted, and what came of it. */
export function consultationSections(
  state: ConsultationState,
  events: readonly RecordEvent[],
  names: Names,
): Section[] {
  return [
    ...section('议题与安排', about(state, names)),
    ...section('出席', attendance(state, names)),
    ...section('发言', speeches(state, names)),
    ...section('表决', pollBlocks(state, events, names)),
    ...section('征询', statements(state, names)),
    ...section('协商成果', outcome(state, names)),
    ...section('会议纪要', minutes(state, names)),
    ...section('会场秩序与申诉', appeals(state, names)),
  ]
}

function about(state: ConsultationState, names: Names): Block[] {
  const { openedAt, concludedAt, postponed, cancelled } = state
  return [
    ...facts(
      ['议题', state.question],
      ['计划时间', names.time(state.startsAt)],
      ['实际开会', openedAt === undefined ? undefined : names.time(openedAt)],
      ['散会', concludedAt === undefined ? undefined : names.time(concludedAt)],
      ['阅看范围', word('visibility', state.visibility)],
      ['关联事项', state.linked.length > 0 ? state.linked.map(({ title }) => `《${title}》`).join('、') : undefined],
      ['改期', postponed && `${names.of(postponed.by)}，原定 ${names.time(postponed.from)}：${postponed.reason}`],
      ['取消', cancelled && `${names.of(cancelled.by)}，${names.time(cancelled.at)}：${cancelled.reason}`],
    ),
    ...(state.background === undefined ? [] : [{ as: 'text', text: state.background } as const]),
    { as: 'heading', text: '议程' },
    {
      as: 'table',
      head: ['序号', '类型', '内容', '计划', '实际'],
      rows: state.agenda.map((item, index) => [
        String(index + 1),
        word('agenda', item.kind),
        item.title,
        `${item.minutes + item.extra} 分钟`,
        item.startedAt === undefined
          ? '未进行'
          : `${names.time(item.startedAt)} — ${item.finishedAt === undefined ? '' : names.time(item.finishedAt).slice(11)}`,
      ]),
    },
    ...state.announcements.map(({ by, at, text }) => entry(`会场通知 · ${names.of(by)}`, at, text, names)),
  ]
}

function attendance({ attendance: came, invitations }: ConsultationState, names: Names): Block[] {
  const ids = [...new Set([...Object.keys(invitations), ...Object.keys(came)])]
  const rows = ids.map((id) => {
    const asked = invitations[id]
    const here = came[id]
    const leave = asked?.leave
    return [
      names.of(id),
      asked?.answer === 'coming' ? '到会' : asked?.answer === 'excused' ? `请假：${asked.reason ?? ''}` : '',
      leave ? `${leave.granted ? '准假' : '未准假'}（${names.of(leave.by)}）${leave.reason ?? ''}` : '',
      here ? names.time(here.at) : '',
      here?.leftAt === undefined ? '' : names.time(here.leftAt),
    ]
  })
  return rows.length > 0 ? [{ as: 'table', head: ['人员', '答复', '批假', '签到', '离会'], rows }] : []
}

function speeches({ floor, questions }: ConsultationState, names: Names): Block[] {
  const rows = floor.speeches.map((speech) => [names.of(speech.account), names.time(speech.at)])
  const settled = questions.filter((question) => question.settled)
  return [
    ...(rows.length > 0 ? [{ as: 'table', head: ['发言人', '开始时间'], rows } as const] : []),
    ...facts(['提问', questions.length > 0 ? `${questions.length} 个，已答 ${settled.length} 个` : undefined]),
  ]
}

function statements({ statements: all, rounds }: ConsultationState, names: Names): Block[] {
  return [
    ...all.map(({ by, at, text, status, round, result, decided, responses }): Block => ({
      ...entry(`第 ${round + 1} 轮 · ${names.of(by)}`, at, text, names),
      notes: [
        `${word('statement', status)}${decided?.reason === undefined ? '' : `：${decided.reason}`}`,
        ...(result ? [`同意 ${result.agree}，不同意 ${result.disagree}，略过 ${result.pass}`] : []),
        ...responses.map((one) => `${names.of(one.by)}回应：${one.text}`),
      ],
    })),
    ...facts(
      ...rounds.map(
        ({ participants, withheld, at }, index) =>
          [
            `第 ${index + 1} 轮结束`,
            `${names.time(at)}，${participants} 人表态${withheld ? '；人数过少，不公布结果' : ''}`,
          ] as const,
      ),
    ),
  ]
}

function outcome({ draft, published, reviews, links }: ConsultationState, names: Names): Block[] {
  const said = published ?? draft
  if (!said) return []
  const list = (title: string, items: readonly string[]): Block[] =>
    items.length > 0
      ? [
          { as: 'heading', text: title },
          { as: 'list', items },
        ]
      : []
  return [
    ...facts(
      ['状态', published ? `${names.of(published.by)}于 ${names.time(published.at)} 公布` : '草稿，未公布'],
      ['负责', published && names.of(published.owner)],
      ['回看', published && names.day(published.reviewOn)],
    ),
    ...(published?.outcome === undefined ? [] : [{ as: 'text', text: published.outcome } as const]),
    ...list('共识', said.consensus),
    ...list('分歧', said.differences),
    ...list(
      '后续事项',
      said.followUps.map(({ text, owner, due }) => `${text}（${names.of(owner)}，${names.day(due)} 前）`),
    ),
    ...links.map(({ by, at, followUp, title }) =>
      entry(`后续事项 ${followUp + 1} 已转为 · ${names.of(by)}`, at, `《${title}》`, names),
    ),
    ...reviews.map(({ by, at, text }) => entry(`回看 · ${names.of(by)}`, at, text, names)),
  ]
}

function minutes({ minutes: said }: ConsultationState, names: Names): Block[] {
  if (!said) return []
  return [
    ...facts(
      ['拟定', `${names.of(said.by)}，${names.time(said.at)}`],
      ['确认', said.confirmed.length > 0 ? `${said.confirmed.length} 人：${names.all(said.confirmed)}` : '尚无人确认'],
      ['定稿', said.settled && `${names.of(said.settled.by)}，${names.time(said.settled.at)}`],
      ['说明', said.text === said.generated ? '与记录自动生成的文本一致' : '在记录自动生成的文本上作过修改'],
    ),
    ...said.text.split(/\n{2,}/).map((part): Block => ({ as: 'entry', head: '', text: part })),
    ...said.objections.map(({ by, at, text }) => entry(`对纪要的意见 · ${names.of(by)}`, at, text, names)),
  ]
}

function appeals({ appeals: all }: ConsultationState, names: Names): Block[] {
  return all.map(({ by, at, text, answer }): Block => ({
    ...entry(`申诉 · ${names.of(by)}`, at, text, names),
    notes: answer
      ? [`${names.of(answer.by)}${answer.upheld ? '支持' : '驳回'}，${names.time(answer.at)}：${answer.text}`]
      : [],
  }))
}
