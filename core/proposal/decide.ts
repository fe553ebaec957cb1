import { attach } from '../matter/attach.ts'
import { accept, acceptWith, reject, type Context } from '../matter/decision.ts'
import { hasRole } from '../people/roles.ts'
import { unknownUnit } from '../people/units.ts'
import { PROPOSAL_LIMITS, type ProposalCommand } from './commands.ts'
import type { Data, ProposalAnswer as Answer } from './decide-types.ts'
import type { ProposalText } from './events.ts'
import { INVITATION_MS } from './evolve.ts'
import { close, evaluate, lookBack, rehandle } from './follow-through.ts'
import { answer, assign, refuseAssignment, releaseAnswer, returnAnswer } from './handling.ts'
import { lettingGo, merge, unmerge } from './merging.ts'
import { isPending } from './relations.ts'
import { currentVersion, type ProposalState } from './state.ts'

/** Decides the first command of a proposal. The permission table has been read before. */
export function submit(data: Data<'proposal.submit'>, context: Context): Answer {
  const { cosigners = [], attachments, ...text } = data
  const attached = attach(attachments, context)
  if (!attached.ok) return attached
  const place = checkRegion(data.region, context)
  if (place) return place
  const source = text.origin === undefined ? undefined : context.related(text.origin)
  if (text.origin !== undefined && !source)
    return reject('not-found', 'unknown-matter', 'no such origin', { matter: text.origin, rule: 'PR28' })
  const unknown = unknownUnit([text.wish?.lead, ...(text.wish?.assisting ?? [])], context.directory)
  if (unknown) return unknown
  const needsMember = !hasRole(context.actor, 'member')
  const informants = source?.concerned.filter((account) => account !== context.actor.id)
  const first = {
    type: 'proposal.submitted' as const,
    data: { ...text, ...attached.files, needsMember, ...(informants ? { informants } : {}) },
  }
  if (cosigners.length === 0) return accept(first)
  const invited = invitation(cosigners, undefined, context.actor.id, context)
  return invited.ok ? accept(first, ...invited.events) : invited
}

/** Decides a command on a proposal that exists. The permission table has been read before. */
export function decideProposal(state: ProposalState, command: ProposalCommand, context: Context): Answer {
  const me = context.actor.id
  switch (command.type) {
    case 'proposal.submit':
      return reject('conflict', 'exists', 'this proposal was submitted already', { rule: 'PR1' })
    case 'proposal.revise':
      return revise(state, command.data, context)
    case 'proposal.support':
      return state.supporters.includes(me) ? accept() : accept({ type: 'proposal.supported', data: {} })
    case 'proposal.unsupport':
      return state.supporters.includes(me) ? accept({ type: 'proposal.unsupported', data: {} }) : accept()
    case 'proposal.invite-cosigner':
      return invite(state, command.data, context)
    case 'proposal.cosign': {
      const version = state.versions.length - 1
      return (
        otherVersion(state, command.data) ??
        accept({
          type: 'proposal.cosigned',
          data: { ...command.data, version, member: hasRole(context.actor, 'member') },
        })
      )
    }
    case 'proposal.decline-cosign':
      return accept({ type: 'proposal.cosign-declined', data: command.data })
    case 'proposal.leave-cosign':
      return accept({ type: 'proposal.cosign-left', data: command.data })
    case 'proposal.withdraw':
      return acceptWith({ type: 'proposal.withdrawn', data: command.data }, { followUps: lettingGo(state) })
    case 'proposal.return':
      return accept({ type: 'proposal.returned', data: command.data })
    case 'proposal.decline':
      return acceptWith({ type: 'proposal.declined', data: command.data }, { followUps: lettingGo(state) })
    case 'proposal.file':
      return otherVersion(state, command.data) ?? file(state, command.data, context)
    case 'proposal.merge':
      return merge(state, command.data, context)
    case 'proposal.unmerge':
      return unmerge(state, command.data, context)
    case 'proposal.assign':
      return assign(state, command.data, context)
    case 'proposal.accept-assignment':
      return accept({ type: 'proposal.assignment-accepted', data: { unit: context.actor.unit ?? '' } })
    case 'proposal.refuse-assignment':
      return refuseAssignment(state, command.data, context)
    case 'proposal.assist':
      return accept({ type: 'proposal.assisted', data: { ...command.data, unit: context.actor.unit ?? '' } })
    case 'proposal.answer':
      return answer(state, command.data, context)
    case 'proposal.release-answer':
      return releaseAnswer(state, command.data, context)
    case 'proposal.return-answer':
      return returnAnswer(state, command.data)
    case 'proposal.evaluate':
      return evaluate(state, command.data)
    case 'proposal.rehandle':
      return rehandle(state, command.data, context)
    case 'proposal.close':
      return close(state, context)
    case 'proposal.look-back':
      return lookBack(state, command.data, context)
    default:
      return command satisfies never
  }
}

