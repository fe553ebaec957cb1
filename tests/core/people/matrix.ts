import { decide } from '../../../core/deciding.ts'
import { relatedOf, type AnyState, type Command } from '../../../core/kinds.ts'
import { consultationCommands } from '../../../core/consultation/commands.ts'
import { ROLES, type Account, type Role } from '../../../core/people/roles.ts'
import type { ConsultationState } from '../../../core/consultation/state.ts'
import type { ProposalState } from '../../../core/proposal/state.ts'
import { committeeCommands } from '../../../core/committee/commands.ts'
import { answerCommands } from '../../../core/answer/commands.ts'
import { serviceCommands } from '../../../core/service/commands.ts'
import type { ServiceState } from '../../../core/service/state.ts'
import { supervisionCommands } from '../../../core/supervision/commands.ts'
import type { SupervisionState } from '../../../core/supervision/state.ts'
import type { Play } from '../../support/matter.ts'
import { person } from '../../support/people.ts'
import { committeeAt } from '../../support/committee-stage.ts'
import { consultationAt } from '../../support/consultation-stages.ts'
import { PUBLICATION, serviceAt } from '../../support/service-stages.ts'
import { supervisionAt } from '../../support/supervision-stages.ts'
import { cast, LEAD_MATTER, proposalAt, sample, suggestionAt } from '../../support/stages.ts'
import { STANDARD_BOOK } from '../../../core/clock/book.ts'

/** What the one who asks is to the matter. Each is a letter of docs/permissions.md. */
export const CASES = {
  A: 'author',
  S: 'signed co-signer',
  I: 'invited co-signer',
  G: 'author of a proposal merged into it',
  U: 'of the lead unit',
  V: 'of an assisting unit',
  O: 'other',
  M: 'other, muted',
  P: 'other, private proposal',
  E: 'other, matter at an end',
  T: 'participant',
  W: 'owner of the outcome',
  K: 'supervisor',
  C: 'of the unit that keeps the commitment',
  F: 'follower',
  N: 'author of the matter it grew from',
  H: 'who helps',
  L: 'to whom it is offered',
} as const
export type Case = keyof typeof CASES
const OF_CONSULTATION: readonly Case[] = ['A', 'T', 'W', 'O', 'M', 'P', 'E']
const OF_SUPERVISION: readonly Case[] = ['A', 'K', 'U', 'C', 'F', 'N', 'O', 'M', 'P', 'E']
const OF_PROPOSAL: readonly Case[] = ['A', 'S', 'I', 'G', 'U', 'V', 'O', 'M', 'P', 'E']

const OF_SERVICE: readonly Case[] = ['A', 'H', 'L', 'O', 'M', 'E']
const OF_ANSWER: readonly Case[] = ['A', 'O']
const OF_COMMITTEE: readonly Case[] = ['O']

/** The cases that are told apart for a command. */
export function lettersOf(type: Command['type']): Case[] {
  if (Object.hasOwn(consultationCommands, type)) return [...OF_CONSULTATION]
  if (Object.hasOwn(serviceCommands, type)) return [...OF_SERVICE]
  if (Object.hasOwn(answerCommands, type)) return [...OF_ANSWER]
  if (Object.hasOwn(committeeCommands, type)) return [...OF_COMMITTEE]
  return Object.hasOwn(supervisionCommands, type) ? [...OF_SUPERVISION] : [...OF_PROPOSAL]
}

/** Where the commands of a consultation are at home that are not at `voting`. */
const CONSULTATION_HOME: Partial<Record<Command['type'], string>> = {
  'consultation.revise': 'preparing',
  'consultation.invite': 'preparing',
  'consultation.postpone': 'preparing',
  'consultation.cancel': 'preparing',
  'consultation.open': 'preparing',
  'consultation.resume': 'paused',
  'consultation.conclude': 'open',
  'consultation.publish': 'concluded',
  'consultation.review': 'published',
  'attendance.accept': 'invited',
  'floor.request': 'open',
  'outcome.link': 'published',
  'minutes.propose': 'concluded',
  'minutes.confirm': 'minuted',
  'minutes.object': 'minuted',
  'minutes.settle': 'minuted',
}

