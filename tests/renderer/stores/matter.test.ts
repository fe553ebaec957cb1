// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newClient } from '../../support/client/client.ts'
import type { ProposalState } from '../../../core/proposal/state.ts'
import { enter, post, proposal, submit } from '../../support/client/people.ts'
import { lossyLink, type LossyLink } from '../../support/lossy-link.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
let link: LossyLink
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())
beforeEach(async () => void (link = await lossyLink(server.url)))
afterEach(() => link.close())

async function person(username: string, address = server.url) {
  const client = await newClient()
  await enter(client, address, username)
  return client
}

async function fill(client: Awaited<ReturnType<typeof person>>, matter: string, count: number, word = 'message') {
  for (let at = 0; at < count; at += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - at) }, (_, i) => client.outbox.send(post(matter, `${word} ${at + i}`))),
    )
}

describe('an open matter', () => {
  it('[CL14] shows what others do as it happens', async () => {
    const author = await person('member')
    const reader = await person('member2')
    const matter = await submit(author)
    const store = reader.matter(matter)
    await until('it is open', () => store.phase === 'ready')
    expect(store.source).toBe('live')
    await author.outbox.send(post(matter, '大家好'))
    await until('the message is there', () => store.messages.length === 1)
    expect(store.messages[0]).toMatchObject({ text: '大家好', author: author.session.account?.id })
    await reader.outbox.send({ matter, type: 'proposal.support', data: {} })
    const own = author.matter(matter)
    await until('the author sees the support', () => (own.state as ProposalState | null)?.supporters.length === 1)
    expect(own.events.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(own.whole).toBe(true)
  })

  it('[CL15] shows an own command at once, as pending, and exactly so once it is confirmed', async () => {
    const author = await person('member', link.address)
    const matter = await submit(author)
    const store = author.matter(matter)
    await until('it is open', () => store.phase === 'ready')
    link.freeze()
    const sent = author.outbox.send(post(matter, 'on its way'))
    const support = author.outbox.send({ matter, type: 'proposal.withdraw', data: { reason: '另案处理' } })
    expect(store.messages.map(({ text }) => text)).toEqual(['on its way'])
    expect(store.state?.status).toBe('withdrawn')
    expect(store.confirmed?.status).toBe('submitted')
    const [item] = [...store.pendingMessages.values()]
    expect(store.messages[0]?.id).toBe(item?.id)
    const optimistic = store.state
    link.thaw()
    await Promise.all([sent, support])
    expect(store.pendingMessages.size).toBe(0)
    expect(store.state).toBe(store.confirmed)
    // Only ids and times are the server's own.
    const bare = (state: typeof store.state) => {
      const { updatedAt: _u, withdrawal, messages, ...rest } = (state ?? {}) as ProposalState
      return {
        ...rest,
        why: withdrawal?.reason,
        messages: messages.map(({ text, author: a, seq }) => ({ text, a, seq })),
      }
    }
    expect(bare(optimistic)).toEqual(bare(store.confirmed))
  })

  it('[CL15] never shows an own message twice or not at all between the answer and the broadcast', async () => {
    const author = await person('member', link.address)
    const other = await person('member3')
    const matter = await submit(author)
    const store = author.matter(matter)
    await until('it is open', () => store.phase === 'ready')
    const views = new Set<number>()
    const { watch } = await import('vue')
    const stop = watch(
      () => store.messages.filter(({ text }) => text === 'mine').length,
      (count) => views.add(count),
      { flush: 'sync', immediate: true },
    )
    const noise = fill(other, matter, 100, 'noise')
    const sent = author.outbox.send(post(matter, 'mine'))
    await Promise.all([noise, sent])
    await until('all is there', () => store.messages.length === 101)
    stop()
    expect([...views]).toEqual([0, 1])
  })

  it('[CL16] fills what it missed while it was cut off', async () => {
    const author = await person('member')
    const reader = await person('member2', link.address)
    const matter = await submit(author)
    const store = reader.matter(matter)
    await until('it is open', () => store.phase === 'ready')
    link.down()
    await until('offline', () => reader.link.state !== 'online')
    await fill(author, matter, 230, 'missed')
    expect(store.messages).toHaveLength(0)
    expect(store.phase).toBe('ready')
    link.mend()
    reader.link.reconnect()
    await until('everything is there', () => store.messages.length === 230)
    expect(store.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 231 }, (_, i) => i + 1))
  })

  it('[CL17] loads earlier messages backwards, and the whole record for the timeline', async () => {
    const author = await person('member')
    const matter = await submit(author)
    await fill(author, matter, 420)
    const reader = await person('member2')
    const store = reader.matter(matter)
    await until('it is open', () => store.phase === 'ready')
    expect(store.messages).toHaveLength(100)
    expect(store.hasEarlier).toBe(true)
    expect(store.whole).toBe(false)
    await store.loadEarlier()
    expect(store.messages.length).toBeGreaterThanOrEqual(140)
    expect(store.messages.at(-1)?.text).toBe('message 419')
    await store.ensureWholeRecord()
    expect(store.whole).toBe(true)
    expect(store.timeline).toHaveLength(421)
    expect(store.messages).toHaveLength(420)
    expect(store.hasEarlier).toBe(false)
  })

  it('[CL18] a matter begun offline is shown at once and becomes the confirmed one', async () => {
    const author = await person('member', link.address)
    await until('the roster', () => author.roster.phase === 'ready')
    link.down()
    await until('offline', () => author.link.state !== 'online')
    const command = proposal({ title: '离线写成的提案' })
    const sent = author.outbox.send(command)
    const store = author.matter(command.matter)
    expect(store.phase).toBe('ready')
    expect(store.confirmed).toBeNull()
    expect(store.state).toMatchObject({
      title: '离线写成的提案',
      status: 'submitted',
      author: author.session.account?.id,
    })
    link.mend()
    author.link.reconnect()
    expect(await sent).toMatchObject({ ok: true })
    expect(store.confirmed?.title).toBe('离线写成的提案')
    const reader = await person('member2')
    await until('it has joined', async () => {
      await reader.outbox.send(post(command.matter, 'seen'))
      return store.messages.length > 0
    })
  })

  it('[CL19] says so when there is no such matter, or none for this reader', async () => {
    const author = await person('member')
    const reader = await person('member2')
    const hidden = await submit(author, { open: false })
    const store = reader.matter(hidden)
    await until('the answer', () => store.phase !== 'loading')
    expect(store.phase).toBe('missing')
    expect(store.state).toBeNull()
    expect(store.refusal?.code).toBe('not-found')
  })

  it('[CL12] stops loudly when what comes was altered on the way', async () => {
    const author = await person('member')
    const reader = await person('member2', link.address)
    const matter = await submit(author)
    const store = reader.matter(matter)
    await until('it is open', () => store.phase === 'ready')
    link.forge({ from: 'honest words', to: 'forged words' })
    await author.outbox.send(post(matter, 'honest words'))
    await until('it has noticed', () => store.phase === 'diverged')
    expect(store.breach).toEqual({ seq: 2, fault: 'data' })
    expect(store.messages).toEqual([])
    expect(reader.archive.divergences).toMatchObject([{ matter, seq: 2 }])
    link.forge(undefined)
    await store.reload()
    expect(store.phase).toBe('ready')
    expect(store.messages.map(({ text }) => text)).toEqual(['honest words'])
  })

  it('[CL20] tells who else is there and who is typing', async () => {
    const author = await person('member')
    const reader = await person('member2')
    const [a, b] = [author.session.account?.id ?? '', reader.session.account?.id ?? '']
    const matter = await submit(author)
    const [mine, theirs] = [author.matter(matter), reader.matter(matter)]
    await until('both are there', () => mine.present.length === 2 && theirs.present.length === 2)
    expect([...mine.present].sort()).toEqual([a, b].sort())
    mine.setTyping(true)
    await until('the typing is seen', () => theirs.typing.includes(a))
    expect(mine.typing).toEqual([])
    mine.setTyping(false)
    await until('and its end', () => theirs.typing.length === 0)
  })

  it('[CL21] is left a while after its last user has gone, and opened anew by the next', async () => {
    const author = await person('member')
    const reader = await person('member2')
    const matter = await submit(author)
    const mine = author.matter(matter)
    const first = reader.visit(matter)
    const second = reader.visit(matter)
    await until('the reader is there', () => mine.present.length === 2)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    first.leave()
    vi.advanceTimersByTime(60_000)
    second.leave()
    vi.advanceTimersByTime(5_000)
    const third = reader.visit(matter)
    expect(third.store).toBe(first.store)
    vi.advanceTimersByTime(60_000)
    third.leave()
    vi.advanceTimersByTime(60_000)
    vi.useRealTimers()
    await until('the reader has left', () => mine.present.length === 1)
    const back = reader.visit(matter)
    expect(back.store).not.toBe(first.store)
    await until('it is open again', () => back.store.phase === 'ready')
    await author.outbox.send(post(matter, 'welcome back'))
    await until('it hears again', () => back.store.messages.length === 1)
    expect(first.store.messages).toHaveLength(0)
    back.leave()
  })
})
