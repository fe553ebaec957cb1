import type { Command } from '../../core/kinds.ts'
import type { Account } from '../../core/people/roles.ts'
import { committeeSamples } from './committee-samples.ts'
import { consultationSamples } from './consultation-samples.ts'
import { Play, submitCommand } from './matter.ts'
import { directoryOf, person } from './people.ts'
import { uuid } from './record.ts'
import { serviceSamples } from './service-samples.ts'
import { supervisionSamples } from './supervision-samples.ts'

/** The people of the stages: who wrote, signed, screens, and the units that have it in hand. */
export const cast = {
  author: person(1, 'representative'),
  moderator: person(2, 'moderator'),
  signer: person(3, 'member'),
  invited: person(5, 'member'),
  lead: { ...person(6, 'unit'), unit: 'unit-1' },
  assisting: { ...person(7, 'unit'), unit: 'unit-2' },
  other: { ...person(8, 'unit'), unit: 'unit-3' },
  admin: person(9, 'administrator'),
}
export const LEAD_MATTER = uuid(8)
const DAY = 24 * 60 * 60_000

/** Data for a command that its stage accepts; dates are reckoned from `at`. */
export function sample(type: Command['type'], at: number, other: string): Command {
  const mine = { message: 'mine' }
  const theirs = { message: 'theirs' }
  const samples: { [T in Command['type']]: Extract<Command, { type: T }>['data'] } = {
    ...committeeSamples(at),
    'proposal.submit': submitCommand.data,
    'proposal.revise': { ...submitText(), title: '新题目' },
    'proposal.withdraw': {},
    'proposal.support': {},
    'proposal.unsupport': {},
    'proposal.invite-cosigner': { accounts: [other] },
    'proposal.cosign': {},
    'proposal.decline-cosign': {},
    'proposal.leave-cosign': {},
    'proposal.return': { reason: '请写明地点' },
    'proposal.decline': { reason: 'empty', text: '没有具体建议', channel: 'social-opinion' },
    'proposal.file': { category: 'city' },
    'proposal.merge': { into: LEAD_MATTER },
    'proposal.unmerge': {},
    'proposal.assign': { lead: 'unit-1', assisting: ['unit-2'], due: at + 90 * DAY },
    'proposal.accept-assignment': {},
    'proposal.refuse-assignment': { reason: '不属我单位职责' },
    'proposal.assist': { text: '规划上可行' },
    'proposal.answer': {
      items: [
        { suggestion: 0, text: '已列入计划', class: 'B', promise: { owner: 'unit-1', due: at + 200 * DAY } },
        { suggestion: 1, text: '已采纳', class: 'A' },
      ],
      text: '感谢您对老旧小区的关心。',
    },
    'proposal.release-answer': {},
    'proposal.return-answer': { reason: '请逐条说明' },
    'proposal.evaluate': {
      contact: 'visited',
      method: 'visit',
      attitude: 'satisfied',
      pertinence: 'yes',
      result: 'agree',
    },
    'proposal.rehandle': { reason: '提案人不同意' },
    'proposal.close': {},
    'proposal.look-back': { suggestion: 0, verdict: 'partly', evidence: '已完成三台' },
    'suggestion.submit': { text: '3 号楼前路灯不亮', region: 'street' },
    'suggestion.forward': { unit: 'unit-1' },
    'suggestion.decline': { reason: 'personal', text: '个人事项', channel: 'petition' },
    'suggestion.answer': { text: '已修好' },
    'suggestion.rate': { score: 5 },
    'suggestion.take-up': { proposal: LEAD_MATTER },
    ...consultationSamples(at),
    ...supervisionSamples(at),
    ...serviceSamples(at),
    'message.post': { text: '支持' },
    'message.edit': { ...mine, text: '很支持' },
    'message.retract': mine,
    'message.hide': { ...theirs, reason: '离题' },
    'message.unhide': theirs,
    'message.pin': theirs,
    'message.unpin': theirs,
    'message.endorse': theirs,
    'message.unendorse': theirs,
    'participant.mute': { account: cast.author.id, reason: '刷屏' },
    'participant.unmute': { account: cast.author.id },
    'matter.lock': { reason: '会议中' },
    'matter.unlock': {},
    'matter.slow': { seconds: 30, reason: '人多' },
    'matter.redact': { events: [9], reason: '含个人电话' },
  }
  return { type, data: samples[type] } as Command
}