/** Where the commands of a thread are at home that are not at `accepted`. */
const SUPERVISION_HOME: Partial<Record<Command['type'], string>> = {
  'supervision.accept': 'opened',
  'supervision.escalate': 'unheeded',
  'supervision.close': 'judged',
  'supervision.reopen': 'closed',
  'supervision.look-back': 'closed',
  'commitment.verify': 'claimed',
  'extension.grant': 'asked',
  'extension.deny': 'asked',
}

/** Where the commands of a request are at home that are not at `claimed`. */
const SERVICE_HOME: Partial<Record<Command['type'], string>> = {
  'service.offer': 'posted',
  'service.send': 'posted',
  'service.refuse': 'posted',
  'service.claim': 'posted',
  'service.reopen': 'resolved',
  'service.rate': 'resolved',
  'appointment.accept': 'meeting',
  'appointment.cancel': 'meeting',
  'publication.draft': 'resolved',
  'publication.consent': 'drafted',
  'publication.decline': 'drafted',
  'answer.publish': 'agreed',
  'answer.withdraw': 'published',
}

/** At which stage a command is at home; the others at `submitted`. */
const HOME: Partial<Record<Command['type'], string>> = {
  'proposal.unmerge': 'merged',
  'proposal.assign': 'filed',
  'proposal.accept-assignment': 'assigned',
  'proposal.refuse-assignment': 'assigned',
  'proposal.assist': 'handling',
  'proposal.answer': 'handling',
  'proposal.release-answer': 'held',
  'proposal.return-answer': 'held',
  'proposal.evaluate': 'answered',
  'proposal.rehandle': 'answered',
  'proposal.close': 'closed',
  'proposal.look-back': 'closed',
  'suggestion.answer': 'forwarded',
  'suggestion.rate': 'answered',
  ...CONSULTATION_HOME,
  ...SUPERVISION_HOME,
  ...SERVICE_HOME,
}

/** Whether a role in a case gets the command through: true unless it is refused. */
export function allowed(type: Command['type'], role: Role, letter: Case): boolean {
  const unit = { U: 'unit-1', V: 'unit-2' }[letter as string] ?? 'unit-3'
  const actor: Account = { ...person(4, role), ...(role === 'unit' ? { unit } : {}) }
  if (Object.hasOwn(consultationCommands, type)) return allowedInSession(type, actor, letter)
  if (Object.hasOwn(serviceCommands, type)) return allowedInService(type, actor, letter)
  if (Object.hasOwn(answerCommands, type)) return allowedOfAnswer(type, actor, letter)
  if (Object.hasOwn(committeeCommands, type))
    return committeeAt([actor]).decide(sample(type, committeeAt().at, ''), actor).ok
  if (Object.hasOwn(supervisionCommands, type)) return allowedInThread(type, actor, letter)
  const play = type.startsWith('suggestion.')
    ? suggestionAt(HOME[type] ?? 'submitted', [actor], actor)
    : proposalAt(HOME[type] ?? 'submitted', [actor])
  const state = type.endsWith('.submit') ? undefined : stand(play, actor, letter, type)
  const decision = decide(
    state,
    sample(type, play.at, cast.author.id === actor.id ? actor.id : person(10, 'member').id),
    {
      actor,
      at: play.at + 1000,
      book: STANDARD_BOOK,
      directory: {
        ...play.directory,
        account: (id) => play.directory.account(id) ?? (id === person(10).id ? person(10, 'member') : undefined),
      },
      nextNumber: '2026-0001',
      confirmed: true,
      held: play.held,
      attachment: () => undefined,
      related: (id) => {
        const other = play.others.get(id)?.state
        // only what is equally open is merged, and this page is about who may
        return id === LEAD_MATTER && other ? { ...relatedOf(other), open: letter !== 'P' } : undefined
      },
    },
  )
  return decision.ok
}

