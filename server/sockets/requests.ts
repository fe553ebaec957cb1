import { dueWithin } from '../../core/clock/light.ts'
import { boardOf, boardScope } from '../../core/supervision/board.ts'
import { withLight } from '../../core/summary.ts'
import { untold } from '../../core/notices/preferences.ts'
import { queryTerms } from '../../core/text/terms.ts'
import { LIMITS } from '../../core/wire/limits.ts'
import { refuse } from '../../core/wire/refusal.ts'
import type { Confirmations } from '../accounts/confirmations.ts'
import { preferencesOf } from '../accounts/preferences.ts'
import type { People } from '../accounts/roster.ts'
import type { Committee } from '../committee/committee.ts'
import type { ServedBook } from '../clocks/book.ts'
import type { Matters } from '../matters/matters.ts'
import type { Reading } from '../matters/reading.ts'
import type { SimilarMatters } from '../matters/similar.ts'
import { statisticsOf } from '../matters/statistics.ts'
import { BadCursor, type Store } from '../store/contract.ts'
import type { ListQuery } from '../store/queries.ts'
import type { Feed } from './feed.ts'
import type { InboxTeller } from './inbox.ts'
import type { Presence } from './presence.ts'
import type { Handlers } from './receive.ts'
import { rooms } from './rooms.ts'

export interface RequestParts {
  store: Store
  people: People
  confirmations: Confirmations
  committee: Pick<Committee, 'settings'>
  matters: Matters
  reading: Reading
  similar: SimilarMatters
  feed: Feed
  presence: Presence
  inbox: InboxTeller
  now: () => number
  clockBook: ServedBook
}

const PAGE = 50
const SIMILAR = 5
const done = { ok: true as const, value: {} }

