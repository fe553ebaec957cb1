import type { ConsultationState, Poll } from '../../consultation/state.ts'
import type { RecordEvent } from '../../record/event.ts'
import type { Ballot } from '../../voting/ballot.ts'
import { STANCES, type Choice, type Method } from '../../voting/methods.ts'
import type { Closing } from '../../voting/tally.ts'
import type { Names } from './names.ts'
import { facts, type Block } from './sheet.ts'
import { word } from './words.ts'

/** Every poll with its definition, its result and, where they are in the record, its ballots. */
export function pollBlocks({ polls }: ConsultationState, events: readonly RecordEvent[], names: Names): Block[] {
  return polls.flatMap((poll, index): Block[] => [
    { as: 'heading', text: `${index + 1}. ${poll.question}` },
    ...definition(poll, names),
    ...result(poll),
    ...ballots(poll, events, names),
  ])
}

const percent = (share: number) => `${Math.round(share * 1000) / 10}%`

function definition(poll: Poll, names: Names): Block[] {
  const base = { roll: '应投人数', present: '开始时在场人数', cast: '实投票数' }
  const { quorum, threshold, closed } = poll
  return facts(
    ['方式', `${word('poll', poll.method)}，${poll.named ? '记名' : '不记名'}`],
    ['选项', poll.options.length > 0 ? poll.options.map((text, i) => `${i + 1}. ${text}`).join('\n') : undefined],
    ['每人点数', poll.points === undefined ? undefined : String(poll.points)],
    ['法定人数', quorum && `${base[quorum.of]}的 ${percent(quorum.share)}`],
    [
      '通过条件',
      threshold && `${threshold.above ? '超过' : '达到'}${base[threshold.of]}的 ${percent(threshold.share)}`,
    ],
    ['开始', `${names.of(poll.opened.by)}，${names.time(poll.opened.at)}`],
    ['结束', poll.status === 'closed' && closed ? `${names.of(closed.by)}，${names.time(closed.at)}` : undefined],
    [
      '取消',
      poll.status === 'cancelled' && closed
        ? `${names.of(closed.by)}，${names.time(closed.at)}：${closed.reason ?? ''}`
        : undefined,
    ],
  )
}

function labelsOf({ method, options }: Pick<Poll, 'method' | 'options'>): string[] {
  return method === 'stance' ? STANCES.map((stance) => word('stance', stance)) : options
}

function result(poll: Poll): Block[] {
  const { tally } = poll
  if (!tally) return []
  const labels = labelsOf(poll)
  const label = (option: number) => labels[option] ?? String(option + 1)
  const base = facts(
    ['应投', `${tally.eligible} 人`],
    ['实投', `${tally.cast} 人`],
    ['法定人数', poll.quorum ? (tally.quorate ? '达到' : '未达到') : undefined],
    ['结果', tally.passed === undefined ? undefined : tally.passed ? '通过' : '未通过'],
    ['首位', tally.winner === undefined || poll.withheld ? undefined : label(tally.winner)],
    ['说明', poll.withheld ? '不记名票数过少，不公布结果' : undefined],
  )
  if (poll.withheld) return base
  const rows = tally.counts.map((count, option) => [label(option), String(count)])
  return [...base, { as: 'table', head: [poll.method === 'score' ? '选项' : '选项', '计数'], rows }]
}

function ballots(poll: Poll, events: readonly RecordEvent[], names: Names): Block[] {
  const event = poll.closedSeq === undefined ? undefined : events[poll.closedSeq - 1]
  if (poll.status !== 'closed' || event?.type !== 'poll.closed' || event.data === undefined) return []
  const { ballots: all } = event.data as Closing
  if (all.length === 0) return []
  const labels = labelsOf(poll)
  const row = (ballot: Ballot): string[] => {
    const choice = choiceText(poll.method, ballot.choice, labels)
    return 'voter' in ballot ? [names.of(ballot.voter), choice, ballot.reason ?? ''] : [ballot.leaf, choice]
  }
  const head = poll.named ? ['投票人', '选择', '理由'] : ['票据校验值', '选择']
  return [{ as: 'table', head, rows: all.map(row) }]
}

function choiceText(method: Method, choice: Choice, labels: readonly string[]): string {
  const label = (option: number) => labels[option] ?? String(option + 1)
  if (method === 'stance') return word('stance', String(choice))
  if (typeof choice === 'number') return label(choice)
  if (!Array.isArray(choice)) return String(choice)
  if (method === 'approval') return choice.length > 0 ? (choice as number[]).map(label).join('、') : '（空白）'
  if (method === 'ranking')
    return (choice as number[][]).map((tier) => tier.map(label).join(' = ')).join(' > ') || '（空白）'
  return (choice as (number | null)[]).map((given, option) => `${label(option)} ${given ?? '—'}`).join('；')
}