const PUBLISHED = {
  consensus: [],
  differences: [],
  followUps: [{ text: '出台方案', owner: 'unit-1', due: 1 }],
  reviewOn: 1,
  by: cast.moderator.id,
  at: 1,
}

/** The same for a consultation. A participant stands where one of the stages' cast does, words and ballots included. */
function allowedInSession(type: Command['type'], actor: Account, letter: Case): boolean {
  const play = consultationAt(HOME[type] ?? 'voting', [actor])
  // the words that the samples are about are those of two others
  const stood =
    { 'moderation.appeal': cast.invited.id, 'question.collect': cast.author.id }[type as string] ?? cast.signer.id
  const now = ['T', 'M', 'E'].includes(letter) ? JSON.stringify(play.now).replaceAll(stood, actor.id) : ''
  const state = { ...(now === '' ? play.now : (JSON.parse(now) as AnyState)) } as ConsultationState
  if (letter === 'A') state.author = actor.id
  if (letter === 'W') state.published = { ...PUBLISHED, owner: actor.id }
  if (letter === 'M') state.mutes = [{ account: actor.id, by: cast.moderator.id, at: play.at, reason: '刷屏' }]
  if (letter === 'P') state.visibility = 'participants'
  if (letter === 'E') Object.assign(state, { status: 'published', published: { ...PUBLISHED, owner: 'unit-1' } })
  return decide(type === 'consultation.create' ? undefined : state, sample(type, play.at, ''), {
    actor,
    // the minutes are settled when their time is over
    at: play.at + (type === 'minutes.settle' ? 60 * 24 * 3_600_000 : 1000),
    directory: play.directory,
    book: STANDARD_BOOK,
    attachment: () => undefined,
    related: (id) => {
      const other = play.others.get(id)?.state
      return other && relatedOf(other)
    },
    box: (name) => play.box(name),
  }).ok
}

/** The same for a thread. Its lead unit keeps none of the commitments here, and the unit that keeps them does not lead. */
function allowedInThread(type: Command['type'], person: Account, letter: Case): boolean {
  const unit = { U: 'unit-8', C: 'unit-1' }[letter as string] ?? 'unit-9'
  const actor = person.roles.includes('unit') ? { ...person, unit } : person
  const play = supervisionAt(HOME[type] ?? 'accepted', [actor])
  const state = { ...play.now, unit: 'unit-8' } as SupervisionState
  if (letter === 'A') state.author = actor.id
  if (letter === 'K') state.supervisors = [...state.supervisors, actor.id]
  if (letter === 'F') state.followers = [...state.followers, actor.id]
  if (letter === 'N') state.informants = [actor.id]
  if (letter === 'M') state.mutes = [{ account: actor.id, by: cast.moderator.id, at: play.at, reason: '刷屏' }]
  if (letter === 'P') state.open = false
  if (letter === 'E')
    Object.assign(state, {
      status: 'closed',
      closings: [{ by: cast.moderator.id, at: play.at, summary: '', kept: [], unkept: [] }],
    })
  return decide(type === 'supervision.open' ? undefined : state, sample(type, play.at, ''), {
    actor,
    at: play.at + 1000,
    directory: play.directory,
    book: STANDARD_BOOK,
    attachment: () => undefined,
    related: () => undefined,
  }).ok
}

