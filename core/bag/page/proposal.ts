import { allSuggestions, currentVersion, type AnswerRound, type ProposalState } from '../../proposal/state.ts'
import { entry } from './entry.ts'
import type { Names } from './names.ts'
import { facts, section, type Block, type Section } from './sheet.ts'
import { word } from './words.ts'

/** What a micro-proposal says and what became of it. */
export function proposalSections(state: ProposalState, names: Names): Section[] {
  return [
    ...section('提案内容', text(state, names)),
    ...section('联名与附议', joined(state, names)),
    ...section('审查与立案', screening(state, names)),
    ...section('交办与会办', handling(state, names)),
    ...section('答复与评价', answers(state, names)),
    ...section('承诺与回头看', lookBacks(state, names)),
    ...section('历次修改', versions(state, names)),
  ]
}

function text(state: ProposalState, names: Names): Block[] {
  const { situation, analysis } = currentVersion(state)
  const own = (from: { matter: string } | undefined) =>
    from ? `（并入：《${state.absorbed.find(({ matter }) => matter === from.matter)?.title ?? from.matter}》）` : ''
  return [
    ...facts(
      ['形式', word('form', state.form)],
      ['类别', names.of(word('category', state.category))],
      ['区划', names.of(state.region)],
      ['公开', state.open ? '委员、代表均可阅看' : '仅有关人员可阅看'],
      ['希望主办单位', state.wish?.lead === undefined ? undefined : names.of(state.wish.lead)],
      ['希望会办单位', state.wish?.assisting && names.all(state.wish.assisting)],
      ['来源事项', state.origin],
      ['线索提供人', state.informants.length > 0 ? names.all(state.informants) : undefined],
    ),
    { as: 'heading', text: '情况' },
    { as: 'text', text: situation },
    ...(analysis === undefined
      ? []
      : [{ as: 'heading', text: '分析' } as const, { as: 'text', text: analysis } as const]),
    { as: 'heading', text: '建议' },
    { as: 'list', items: allSuggestions(state).map(({ text: said, from }) => `${said}${own(from)}`) },
  ]
}

function joined({ cosigners, supporters }: ProposalState, names: Names): Block[] {
  const rows = cosigners.map(({ account, status, answeredAt, opinion, version }) => [
    names.of(account),
    word('cosign', status),
    answeredAt === undefined ? '' : names.time(answeredAt),
    [version === undefined ? '' : `第 ${version + 1} 稿`, opinion ?? ''].filter((part) => part !== '').join('：'),
  ])
  return [
    ...(rows.length > 0 ? [{ as: 'table', head: ['联名人', '结果', '时间', '意见'], rows } as const] : []),
    ...facts(['附议', supporters.length > 0 ? `${supporters.length} 人：${names.all(supporters)}` : undefined]),
  ]
}

function screening({ screening: last, number, withdrawal, merged, absorbed }: ProposalState, names: Names): Block[] {
  const decided = last && `${names.of(last.by)}，${names.time(last.at)}`
  const outcome = (): Block[] => {
    if (!last) return []
    if (last.outcome === 'filed')
      return facts(['结果', `立案，${word('weight', last.weight)}`], ['编号', number], ['审查人', decided])
    if (last.outcome === 'returned') return facts(['结果', '退回修改'], ['原因', last.reason], ['审查人', decided])
    return facts(
      ['结果', '不予立案'],
      ['原因', word('decline', last.reason)],
      ['说明', last.text],
      ['后续渠道', word('channel', last.channel)],
      ['审查人', decided],
    )
  }
  return [
    ...outcome(),
    ...facts(
      [
        '撤回',
        withdrawal && [names.time(withdrawal.at), withdrawal.reason ?? ''].filter((part) => part !== '').join('，'),
      ],
      ['并入', merged && `《${merged.title}》，${names.of(merged.by)}，${names.time(merged.at)}`],
      ...absorbed.map(
        ({ title, author, at }) => ['并入本件', `《${title}》，提案人${names.of(author)}，${names.time(at)}`] as const,
      ),
    ),
  ]
}

