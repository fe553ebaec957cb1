import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CONSULTATION_STATUSES, type ConsultationState } from '../../core/consultation/state.ts'
import type { MatterState } from '../../core/matter/state.ts'
import { AGENDA_KINDS } from '../../core/consultation/commands.ts'
import { present, reviewDue, runningItem } from '../../core/consultation/state.ts'
import { landscape } from '../../core/consultation/statements.ts'
import { CATEGORIES } from '../../core/proposal/categories.ts'
import { PROPOSAL_STATUSES } from '../../core/proposal/state.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { latestDraft, SERVICE_STATUSES, standingAppointment, type ServiceState } from '../../core/service/state.ts'
import { SUGGESTION_STATUSES } from '../../core/suggestion/state.ts'
import type { FrozenPoll } from '../../core/voting/poll.ts'
import { recount } from '../../core/voting/recount.ts'
import type { Closing } from '../../core/voting/tally.ts'
import { openLookBacks } from '../../core/supervision/closing.ts'
import { lastVerdict, openRequest, SUPERVISION_STATUSES, type SupervisionState } from '../../core/supervision/state.ts'
import type { Summary } from '../../core/wire/records.ts'
import { spawnServer } from '../support/server/boot.ts'
import { person, type Desk } from '../support/server/desk.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-demo-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function everything(desk: Desk): Promise<Summary[]> {
  const items: Summary[] = []
  let cursor: string | undefined
  do {
    const page = await desk.ask('matters:list', { limit: 100, ...(cursor === undefined ? {} : { cursor }) })
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  // lights change with the time of day
  return items.map(({ light: _light, ...item }) => item)
}

/** What a state tells of its handling. */
interface Told {
  held?: { returned?: object }
  rounds?: { items: { class: string }[] }[]
  absorbed?: object[]
  refusals?: object[]
  assignment?: object
  lookBacks?: { after?: number }[]
  origin?: string
  informants?: string[]
}

/** What sessions have waiting for a moderator. */
const OF_SESSIONS = ['invite', 'papers', 'leave', 'run', 'statement', 'appeal', 'outcome', 'minutes', 'review'] as const

/** What threads have waiting for a moderator. */
const OF_THREADS = ['remind', 'extension', 'escalate', 'reopen'] as const

/** Threads at every place of their life, as their pages and the board need them. */
function checkThreads(threads: readonly SupervisionState[], now: number) {
  const one = (what: string, fits: (state: SupervisionState) => unknown) =>
    expect(threads.some(fits), `a thread ${what}`).toBe(true)
  const some = (state: SupervisionState, fits: (one: SupervisionState['commitments'][number]) => unknown) =>
    state.commitments.some(fits)
  one('from a class-B promise', ({ item, round }) => item !== undefined && round !== undefined)
  one('from a follow-up', ({ item, round }) => item !== undefined && round === undefined)
  one('not answered yet', ({ accepted, status }) => !accepted && status === 'open')
  one('not open to all', ({ open }) => !open)
  one('claimed', (state) => some(state, ({ status }) => status === 'claimed'))
  one('found kept in part', (state) =>
    some(state, (c) => lastVerdict(c)?.verdict === 'partly' && c.status === 'running'),
  )
  one('asking for more time', (state) => some(state, openRequest))
  one('denied more time', (state) =>
    some(state, (c) => c.extensions.some(({ decided }) => decided && !decided.granted)),
  )
  one('taken to the next level', ({ escalations }) => escalations.length > 0)
  one('with pictures before and after', (state) => some(state, (c) => c.reports.some(({ pairs }) => pairs?.length)))
  one('with something seen in a picture', ({ observations }) => observations.some((seen) => seen.attachments?.length))
  one('with something hidden', ({ observations }) => observations.some(({ hidden }) => hidden))
  one('to be looked back upon', (state) => openLookBacks(state).some(({ at }) => at < now))
  one('looked back upon to the end', (state) => state.status === 'closed' && openLookBacks(state).length === 0)
}

/** The session that goes on, as the pages of the room need it. */
function checkOpen(state: ConsultationState) {
  expect(new Set(state.agenda.map(({ kind }) => kind))).toEqual(new Set(AGENDA_KINDS))
  expect(state.agenda.filter(({ status }) => status === 'finished').length).toBe(5)
  expect(runningItem(state)?.kind).toBe('statements')
  expect(present(state).length, 'present').toBeGreaterThanOrEqual(8)
  expect(state.floor.speeches.length, 'speeches').toBeGreaterThanOrEqual(5)
  expect(state.floor.speeches.every(({ to, at }) => to !== undefined && to > at)).toBe(true)
  expect(state.questions.map(({ settled }) => settled !== undefined)).toEqual([true, false])
  const closed = state.polls.filter(({ status }) => status === 'closed')
  const ballots = closed.map(({ method, named, tally }) => [method, named, (tally?.cast ?? 0) >= 5])
  expect(ballots).toEqual([
    ['stance', true, true],
    ['ranking', false, true],
  ])
  expect(state.polls.filter(({ status }) => status === 'open').length, 'open polls').toBe(2)
  const standing = (status: string) => state.statements.filter((statement) => statement.status === status).length
  expect([standing('approved'), standing('waiting'), standing('rejected')]).toEqual([6, 2, 1])
  expect(state.messages.some(({ pinned }) => pinned)).toBe(true)
  expect(state.messages.some(({ hidden }) => hidden)).toBe(true)
  expect(state.mutes.length, 'muted').toBe(1)
  expect(state.appeals.filter(({ answer }) => !answer).length, 'an appeal waits').toBe(1)
}