function revise(state: ProposalState, data: Data<'proposal.revise'>, context: Context): Answer {
  const place = checkRegion(data.region, context)
  if (place) return place
  const { attachments, ...text } = data
  const now = currentVersion(state)
  // files that the standing version has need no new upload
  const standing = new Map(now.attachments?.map((file) => [file.sha256, file]))
  const attached = attach(attachments, {
    ...context,
    attachment: (sha256) => standing.get(sha256) ?? context.attachment(sha256),
  })
  if (!attached.ok) return attached
  const next = { ...text, ...attached.files }
  const resubmitted = state.status === 'returned'
  if (!resubmitted && sameText(now, next)) return accept()
  if (state.versions.length >= PROPOSAL_LIMITS.versions)
    return reject('conflict', 'too-many-versions', 'no more revisions', {
      limit: PROPOSAL_LIMITS.versions,
      rule: 'PR4',
    })
  return accept({ type: 'proposal.revised', data: { ...next, resubmitted } })
}

function sameText(a: ProposalText, b: ProposalText): boolean {
  const files = (t: ProposalText) => (t.attachments ?? []).map(({ sha256 }) => sha256).join()
  const parts = (t: ProposalText) => [
    t.title,
    t.situation,
    t.analysis ?? '',
    t.category,
    t.region,
    files(t),
    ...t.suggestions,
  ]
  const [left, right] = [parts(a), parts(b)]
  return left.length === right.length && left.every((part, i) => part === right[i])
}

function invite(state: ProposalState, data: Data<'proposal.invite-cosigner'>, context: Context): Answer {
  const answered = (account: string) =>
    state.cosigners.some((c) => c.account === account && (c.status === 'signed' || isPending(c, context.at)))
  const fresh = data.accounts.filter((account) => !answered(account))
  const others = state.cosigners.filter((cosigner) => !fresh.includes(cosigner.account))
  if (others.length + fresh.length > PROPOSAL_LIMITS.cosigners)
    return reject('conflict', 'too-many-cosigners', 'no more co-signers', { limit: PROPOSAL_LIMITS.cosigners })
  return fresh.length === 0 ? accept() : invitation(fresh, data.expiresAt, state.author, context)
}

function invitation(accounts: string[], until: number | undefined, author: string, context: Context): Answer {
  const expiresAt = until ?? context.at + INVITATION_MS
  if (expiresAt <= context.at) return reject('invalid', 'in-the-past', 'the invitation has expired', { rule: 'PR7' })
  for (const id of accounts) {
    const account = context.directory.account(id)
    if (!account) return reject('not-found', 'unknown-account', 'no such account', { account: id })
    if (id === author) return reject('conflict', 'own-proposal', 'the author signs by submitting', { rule: 'PR7' })
    if (!hasRole(account, 'member') && !hasRole(account, 'representative'))
      return reject('conflict', 'cannot-cosign', 'only members and representatives co-sign', {
        account: id,
        rule: 'PR7',
      })
  }
  return accept({ type: 'proposal.cosigner-invited', data: { accounts, expiresAt } })
}

function file(state: ProposalState, data: Data<'proposal.file'>, context: Context): Answer {
  const signed = state.cosigners.filter((cosigner) => cosigner.status === 'signed')
  if (state.needsMember && !signed.some((cosigner) => cosigner.member))
    return reject('conflict', 'needs-member', 'one committee member must co-sign first', { rule: 'PR9' })
  if (state.form === 'joint' && signed.length === 0)
    return reject('conflict', 'needs-cosigner', 'a joint proposal needs a co-signature', { rule: 'PR9' })
  if (context.nextNumber === undefined) throw new Error('proposal.file was decided without a number')
  const { category, weight = 'normal' } = data
  return accept({ type: 'proposal.filed', data: { category, weight, number: context.nextNumber } })
}

function otherVersion(state: ProposalState, { version }: { version?: number | undefined }) {
  return version === undefined || version === state.versions.length - 1
    ? undefined
    : reject('stale', 'text-changed', 'the text was revised since it was read', { rule: 'PR33' })
}

function checkRegion(region: string, { directory }: Context) {
  return directory.region(region) ? undefined : reject('invalid', 'unknown-region', 'no such region', { region })
}
