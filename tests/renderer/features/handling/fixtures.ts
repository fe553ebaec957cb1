import type { AnswerItem } from '../../../../core/proposal/commands.ts'
import type { Names } from '../../../../src/features/matter/sentence.ts'
import { proposal, submitCommand, type Play } from '../../../support/matter.ts'
import { cast, proposalAt, sample } from '../../../support/stages.ts'
import { uuid } from '../../../support/record.ts'

export const DAY = 24 * 60 * 60_000
export const MERGED = uuid(9)
export const UNITS = [
  { id: 'unit-1', name: '市城市管理局', region: 'street' },
  { id: 'unit-2', name: '市住房和城乡建设局', region: 'street' },
  { id: 'unit-3', name: '市教育局', region: 'street' },
]
const unitName = (id: string) => UNITS.find((unit) => unit.id === id)?.name ?? id
export const NAMES: Names = {
  person: (id) => id,
  people: (ids) => ids.join('、'),
  unit: unitName,
  units: (ids) => ids.map(unitName).join('、'),
  sector: (id) => id,
  place: (id) => id ?? '',
  category: (id) => id ?? '',
}

/** A proposal that another one with one suggestion was merged into, brought to a stage. */
export function leadAt(stage: 'filed' | 'handling'): Play {
  const play = proposalAt('filed')
  const other = play.beside(MERGED)
  other.do(cast.signer, {
    ...submitCommand,
    data: { ...submitCommand.data, title: '加装电梯补助', suggestions: ['补助提高到三十万元'] },
  })
  other.do(cast.moderator, { type: 'proposal.merge', data: { into: play.matter } })
  if (stage === 'filed') return play
  play.do(cast.moderator, sample('proposal.assign', play.at, ''))
  return play.do(cast.lead, sample('proposal.accept-assignment', play.at, ''))
}

export const items = (at: number): AnswerItem[] => [
  { suggestion: 2, text: '补助标准留作参考。', class: 'C' },
  { suggestion: 0, text: '已列入计划。\n明年动工。', class: 'B', promise: { owner: 'unit-2', due: at + 200 * DAY } },
  { suggestion: 1, text: '已采纳。', class: 'A' },
]

/** The lead with every suggestion answered and released. */
export function answeredLead(): Play {
  const play = leadAt('handling')
  play.do(cast.lead, { type: 'proposal.answer', data: { items: items(play.at), text: '您的提案收悉。\n现答复如下：' } })
  return play.do(cast.moderator, { type: 'proposal.release-answer', data: {} })
}

export type { Play }
export { cast, proposal, proposalAt, sample }