function handling({ assignment, refusals, opinions }: ProposalState, names: Names): Block[] {
  return [
    ...facts(
      ['主办单位', assignment && names.of(assignment.lead)],
      ['会办单位', assignment && names.all(assignment.assisting)],
      ['答复期限', assignment && names.time(assignment.due)],
      ['交办', assignment && `${names.of(assignment.by)}，${names.time(assignment.at)}`],
      ['接收', assignment?.acceptedAt === undefined ? undefined : names.time(assignment.acceptedAt)],
    ),
    ...refusals.map(({ unit, reason, by, at }): Block =>
      entry(`退办 · ${names.of(unit)}（${names.of(by)}）`, at, reason, names),
    ),
    ...opinions.map(({ unit, text: said, by, at }): Block =>
      entry(`会办意见 · ${names.of(unit)}（${names.of(by)}）`, at, said, names),
    ),
  ]
}

function answers({ rounds, passedOn, held }: ProposalState, names: Names): Block[] {
  return [
    ...rounds.flatMap((round, index) => answer(round, rounds.length > 1 ? `第 ${index + 1} 次答复` : '答复', names)),
    ...(passedOn
      ? [
          {
            as: 'heading',
            text: `由主件转达的答复（${names.of(passedOn.unit)}，${names.time(passedOn.at)}）`,
          } as const,
          ...items(passedOn, names),
          { as: 'text', text: passedOn.text } as const,
        ]
      : []),
    ...facts(['尚未发布的答复', held && `${names.of(held.unit)}于 ${names.time(held.at)} 送审，摘要值 ${held.digest}`]),
  ]
}

function answer(round: AnswerRound, head: string, names: Names): Block[] {
  return [
    { as: 'heading', text: `${head}：${names.of(round.unit)}，${names.time(round.releasedAt)}发布` },
    ...items(round, names),
    { as: 'text', text: round.text },
    ...facts(
      ['送审', `${names.of(round.by)}，${names.time(round.submittedAt)}`],
      ['审核发布', names.of(round.releasedBy)],
    ),
    ...evaluations(round, names),
    ...(round.rehandled
      ? [entry(`交回再次办理 · ${names.of(round.rehandled.by)}`, round.rehandled.at, round.rehandled.reason, names)]
      : []),
  ]
}

function items({ items: all }: Pick<AnswerRound, 'items'>, names: Names): Block[] {
  return all.map(({ suggestion, text: said, class: kind, promise }) => ({
    as: 'entry',
    head: `建议 ${suggestion + 1} · ${word('class', kind)}`,
    text: said,
    notes: promise ? [`承诺：${names.of(promise.owner)}，${names.day(promise.due)} 前`] : [],
  }))
}

function evaluations({ evaluations: all }: AnswerRound, names: Names): Block[] {
  const head = ['评价人', '时间', '走访', '联系方式', '办理态度', '针对性', '办理结果', '意见']
  const rows = all.map((form) => [
    names.of(form.account),
    names.time(form.at),
    word('contact', form.contact),
    word('method', form.method),
    word('attitude', form.attitude),
    word('pertinence', form.pertinence),
    word('result', form.result),
    form.text ?? '',
  ])
  return rows.length > 0
    ? [
        { as: 'heading', text: '征询意见表' },
        { as: 'table', head, rows },
      ]
    : []
}

function lookBacks({ lookBacks: all, supervised = [] }: ProposalState, names: Names): Block[] {
  return [
    ...supervised.map(({ suggestion, title, supervision, by, at }): Block =>
      entry(`建议 ${suggestion + 1} 的承诺转入微监督 · ${names.of(by)}`, at, `《${title ?? supervision}》`, names),
    ),
    ...all.map(({ suggestion, verdict, evidence, by, at, after }): Block =>
      entry(
        `回看建议 ${suggestion + 1}${after === undefined ? '' : `（${after} 天）`}：${word('verdict', verdict)} · ${names.of(by)}`,
        at,
        evidence,
        names,
      ),
    ),
  ]
}

/** Earlier versions in full: what stands is above. */
function versions({ versions: all }: ProposalState, names: Names): Block[] {
  return all
    .slice(0, -1)
    .flatMap((version, index): Block[] => [
      { as: 'heading', text: `第 ${index + 1} 稿（${names.time(version.at)}，记录第 ${version.seq} 条）` },
      ...facts(
        ['题目', version.title],
        ['类别', word('category', version.category)],
        ['区划', names.of(version.region)],
      ),
      { as: 'text', text: version.situation },
      ...(version.analysis === undefined ? [] : [{ as: 'text', text: version.analysis } as const]),
      { as: 'list', items: version.suggestions },
    ])
}
