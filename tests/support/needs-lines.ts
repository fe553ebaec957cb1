import type { Command } from '../../core/kinds.ts'
import { MATTER_KINDS, type MatterKind } from '../../core/matter/state.ts'
import { CONSULTATION_STAGES, consultationAt } from './consultation-stages.ts'
import { consultation, Play, submitCommand } from './matter.ts'
import { directoryOf } from './people.ts'
import { PUBLICATION, SERVICE_STAGES, serviceAt } from './service-stages.ts'
import { cast, PROPOSAL_STAGES, proposalAt, sample, SUGGESTION_STAGES, suggestionAt } from './stages.ts'
import { SUPERVISION_STAGES, supervisionAt } from './supervision-stages.ts'

type Stages = Record<string, () => Play>
const DAY = 24 * 3_600_000

const stages = (names: readonly string[], at: (stage: string) => Play): Stages =>
  Object.fromEntries(names.map((name) => [name, () => at(name)]))
const then = (play: Play, who: keyof typeof cast, type: Command['type'], data?: object): Play =>
  play.do(cast[who], data === undefined ? sample(type, play.at, '') : ({ type, data } as Command))

const DISAGREE = { contact: 'none', method: 'none', attitude: 'dissatisfied', pertinence: 'no', result: 'disagree' }
const PAPER = { sha256: 'a'.repeat(64), name: '材料.pdf', type: 'application/pdf' as const, size: 9 }

/** A session to which everybody is invited and comes, with its papers. */
function ready(): Play {
  const play = new Play(directoryOf(Object.values(cast)))
  play.files.set(PAPER.sha256, PAPER)
  const { data } = sample('consultation.create', play.at, '')
  then(play, 'moderator', 'consultation.create', { ...data, materials: [PAPER.sha256] })
  then(play, 'moderator', 'consultation.invite', {})
  for (const account of Object.values(cast).filter(({ id }) => consultation(play).accounts.includes(id)))
    play.do(account, { type: 'attendance.accept', data: {} })
  return play
}

/** A published outcome whose minutes are settled: only its review is to come. */
function settled(): Play {
  const play = consultationAt('minuted')
  const came = Object.values(cast).filter(({ id }) => consultation(play).attendance[id])
  for (const account of came) play.do(account, { type: 'minutes.confirm', data: {} })
  then(play, 'moderator', 'minutes.settle', {})
  return then(play, 'moderator', 'consultation.publish')
}

/** Kinds in which somebody must act until an end. The administrative record has none: what is done in it is done. */
export type ActedKind = Exclude<MatterKind, 'committee'>
export const ACTED_KINDS = MATTER_KINDS.filter((kind) => kind !== 'committee')

/** Every stage and sub-state of every kind, reached by the commands people would use. */
export const NEEDS_STAGES: Record<ActedKind, Stages> = {
  proposal: {
    ...stages(PROPOSAL_STAGES, proposalAt),
    alone: () => new Play(directoryOf(Object.values(cast))).do(cast.author, submitCommand),
    left: () => then(proposalAt('returned'), 'signer', 'proposal.leave-cosign'),
    'sent-back': () => then(proposalAt('held'), 'moderator', 'proposal.return-answer'),
    disagreed: () => {
      const play = then(proposalAt('answered'), 'author', 'proposal.evaluate', DISAGREE)
      return then(play, 'signer', 'proposal.evaluate', DISAGREE)
    },
    again: () => {
      const play = then(proposalAt('answered'), 'author', 'proposal.evaluate', DISAGREE)
      return then(play, 'moderator', 'proposal.rehandle')
    },
    refused: () => then(proposalAt('assigned'), 'lead', 'proposal.refuse-assignment'),
  },
  suggestion: stages(SUGGESTION_STAGES, suggestionAt),
  consultation: {
    ...stages(CONSULTATION_STAGES, consultationAt),
    ready,
    settled,
    'published-unconfirmed': () => then(consultationAt('minuted'), 'moderator', 'consultation.publish'),
    'pausing-over-votes': () => then(consultationAt('voting'), 'moderator', 'consultation.pause'),
  },
  supervision: {
    ...stages(SUPERVISION_STAGES, supervisionAt),
    dropped: () => {
      const play = supervisionAt('accepted')
      for (const commitment of ['c1', 'c2'])
        then(play, 'moderator', 'commitment.drop', { commitment, reason: '项目已取消' })
      return play
    },
    unrated: () => {
      const play = supervisionAt('closed')
      play.at += 60 * DAY
      return play
    },
  },
  service: {
    ...stages(SERVICE_STAGES, serviceAt),
    'meeting-a-unit': () => then(serviceAt('by-unit'), 'author', 'appointment.propose'),
  },
  answer: {
    published: () => serviceAt('published').others.get(PUBLICATION)!,
    withdrawn: () => then(serviceAt('published').others.get(PUBLICATION)!, 'moderator', 'answer.withdraw'),
  },
}

/**
 * At each stage: its status; who must act, as `kind addressee`; who must act a year from then, where that is another;
 * and, where nobody must act though it is not at an end, what time brings.
 */
export type Line = readonly [status: string, now: string, year?: string, wake?: string]