const submitText = () => {
  const { form: _form, open: _open, ...text } = submitCommand.data
  return text
}

/** The way to each stage of a proposal: who does what, one after the other. */
const STEPS: Record<string, [keyof typeof cast, Command['type']][]> = {
  submitted: [],
  returned: [['moderator', 'proposal.return']],
  declined: [['moderator', 'proposal.decline']],
  withdrawn: [['author', 'proposal.withdraw']],
  filed: [['moderator', 'proposal.file']],
  merged: [['moderator', 'proposal.merge']],
  assigned: [
    ['moderator', 'proposal.file'],
    ['moderator', 'proposal.assign'],
  ],
}
STEPS.handling = [...STEPS.assigned!, ['lead', 'proposal.accept-assignment']]
STEPS.held = [...STEPS.handling, ['lead', 'proposal.answer']]
STEPS.answered = [...STEPS.held, ['moderator', 'proposal.release-answer']]
STEPS.closed = [
  ...STEPS.answered,
  ['author', 'proposal.evaluate'],
  ['signer', 'proposal.evaluate'],
  ['moderator', 'proposal.close'],
]
export const PROPOSAL_STAGES = Object.keys(STEPS)

/** A proposal brought to a stage by the commands people would use, with one signed and one invited co-signer. */
export function proposalAt(stage: string, extra: Account[] = []): Play {
  const play = new Play(directoryOf([...Object.values(cast), ...extra]))
  play.beside(LEAD_MATTER).do(cast.signer, submitCommand)
  play.do(cast.author, submitCommand)
  const invite = { accounts: [cast.signer.id, cast.invited.id], expiresAt: play.at + 100 * DAY }
  play.do(cast.author, { type: 'proposal.invite-cosigner', data: invite })
  play.do(cast.signer, { type: 'proposal.cosign', data: { opinion: '同意' } })
  for (const [who, type] of STEPS[stage]!) play.do(cast[who], sample(type, play.at, cast.other.id))
  return play
}

const SUGGESTION_STEPS: Record<string, [keyof typeof cast, Command['type']][]> = {
  submitted: [],
  forwarded: [['moderator', 'suggestion.forward']],
  declined: [['moderator', 'suggestion.decline']],
}
SUGGESTION_STEPS.answered = [...SUGGESTION_STEPS.forwarded!, ['lead', 'suggestion.answer']]
SUGGESTION_STEPS.closed = [...SUGGESTION_STEPS.answered, ['author', 'suggestion.rate']]
SUGGESTION_STEPS['taken-up'] = [['signer', 'suggestion.take-up']]
export const SUGGESTION_STAGES = Object.keys(SUGGESTION_STEPS)

/** A suggestion brought to a stage; `member` has a proposal at hand that grew from it. */
export function suggestionAt(stage: string, extra: Account[] = [], member: Account = cast.signer): Play {
  const play = new Play(directoryOf([...Object.values(cast), member, ...extra]))
  play.do(cast.author, sample('suggestion.submit', play.at, ''))
  const roles = { ...member, roles: [...new Set([...member.roles, 'member' as const])] }
  play.beside(LEAD_MATTER).do(roles, { ...submitCommand, data: { ...submitCommand.data, origin: play.matter } })
  for (const [who, type] of SUGGESTION_STEPS[stage]!) play.do(cast[who], sample(type, play.at, ''))
  return play
}
