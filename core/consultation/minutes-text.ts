import type { Directory } from '../people/roles.ts'
import { STANCES } from '../voting/methods.ts'
import { duration } from './floor.ts'
import type { ConsultationState, Poll } from './state.ts'

const CHINA_OFFSET_MS = 8 * 60 * 60_000
const KINDS = {
  briefing: '通报',
  questions: '提问',
  answers: '解答',
  speeches: '发言',
  poll: '表决',
  statements: '征询',
} as const
const STANCE_WORDS = { agree: '同意', abstain: '弃权', disagree: '不同意', block: '阻止' } as const

/**
 * The minutes 会议纪要 as the record gives them, in Chinese, the language they are kept in: question, attendance, agenda,
 * speeches with their times, polls and statements with their results, outcome. Pure: the same record and the same names
 * give the same text.
 */
export function minutesText(state: ConsultationState, { account, unit }: Directory): string {
  const name = (id: string) => account(id)?.name ?? unit(id)?.name ?? id
  return [
    heading(state),
    section('一、出席', attendance(state, name)),
    section('二、议程', agenda(state)),
    section('三、发言', speeches(state, name)),
    section('四、表决', state.polls.flatMap(pollLines)),
    section('五、征询', statements(state)),
    section('六、协商结果', outcome(state, name)),
  ].join('\n\n')
}

type Name = (id: string) => string

function heading({ title, question, openedAt, concludedAt }: ConsultationState): string {
  const time = [openedAt, concludedAt].map((at) => (at === undefined ? '—' : clock(at))).join(' 至 ')
  return [`《${title}》微协商纪要`, `议题：${question}`, `时间：${time}`].join('\n')
}

function section(head: string, lines: string[]): string {
  return [head, ...(lines.length > 0 ? lines : ['（无）'])].join('\n')
}

function attendance({ attendance: came, invitations }: ConsultationState, name: Name): string[] {
  const here = Object.keys(came)
  const excused = Object.keys(invitations).filter((id) => invitations[id]?.answer === 'excused' && !came[id])
  const absent = Object.keys(invitations).filter((id) => !came[id] && !excused.includes(id))
  const line = (word: string, ids: string[]) =>
    ids.length > 0 ? [`${word}（${ids.length} 人）：${ids.map(name).join('、')}`] : []
  return [...line('签到', here), ...line('请假', excused), ...line('缺席', absent)]
}

function agenda({ agenda: items }: ConsultationState): string[] {
  return items.map((item, index) => {
    const time =
      item.startedAt === undefined ? '未进行' : `${clock(item.startedAt)} 起，${spent(item.startedAt, item.finishedAt)}`
    return `${index + 1}. ${KINDS[item.kind]}：${item.title}（${time}）`
  })
}

function speeches({ floor, concludedAt }: ConsultationState, name: Name): string[] {
  return floor.speeches.map((speech) => {
    const seconds = Math.round(duration(speech, concludedAt ?? speech.at) / 1000)
    return `${clock(speech.at)} ${name(speech.account)}，${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`
  })
}

function pollLines(
  { question, named, options, method, status, tally, eligible, withheld, closed, quorum }: Poll,
  index: number,
): string[] {
  const head = `${index + 1}. ${question}（${named ? '记名' : '不记名'}）`
  if (status === 'cancelled') return [`${head}：已取消，${closed?.reason ?? ''}`]
  if (!tally) return [`${head}：尚未结束`]
  const enough = quorum ? [tally.quorate ? '达到法定人数' : '未达法定人数'] : []
  const base = [`应投 ${eligible} 人`, `实投 ${tally.cast} 人`, ...enough].join('，')
  if (withheld) return [`${head}：${base}；票数过少，不公布结果`]
  const labels = method === 'stance' ? STANCES.map((stance) => STANCE_WORDS[stance]) : options
  const counts = labels.map((label, i) => `${label} ${tally.counts[i] ?? 0}`).join('，')
  const winner = tally.winner === undefined ? [] : [`首位：${labels[tally.winner] ?? ''}`]
  const passed = tally.passed === undefined ? [] : [tally.passed ? '通过' : '未通过']
  return [`${head}：${[base, counts, ...winner, ...passed].join('；')}`]
}

function statements({ statements: all }: ConsultationState): string[] {
  return all
    .filter(({ status }) => status === 'approved')
    .map(({ text, result }) => {
      const said = result ? `同意 ${result.agree}，不同意 ${result.disagree}，略过 ${result.pass}` : '不公布结果'
      return `“${text}”：${said}`
    })
}

function outcome({ draft, published }: ConsultationState, name: Name): string[] {
  const said = published ?? draft
  if (!said) return []
  return [
    ...(published?.outcome === undefined ? [] : [published.outcome]),
    ...said.consensus.map((text) => `共识：${text}`),
    ...said.differences.map((text) => `分歧：${text}`),
    ...said.followUps.map(({ text, owner, due }) => `后续：${text}（${name(owner)}，${clock(due).slice(0, 10)} 前）`),
  ]
}

/** Date and time in China, to the minute. */
function clock(at: number): string {
  return new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')
}

function spent(from: number, to: number | undefined): string {
  return to === undefined ? '未结束' : `共 ${Math.max(1, Math.round((to - from) / 60_000))} 分钟`
}