export const LINES: Record<ActedKind, Record<string, Line>> = {
  proposal: {
    submitted: ['submitted', 'cosign account, screen moderator', 'screen moderator'],
    returned: ['returned', 'cosign account, revise account', 'revise account'],
    declined: ['declined', ''],
    withdrawn: ['withdrawn', ''],
    filed: ['filed', 'assign moderator'],
    merged: ['merged', ''],
    assigned: ['assigned', 'accept unit, assist unit'],
    handling: ['handling', 'answer unit, assist unit'],
    held: ['handling', 'assist unit, release moderator'],
    answered: ['answered', 'evaluate account', 'close moderator, evaluate account, look-back moderator'],
    closed: ['closed', '', 'look-back moderator'],
    alone: ['submitted', 'find-cosigner account, screen moderator'],
    left: ['returned', 'cosign account, revise account', 'find-cosigner account, revise account'],
    'sent-back': ['handling', 'answer unit, assist unit'],
    disagreed: ['answered', 'rehandle moderator', 'look-back moderator, rehandle moderator'],
    again: ['handling', 'answer unit, assist unit'],
    refused: ['filed', 'assign moderator'],
  },
  suggestion: {
    submitted: ['submitted', 'screen moderator'],
    forwarded: ['forwarded', 'reply unit'],
    declined: ['declined', ''],
    answered: ['answered', 'rate account'],
    closed: ['closed', ''],
    'taken-up': ['taken-up', ''],
  },
  consultation: {
    preparing: [
      'preparing',
      'appeal moderator, invite moderator, papers moderator',
      'appeal moderator, begin moderator, invite moderator, papers moderator',
    ],
    invited: [
      'preparing',
      'appeal moderator, attend account, leave moderator, papers moderator',
      'appeal moderator, begin moderator, papers moderator',
    ],
    cancelled: ['concluded', ''],
    open: ['open', 'appeal moderator, run moderator'],
    voting: ['open', 'appeal moderator, run moderator, statement moderator, vote account'],
    paused: ['paused', 'appeal moderator, run moderator'],
    concluded: ['concluded', 'appeal moderator, minutes moderator, outcome moderator'],
    minuted: [
      'concluded',
      'appeal moderator, confirm-minutes account, minutes moderator, outcome moderator',
      'appeal moderator, minutes moderator, outcome moderator',
    ],
    published: [
      'published',
      'appeal moderator, minutes moderator',
      'appeal moderator, minutes moderator, review account, review moderator, review unit',
    ],
    'pausing-over-votes': ['paused', 'appeal moderator, run moderator, statement moderator, vote account'],
    'published-unconfirmed': [
      'published',
      'appeal moderator, confirm-minutes account, minutes moderator',
      'appeal moderator, minutes moderator, review account, review moderator, review unit',
    ],
    ready: ['preparing', '', 'begin moderator', 'begin moderator'],
    settled: ['published', 'appeal moderator', 'appeal moderator, review account, review moderator, review unit'],
  },
  supervision: {
    opened: [
      'open',
      'accept unit, fulfil unit',
      'accept unit, escalate moderator, fulfil unit, remind moderator, report unit',
    ],
    accepted: ['open', 'fulfil unit', 'escalate moderator, fulfil unit, remind moderator, report unit'],
    asked: [
      'open',
      'extension moderator, fulfil unit',
      'escalate moderator, extension moderator, fulfil unit, remind moderator, report unit',
    ],
    claimed: [
      'open',
      'fulfil unit, verify account',
      'escalate moderator, fulfil unit, remind moderator, report unit, verify account',
    ],
    partly: ['open', 'fulfil unit', 'escalate moderator, fulfil unit, remind moderator, report unit'],
    overdue: ['open', 'escalate moderator, fulfil unit, remind moderator, report unit'],
    reminded: ['open', 'escalate moderator, fulfil unit, remind moderator, report unit, respond unit'],
    unheeded: ['open', 'escalate moderator, fulfil unit, remind moderator, report unit, respond unit'],
    escalated: ['open', 'escalate moderator, fulfil unit, remind moderator, report unit, respond unit'],
    judged: ['open', 'close moderator'],
    closed: ['closed', 'rate account', 'look-back account'],
    broken: ['closed', 'rate account, reopen moderator', 'look-back account, reopen moderator'],
    reopened: ['open', 'fulfil unit', 'escalate moderator, fulfil unit, remind moderator, report unit'],
    quiet: ['closed', ''],
    dropped: ['open', 'close moderator'],
    unrated: ['closed', '', 'look-back account'],
  },
  service: {
    posted: ['open', 'claim account', 'claim account, dispatch moderator'],
    sent: ['open', 'take unit', 'dispatch moderator, take unit'],
    idle: ['open', 'dispatch moderator'],
    claimed: ['claimed', 'help account'],
    meeting: ['claimed', 'appointment account, help account', 'help account'],
    meant: ['claimed', 'help account'],
    'by-unit': ['claimed', 'help unit'],
    'meeting-a-unit': ['claimed', 'appointment unit, help unit', 'help unit'],
    'handed-back': ['open', 'dispatch moderator'],
    'offered-again': ['open', 'claim account', 'claim account, dispatch moderator'],
    resolved: ['resolved', 'rate account', 'close moderator, rate account'],
    reopened: ['claimed', 'help account'],
    drafted: ['resolved', 'consent account, rate account', 'close moderator, consent account, rate account'],
    consented: ['resolved', 'publish moderator, rate account', 'close moderator, publish moderator, rate account'],
    closed: ['closed', ''],
    asked: ['closed', 'consent account'],
    agreed: ['closed', 'publish moderator'],
    published: ['closed', ''],
    declined: ['closed', ''],
    withdrawn: ['closed', ''],
    ended: ['closed', ''],
  },
  answer: {
    published: ['published', ''],
    withdrawn: ['withdrawn', ''],
  },
}
