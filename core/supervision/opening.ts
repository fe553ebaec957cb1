import { accept, reject, type Context, type FollowUp, type Related } from '../matter/decision.ts'
import { REGION_LEVELS, type Directory } from '../people/roles.ts'
import { unknownUnit } from '../people/units.ts'
import type { Data, SupervisionAnswer as Answer } from './decide-types.ts'
import type { ThreadEventData } from './events.ts'

type Opened = ThreadEventData['supervision.opened']

/** Opens a thread, from a promise of another matter or standing alone. The permission table has been read before. */
export function openThread(data: Data<'supervision.open'>, context: Context): Answer {
  const { origin, item, open = true, ...said } = data
  const source = origin === undefined ? undefined : context.related(origin)
  if (origin !== undefined && !source)
    return reject('not-found', 'unknown-matter', 'no such origin', { matter: origin, rule: 'SP1' })
  const wrong =
    unknownUnit([said.unit, ...said.commitments.map(({ unit }) => unit)], context.directory) ??
    past(
      said.commitments.map(({ due }) => due),
      context.at,
    ) ??
    cannotSupervise(said.supervisors, context.directory)
  if (wrong) return wrong
  const tied = tie(source, item)
  if (!tied.ok) return tied
  const informants = source?.concerned.filter((account) => account !== context.actor.id) ?? []
  const opened: Opened = {
    ...said,
    ...(origin === undefined ? {} : { origin }),
    ...tied.promise,
    path: pathOf(said.unit, context.directory),
    // what is not open to all is not told to all in another place
    open: open && (source?.open ?? true),
    ...(informants.length > 0 ? { informants } : {}),
  }
  const followUps =
    source && context.matter !== undefined ? tellOrigin(source, opened, context.matter, context.actor.id) : []
  return { ok: true, events: [{ type: 'supervision.opened', data: opened }], followUps }
}

/** Changes who supervises. */
export function appoint(
  { supervisors }: Data<'supervision.appoint'>,
  now: readonly string[],
  { directory }: Context,
): Answer {
  const wrong = cannotSupervise(supervisors, directory)
  if (wrong) return wrong
  return supervisors.join() === now.join() ? accept() : accept({ type: 'supervision.appointed', data: { supervisors } })
}

type Tied = { ok: true; promise: { item?: number; round?: number } } | ReturnType<typeof reject>

/** The promise that a thread is about: one of its origin's, under no supervision yet. */
function tie(source: Related | undefined, item: number | undefined): Tied {
  if (item === undefined) return { ok: true, promise: {} }
  const promise = source?.promises?.find((one) => one.item === item)
  if (!promise) return reject('not-found', 'no-such-promise', 'the origin makes no such promise', { item, rule: 'SP1' })
  if (promise.supervision !== undefined)
    return reject('conflict', 'supervised-already', 'this promise has a thread already', {
      matter: promise.supervision,
      rule: 'SP1',
    })
  return { ok: true, promise: { item, ...(promise.round === undefined ? {} : { round: promise.round }) } }
}

/** Tells the origin that one of its promises has come under supervision. */
function tellOrigin(source: Related, { item, round, title, open }: Opened, matter: string, by: string): FollowUp[] {
  if (item === undefined) return []
  if (source.kind === 'proposal') {
    const data = { suggestion: item, round, supervision: matter, by, ...(open ? { title } : {}) }
    return [{ matter: source.id, type: 'proposal.supervise', data }]
  }
  // readers of the session may not be readers of the thread
  const data = { followUp: item, matter, kind: 'supervision', title: open ? title : source.title }
  return source.kind === 'consultation' ? [{ matter: source.id, type: 'outcome.link-supervision', data }] : []
}

/** Refuses dates that are not ahead; in ms UTC. */
export function past(dates: readonly number[], at: number) {
  return dates.some((due) => due <= at)
    ? reject('invalid', 'in-the-past', 'the due date lies in the past', { rule: 'SP2' })
    : undefined
}

function cannotSupervise(accounts: readonly string[], directory: Directory) {
  for (const id of accounts) {
    const account = directory.account(id)
    if (!account) return reject('not-found', 'unknown-account', 'no such account', { account: id })
    const may = account.roles.some((role) => role === 'member' || role === 'representative' || role === 'moderator')
    // who belongs to a unit does not judge units
    if (!may || account.roles.includes('unit'))
      return reject('conflict', 'cannot-supervise', 'not one who supervises', { account: id, rule: 'SP1' })
  }
  return undefined
}

/** The regions from a unit's own up, each with its level. */
function pathOf(unit: string, directory: Directory): Opened['path'] {
  const path: Opened['path'] = []
  let region = directory.region(directory.unit(unit)?.region ?? '')
  // a tree is no deeper than its levels; a roster with a ring must not hang us
  while (region && path.length < REGION_LEVELS.length) {
    path.push({ region: region.id, level: region.level })
    region = region.parent === undefined ? undefined : directory.region(region.parent)
  }
  return path
}
