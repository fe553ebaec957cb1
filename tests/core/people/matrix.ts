import { decide, relatedOf, type AnyState, type Command } from '../../../core/kinds.ts'
import { ROLES, type Account, type Role } from '../../../core/people/roles.ts'
import type { ProposalState } from '../../../core/proposal/state.ts'
import type { Play } from '../../support/matter.ts'
import { person } from '../../support/people.ts'
import { cast, LEAD_MATTER, proposalAt, sample, suggestionAt } from '../../support/stages.ts'

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
} as const
export type Case = keyof typeof CASES
export const LETTERS = Object.keys(CASES) as Case[]

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
}

/** Whether a role in a case gets the command through: true unless it is refused. */
export function allowed(type: Command['type'], role: Role, letter: Case): boolean {
  const unit = { U: 'unit-1', V: 'unit-2' }[letter as string] ?? 'unit-3'
  const actor: Account = { ...person(4, role), ...(role === 'unit' ? { unit } : {}) }
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
      directory: {
        ...play.directory,
        account: (id) => play.directory.account(id) ?? (id === person(10).id ? person(10, 'member') : undefined),
      },
      nextNumber: '2026-0001',
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
    const cells = ROLES.map((role) => LETTERS.filter((letter) => allowed(type, role, letter)).join('') || '—')
    return `| \`${type}\` | ${cells.join(' | ')} |`
  })
  return [head, ...lines].join('\n')
}