/** What each request does. */
export function createHandlers({
  store,
  people,
  confirmations,
  committee,
  matters,
  reading,
  similar,
  feed,
  presence,
  inbox,
  now,
  clockBook,
}: RequestParts): Handlers {
  return {
    'matters:list': async ({ region, exactRegion, sector, text, light, limit = PAGE, ...query }, { account }) => {
      const at = now()
      const terms = text === undefined ? [] : queryTerms(text)
      // a text of nothing but punctuation asks for something, and nothing has it
      if (text && terms.length === 0) return { ok: true, value: { items: [], total: 0 } }
      const wanted = {
        ...query,
        limit,
        ...(region === undefined ? {} : { regions: exactRegion ? [region] : people.regionsFrom(region) }),
        ...(sector === undefined ? {} : { authors: people.ofSector(sector) }),
        ...(terms.length > 0 ? { terms } : {}),
        ...(light === undefined ? {} : dueWithin(light, at)),
      }
      try {
        const { items, ...page } = await store.list(wanted as ListQuery, { account, at })
        return { ok: true, value: { items: items.map((item) => withLight(item, at)), ...page } }
      } catch (error) {
        if (!(error instanceof BadCursor)) throw error
        return { ok: false, refusal: refuse('invalid', 'cursor', 'no such cursor') }
      }
    },

    'matter:open': async ({ matter, since }, { account, socket }) => {
      const opened = await reading.open(account, matter, since, () => {
        feed.flush(matter)
        void socket.join(rooms.matter(matter))
      })
      if (!opened.ok) return opened
      presence.moved(matter)
      const { state, heldAnswer, beside, ...rest } = opened.value
      const more = { ...(heldAnswer ? { heldAnswer } : {}), ...(beside ? { beside } : {}) }
      return { ok: true, value: { state: { ...state, ...more }, ...rest } }
    },

    'matters:similar': async ({ title, text, limit = SIMILAR, kind }, { account }) => {
      const at = now()
      const wanted = { limit, ...(kind ? { kind } : {}) }
      const found = await similar.find(`${title}\n${text}`, wanted, { account, at })
      return { ok: true, value: { items: found.map((item) => ({ ...item, summary: withLight(item.summary, at) })) } }
    },

    'proposals:statistics': async ({ from, to }, { account }) => {
      const period = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
      return { ok: true, value: statisticsOf(await store.figures(period, { account, at: now() }), people.account) }
    },

    'supervision:board': async ({ unit }, { account }) => {
      const scope = boardScope(account)
      if (!scope)
        return { ok: false, refusal: refuse('forbidden', 'not-allowed', 'not for this role', { rule: 'BD1' }) }
      const at = now()
      return { ok: true, value: boardOf(await store.threads({ account, at }), at, scope.unit ?? unit) }
    },

    'matter:leave': async ({ matter }, { socket }) => {
      if (socket.rooms.has(rooms.matter(matter))) {
        await socket.leave(rooms.matter(matter))
        presence.moved(matter)
      }
      return done
    },

    'matter:history': async ({ matter, after, before, limit = LIMITS.openEvents }, { account }) => {
      const range = { limit, ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) }
      const read = await reading.history(account, matter, range)
      return read.ok ? { ok: true, value: { events: read.value } } : read
    },

    'matter:command': (body, { account, socket }) =>
      matters.run(account, body, { confirmed: confirmations.holds(socket.data.tokenHash) }),

    'matter:checkpoint': ({ matter }, { account }) => reading.checkpoint(account, matter),

    'matter:clocks': async ({ matter }, { account }) => {
      const found = await reading.clocks(account, matter, now(), clockBook.book())
      return found.ok ? { ok: true, value: { clocks: found.value } } : found
    },

    'due:list': async ({ from, to, own = false, limit = LIMITS.duePage }, { account }) => {
      const viewer = { account, at: now() }
      const { items, total } = await store.due({ ...(from === undefined ? {} : { from }), to, own, limit }, viewer)
      const lit = items.map((item) => ({ ...item, summary: withLight(item.summary, viewer.at) }))
      return { ok: true, value: { items: lit, total } }
    },

    'inbox:list': async ({ cursor, limit = PAGE }, { account }) => {
      const before = cursor === undefined ? undefined : Number(cursor)
      if (before !== undefined && !(Number.isSafeInteger(before) && before > 0))
        return { ok: false, refusal: refuse('invalid', 'cursor', 'no such cursor') }
      const viewer = { account, at: now() }
      const page = { limit: limit + 1, ...(before === undefined ? {} : { before }) }
      const [tasks, found, { unread }] = await Promise.all([
        store.tasks(viewer),
        store.notices(viewer, page),
        preferencesOf(store, account.id).then((chosen) => store.inboxCounts(viewer, untold(chosen))),
      ])
      const notices = found.slice(0, limit)
      const last = notices.at(-1)
      const next = found.length > limit && last ? { next: String(last.n) } : {}
      const lit = tasks.map((task) => ({ ...task, summary: withLight(task.summary, viewer.at) }))
      return { ok: true, value: { tasks: lit, notices, unread, ...next } }
    },

    'inbox:read': async ({ upTo }, { account }) => {
      await store.readNotices(account.id, upTo)
      inbox.touch(account.id)
      return done
    },

    'preferences:get': async (_, { account }) => ({
      ok: true,
      value: { preferences: await preferencesOf(store, account.id) },
    }),

    'preferences:set': async ({ preferences }, { account, socket }) => {
      await store.putPreferences(account.id, preferences)
      socket.to(rooms.account(account.id)).emit('preferences:changed', { preferences })
      inbox.touch(account.id)
      return done
    },

    'roster:list': ({ since }) => {
      const { version, ...roster } = people.roster()
      const unchanged = { accounts: [], units: [], regions: [], sectors: [] }
      return { ok: true, value: { ...(since === version ? unchanged : roster), version } }
    },

    'committee:settings': () => ({ ok: true, value: { settings: committee.settings() } }),

    'presence:set': ({ matter, typing = false }, { account, socket }) => {
      if (!socket.rooms.has(rooms.matter(matter)))
        return { ok: false, refusal: refuse('conflict', 'not-open', 'the matter is not open on this connection') }
      presence.typing(matter, account.id, typing)
      return done
    },
  }
}