/** The same for a request. Whoever is offered it, or helps, stands there alone or for a unit; an appointment is the asker's. */
function allowedInService(type: Command['type'], person: Account, letter: Case): boolean {
  const actor = person.roles.includes('unit') ? { ...person, unit: 'unit-4' } : person
  const play = serviceAt(HOME[type] ?? 'claimed', [actor])
  const state = { ...play.now } as ServiceState
  const byUnit = actor.roles.includes('unit')
  state.offered = state.offered.filter((account) => account !== actor.id)
  if (letter === 'A') state.author = actor.id
  if ('HME'.includes(letter)) {
    state.helper = { account: actor.id, ...(byUnit ? { unit: 'unit-4' } : {}), at: play.at }
    // the other side has proposed the meeting
    state.appointments = state.appointments.map((one) => ({ ...one, by: state.author }))
  }
  if (letter === 'L' && byUnit) state.sent = { unit: 'unit-4', by: cast.moderator.id, at: play.at }
  else if (letter === 'L') state.offered = [...state.offered, actor.id]
  if (letter === 'M') state.mutes = [{ account: actor.id, by: cast.moderator.id, at: play.at, reason: '刷屏' }]
  if (letter === 'E') state.status = 'closed'
  return decide(type === 'service.post' ? undefined : state, sample(type, play.at, ''), {
    actor,
    at: play.at + 1000,
    directory: play.directory,
    book: STANDARD_BOOK,
    attachment: () => undefined,
    related: () => undefined,
    held: play.held,
  }).ok
}

/** The same for what is published of a request. */
function allowedOfAnswer(type: Command['type'], actor: Account, letter: Case): boolean {
  const play = serviceAt(HOME[type] ?? 'agreed', [actor])
  const answer = play.others.get(PUBLICATION)?.state
  const state = answer && letter === 'A' ? { ...answer, author: actor.id } : answer
  return decide(type === 'answer.publish' ? undefined : state, sample(type, play.at, ''), {
    actor,
    at: play.at + 1000,
    directory: play.directory,
    book: STANDARD_BOOK,
    attachment: () => undefined,
    related: () => relatedOf(play.now),
  }).ok
}

/** The state with messages by the actor and by another, and the actor standing as the case says. */
function stand(play: Play, actor: Account, letter: Case, type: Command['type']): AnyState {
  const message = (id: string, by: string) => ({ id, seq: 9, at: play.at, author: by, text: '支持', endorsedBy: [] })
  let state: AnyState = {
    ...play.now,
    messages: [message('mine', actor.id), message('theirs', cast.signer.id)],
    messageCount: 2,
  }
  if (type === 'proposal.close') state = { ...state, status: 'answered' } as AnyState
  if (letter === 'A') state = { ...state, author: actor.id }
  if (letter === 'M')
    state = { ...state, mutes: [{ account: actor.id, by: cast.moderator.id, at: play.at, reason: '刷屏' }] }
  if (letter === 'E') state = { ...state, status: state.kind === 'proposal' ? 'withdrawn' : 'closed' } as AnyState
  return state.kind === 'proposal' ? related(state, actor, letter) : state
}

function related(state: ProposalState, actor: Account, letter: Case): ProposalState {
  const units = {
    lead: 'unit-1',
    assisting: ['unit-2'],
    due: state.createdAt,
    by: cast.moderator.id,
    at: state.createdAt,
  }
  const [signed, invited] = state.cosigners
  switch (letter) {
    case 'S':
      return { ...state, cosigners: [...state.cosigners, { ...signed!, account: actor.id }] }
    case 'I':
      return { ...state, cosigners: [...state.cosigners, { ...invited!, account: actor.id }] }
    case 'G': {
      const absorbed = {
        matter: LEAD_MATTER,
        title: '',
        author: actor.id,
        suggestions: [],
        at: 1,
        by: cast.moderator.id,
      }
      return { ...state, absorbed: [absorbed] }
    }
    case 'P':
      return { ...state, open: false }
    case 'U':
    case 'V':
      return { ...state, assignment: state.assignment ?? units }
    default:
      return state
  }
}

/** The table as docs/permissions.md holds it: one line a command, the letters that are allowed for each role. */
export function matrix(types: readonly Command['type'][]): string {
  const head = `| command | ${ROLES.join(' | ')} |\n|---|${ROLES.map(() => '---|').join('')}`
  const lines = types.map((type) => {
    const cells = ROLES.map(
      (role) =>
        lettersOf(type)
          .filter((letter) => allowed(type, role, letter))
          .join('') || '—',
    )
    return `| \`${type}\` | ${cells.join(' | ')} |`
  })
  return [head, ...lines].join('\n')
}