/** Requests at every place of their life. */
function checkRequests(states: readonly ServiceState[], now: number) {
  const one = (what: string, fits: (state: ServiceState) => unknown) =>
    expect(states.some(fits), `a request ${what}`).toBe(true)
  one('that members can claim', ({ status, offered }) => status === 'open' && offered.length > 0)
  one(
    'that reaches nobody',
    ({ offered, sent, refusals, handedBack }) => [...offered, ...refusals, ...handedBack].length === 0 && !sent,
  )
  one('that was sent to a unit', ({ sent }) => sent)
  one('that somebody could not claim', ({ refusals }) => refusals.length > 0)
  one('that was handed back', ({ status, handedBack }) => status === 'open' && handedBack.length > 0)
  const meets = (state: ServiceState) => {
    const meeting = standingAppointment(state)
    return meeting && meeting.startsAt > now ? meeting : undefined
  }
  one('with a meeting to agree to', (state) => meets(state) && !meets(state)?.accepted)
  one(
    'with a meeting that was moved and agreed to',
    (state) => meets(state) && meets(state)?.accepted && meets(state)?.instead === 0,
  )
  one(
    'that a unit helps with again',
    ({ status, helper, reopenings }) => status === 'claimed' && helper?.unit && reopenings.length > 0,
  )
  one('that waits to be rated', ({ status }) => status === 'resolved')
  one(
    'on whose publication its asker is to decide',
    (state) => latestDraft(state) && !latestDraft(state)?.consented && !latestDraft(state)?.declined,
  )
  one('that is to be published', (state) => latestDraft(state)?.consented && !latestDraft(state)?.published)
  one('that was published', (state) => latestDraft(state)?.published)
  one('that is not to be published', (state) => latestDraft(state)?.declined)
  one('that was withdrawn', ({ ended }) => ended?.withdrawn)
  one('that was closed before its end', ({ ended }) => ended && !ended.withdrawn)
}

