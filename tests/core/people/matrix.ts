import { decide, type AnyState, type Command } from '../../../core/kinds.ts'
import { ROLES, type Account, type Role } from '../../../core/people/roles.ts'
import { directoryOf, person } from '../../support/people.ts'
import { Play, goodText, submitCommand } from '../../support/matter.ts'

/** What the one who asks is to the matter. Each is a letter of docs/permissions.md. */
export const CASES = {
  A: 'author',
  S: 'signed co-signer',
  I: 'invited co-signer',
  U: 'same unit',
  O: 'other',
  M: 'other, muted',
  P: 'other, private proposal',
  E: 'other, matter at an end',
} as const
export type Case = keyof typeof CASES
export const LETTERS = Object.keys(CASES) as Case[]

const [author, moderator, member, third] = [
  person(1, 'representative'),
  person(2, 'moderator'),
  person(3, 'member'),
  person(5, 'member'),
]

/** Whether a role in a case gets the command through: true unless it is refused. */
export function allowed(type: Command['type'], role: Role, letter: Case): boolean {
  const actor = { ...person(4, role), ...(role === 'unit' ? { unit: letter === 'U' ? 'unit-1' : 'unit-2' } : {}) }
  const people = [author, moderator, member, third, actor]
  const directory = directoryOf(people)
  if (type === 'proposal.submit')
    return decide(undefined, submitCommand, { actor, at: 1, directory, nextNumber: '2026-0001' }).ok
  const state = stage(actor, letter, directory)
  const command = sample(type, state, actor)
  return decide(state, command, { actor, at: 1_790_000_900_000 - 300_000, directory, nextNumber: '2026-0001' }).ok
}

/** A proposal with a signature, messages by the actor and by another, and the actor standing as the case says. */
function stage(actor: Account, letter: Case, directory: ReturnType<typeof directoryOf>): AnyState {
  const play = new Play(directory)
  const owner = letter === 'A' ? actor : author
  const asOwner = { ...owner, roles: [...new Set<Role>([...owner.roles, 'representative'])] }
  play.do(asOwner, { type: 'proposal.submit', data: { ...submitCommand.data, open: letter !== 'P' } })
  play.do(asOwner, { type: 'proposal.invite-cosigner', data: { accounts: [member.id] } })
  play.do(member, { type: 'proposal.cosign', data: {} })
  let state = play.now
  if (letter === 'S' || letter === 'I') {
    const [signed] = state.cosigners
    const mine =
      letter === 'S' ? { ...signed!, account: actor.id } : { ...signed!, account: actor.id, status: 'invited' as const }
    state = { ...state, cosigners: [...state.cosigners, mine] }
  }
  const message = (id: string, by: string) => ({ id, seq: 9, at: play.at, author: by, text: '支持', endorsedBy: [] })
  state = { ...state, messages: [message('mine', actor.id), message('theirs', member.id)], messageCount: 2 }
  if (letter === 'M')
    state = { ...state, mutes: [{ account: actor.id, by: moderator.id, at: play.at, reason: '刷屏' }] }
  if (letter === 'E') state = { ...state, status: 'withdrawn' }
  return state
}

function sample(type: Command['type'], _state: AnyState, actor: Account): Command {
  const mine = { message: 'mine' }
  const theirs = { message: 'theirs' }
  const samples: { [T in Command['type']]: Extract<Command, { type: T }>['data'] } = {
    'proposal.submit': submitCommand.data,
    'proposal.revise': { ...goodText, title: '新题目' },
    'proposal.withdraw': {},
    'proposal.support': {},
    'proposal.unsupport': {},
    'proposal.invite-cosigner': { accounts: [actor.id === third.id ? member.id : third.id] },
    'proposal.cosign': {},
    'proposal.decline-cosign': {},
    'proposal.return': { reason: '请写明地点' },
    'proposal.decline': { reason: 'empty', text: '没有具体建议', channel: 'social-opinion' },
    'proposal.file': { category: 'city' },
    'message.post': { text: '支持' },
    'message.edit': { ...mine, text: '很支持' },
    'message.retract': mine,
    'message.hide': { ...theirs, reason: '离题' },
    'message.unhide': theirs,
    'message.pin': theirs,
    'message.unpin': theirs,
    'message.endorse': theirs,
    'message.unendorse': theirs,
    'participant.mute': { account: author.id, reason: '刷屏' },
    'participant.unmute': { account: author.id },
    'matter.lock': { reason: '会议中' },
    'matter.unlock': {},
    'matter.slow': { seconds: 30, reason: '人多' },
  }
  return { type, data: samples[type] } as Command
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
