import { Unavailable, type Store } from '../contract.ts'
import * as derived from './derived.ts'
import * as files from './files.ts'
import { forgetNotices } from './notices.ts'
import * as people from './people.ts'
import * as record from './record.ts'
import { copy, emptyTables } from './tables.ts'
import * as views from './views.ts'
import * as wakes from './wakes.ts'

/** The twin in memory: the same answers as SQLite's, kept as long as the process. For tests and for trying out. */
export function createMemoryStore(): Store {
  const tables = emptyTables()
  let closed = false

  async function run<T>(job: () => T): Promise<T> {
    if (closed) throw new Unavailable('the store is closed')
    return job()
  }

  return {
    name: 'memory',
    append: (append) => run(() => record.append(tables, append)),
    commandResult: (actor, id) => run(() => record.commandResult(tables, actor, id)),
    load: (matter) => run(() => record.load(tables, matter)),
    saveSnapshot: (matter, snapshot) => run(() => record.saveSnapshot(tables, matter, snapshot)),
    events: (matter, range) => run(() => record.events(tables, matter, range)),
    lastNumber: (series) => run(() => record.lastNumber(tables, series)),
    forgetCommands: (before) => run(() => record.forgetCommands(tables, before)),
    followUps: () => run(() => copy([...tables.followUps.values()])),

    list: (query, viewer) => run(() => views.list(tables, query, viewer)),
    tasks: (viewer) => run(() => views.tasks(tables, viewer)),
    notices: (viewer, page) => run(() => views.notices(tables, viewer, page)),
    inboxCounts: (viewer, untold) => run(() => views.inboxCounts(tables, viewer, untold)),
    due: (query, viewer) => run(() => views.due(tables, query, viewer)),
    forgetNotices: (before) => run(() => forgetNotices(tables, before)),
    readNotices: (account, upTo) => run(() => views.readNotices(tables, account, upTo)),
    summaries: (ids, viewer) => run(() => views.summaries(tables, ids, viewer)),
    figures: (period, viewer) => run(() => derived.figures(tables, period, viewer)),
    threads: (viewer) => run(() => derived.threads(tables, viewer)),
    derived: (page) => run(() => derived.derived(tables, page)),
    putDerived: (matter, given) => run(() => derived.putDerived(tables, matter, given)),
    takeWakes: (claim) => run(() => wakes.takeWakes(tables, claim)),
    settleWake: (matter, next) => run(() => wakes.settleWake(tables, matter, next)),
    rouse: (page) => run(() => wakes.rouse(tables, page)),

    putAttachment: (upload) => run(() => files.putAttachment(tables, upload)),
    attachment: (sha256) => run(() => files.attachment(tables, sha256)),
    forgetUploads: (before) => run(() => files.forgetUploads(tables, before)),
    thrown: () => run(() => [...tables.thrown]),
    notThrown: (sha256) => run(() => void tables.thrown.delete(sha256)),

    roster: () => run(() => people.roster(tables)),
    putRoster: (change) => run(() => people.putRoster(tables, change)),
    putAccount: (account) => run(() => people.putAccount(tables, account)),
    invitation: (code) =>
      run(() => {
        const invitation = tables.invitations.get(code)
        return invitation && copy(invitation)
      }),
    accountByUsername: (username) => run(() => people.accountByUsername(tables, username)),
    preferences: (account) =>
      run(() => {
        const chosen = tables.preferences.get(account)
        return chosen && copy(chosen)
      }),
    putPreferences: (account, chosen) => run(() => void tables.preferences.set(account, copy(chosen))),
    putSession: (tokenHash, session) => run(() => void tables.sessions.set(tokenHash, copy(session))),
    session: (tokenHash) =>
      run(() => {
        const session = tables.sessions.get(tokenHash)
        return session && copy(session)
      }),
    removeSession: (tokenHash) => run(() => void tables.sessions.delete(tokenHash)),
    removeSessions: (account) => run(() => void people.removeSessions(tables, (owner) => owner === account)),
    removeExpiredSessions: (at) => run(() => people.removeSessions(tables, (_, expiresAt) => expiresAt <= at)),

    keep: (name, make) =>
      run(() => {
        const value = tables.kept.get(name) ?? make()
        tables.kept.set(name, value)
        return value
      }),
    kept: (name) => run(() => tables.kept.get(name)),
    keepAnew: (name, value) => run(() => void tables.kept.set(name, value)),
    ping: () => run(() => undefined),
    close: async () => {
      closed = true
    },
  }
}