describe('the demo', () => {
  it('[SV9] seeds people, proposals, suggestions, sessions and requests of every stage, once', async () => {
    const first = await spawnServer({ dataDir, demo: true, env: { LOG_LEVEL: 'warn', RATE_LIMITS: 'off' } })
    const moderator = await person(first, 'moderator')
    const found = await everything(moderator)
    expect(found.length).toBeGreaterThanOrEqual(30)
    const of = (pick: (item: Summary) => string | undefined) => new Set(found.map(pick))
    const statuses = (kind: Summary['kind']) =>
      [...new Set(found.filter((item) => item.kind === kind).map(({ status }) => status))].sort()
    expect(statuses('proposal')).toEqual([...PROPOSAL_STATUSES].sort())
    expect(statuses('consultation')).toEqual([...CONSULTATION_STATUSES].sort())
    expect(statuses('supervision')).toEqual([...SUPERVISION_STATUSES].sort())
    expect(statuses('suggestion')).toEqual([...SUGGESTION_STATUSES].sort())
    expect(statuses('service')).toEqual([...SERVICE_STATUSES].sort())
    expect(statuses('answer')).toEqual(['published'])
    expect([...of(({ category }) => category)].flatMap((category) => category ?? []).sort()).toEqual(
      [...CATEGORIES].sort(),
    )
    expect(of(({ region }) => region).size).toBeGreaterThan(10)

    const numbers = found.flatMap(({ number }) => number ?? []).sort()
    expect(numbers, 'numbers of each year without gaps').toEqual(
      [...new Set(numbers.map((number) => number.slice(0, 4)))].flatMap((year) =>
        numbers.filter((number) => number.startsWith(year)).map((_, i) => `${year}-${String(i + 1).padStart(4, '0')}`),
      ),
    )
    let recounted = 0
    for (const { id, seq, title } of found) {
      const { events } = await moderator.ask('matter:history', { matter: id, after: 0, limit: 500 })
      expect(events.length).toBe(seq)
      expect(verifyRecord(id, events as RecordEvent[]).findings).toEqual([])
      const data = (type: string, poll: string) =>
        events.find((event) => event.type === type && (event.data as { poll: string }).poll === poll)?.data
      for (const event of events.filter(({ type }) => type === 'poll.closed')) {
        const closing = event.data as unknown as Closing
        const opened = data('poll.opened', closing.poll) as unknown as FrozenPoll
        expect(recount(opened, closing), `${title}: ${opened.question}`).toEqual({ equal: true })
        recounted++
      }
    }
    expect(recounted, 'closed polls').toBeGreaterThanOrEqual(5)
    const waiting = (await moderator.ask('inbox:list', {})).tasks.map(({ kind }) => kind)
    for (const kind of ['screen', 'assign', 'release', 'close', 'rehandle', 'look-back', ...OF_SESSIONS, ...OF_THREADS])
      expect(waiting, `something to ${kind}`).toContain(kind)
    const { items } = await moderator.ask('matters:list', { limit: 100 })
    expect(new Set(items.flatMap(({ light }) => light ?? []))).toEqual(new Set(['green', 'amber', 'red']))
    const every = await Promise.all(
      found.map(async ({ id }) => (await moderator.ask('matter:open', { matter: id })).state),
    )
    const states = every.filter(({ kind }) => kind !== 'consultation') as unknown as Told[]
    expect(
      states.some(({ held }) => held && !held.returned),
      'an answer is held',
    ).toBe(true)
    expect(
      states.some(({ held }) => held?.returned),
      'an answer was returned',
    ).toBe(true)
    expect(
      states.some(({ rounds }) => rounds?.length === 2),
      'an answer was given twice',
    ).toBe(true)
    expect(
      states.some(({ absorbed, rounds }) => absorbed?.length === 2 && rounds?.length),
      'merged and answered',
    ).toBe(true)
    expect(
      states.some(({ refusals, assignment }) => refusals?.length && assignment),
      'refused and reassigned',
    ).toBe(true)
    expect(
      new Set(states.flatMap(({ rounds }) => rounds ?? []).flatMap((round) => round.items.map((item) => item.class))),
    ).toEqual(new Set(['A', 'B', 'C']))
    expect(
      states.some(({ lookBacks }) => lookBacks?.some(({ after }) => after === 365)),
      'looked back to the end',
    ).toBe(true)
    expect(
      states.some(({ origin, informants }) => origin && informants?.length),
      'one grew from a suggestion',
    ).toBe(true)
    expect(
      every.some((state) =>
        (state as unknown as MatterState).messages.some(({ redacted, text }) => redacted && text === ''),
      ),
      'a message was redacted',
    ).toBe(true)
    checkThreads(every.filter(({ kind }) => kind === 'supervision') as unknown as SupervisionState[], Date.now())
    const sessions = every.filter(({ kind }) => kind === 'consultation') as unknown as ConsultationState[]
    const open = sessions.find(({ status }) => status === 'open')
    if (!open) throw new Error('no session goes on')
    checkOpen(open)
    const now = Date.now()
    const one = (what: string, fits: (state: ConsultationState) => unknown) =>
      expect(sessions.some(fits), `a session ${what}`).toBe(true)
    one(
      'that nobody is invited to',
      ({ status, invitations }) => status === 'preparing' && Object.keys(invitations).length === 0,
    )
    one(
      'from which leave is asked',
      ({ status, invitations }) =>
        status === 'preparing' &&
        Object.values(invitations).some(({ answer, leave }) => answer === 'excused' && !leave),
    )
    one(
      'with an objection to its minutes',
      ({ status, draft, minutes }) =>
        status === 'concluded' && draft && minutes?.confirmed.length === 3 && minutes.objections.length === 1,
    )
    one(
      'with a matter grown from it, to be looked at again',
      (state) => state.links.length > 0 && (reviewDue(state) ?? now) < now,
    )
    one('that was looked at again', ({ reviews }) => reviews.length > 0)
    one('that was called off', ({ cancelled, postponed }) => cancelled && postponed)
    checkRequests(every.filter(({ kind }) => kind === 'service') as unknown as ServiceState[], now)
    const round = sessions.find(({ rounds }) => rounds.length > 0)
    const { events } = await moderator.ask('matter:history', { matter: round?.id ?? '', after: 0, limit: 500 })
    const votes = events.find(({ type }) => type === 'statements.closed')?.data as unknown as Parameters<
      typeof landscape
    >[0]
    const { unites, divides } = landscape(votes)
    expect([unites.length > 0, divides.length > 0], 'statements that unite and divide').toEqual([true, true])
    for (const name of ['unit', 'unit2', 'unit3', 'unit5']) {
      const unit = await person(first, name)
      expect((await unit.ask('inbox:list', {})).tasks.length, `something waits for ${name}`).toBeGreaterThan(0)
      unit.close()
    }
    for (const name of ['admin', 'member9', 'representative', 'unit', 'unit2']) (await person(first, name)).close()
    const member = await person(first, 'member')
    const tasks = (await member.ask('inbox:list', {})).tasks.map(({ kind }) => kind)
    for (const kind of ['vote', 'attend', 'confirm-minutes', 'verify'])
      expect(tasks, `the member has to ${kind}`).toContain(kind)
    await first.stop()

    const second = await spawnServer({ dataDir, demo: true, env: { LOG_LEVEL: 'warn', RATE_LIMITS: 'off' } })
    const again = await everything(await person(second, 'moderator'))
    expect(again).toEqual(found)
    await second.stop()
  })
})
