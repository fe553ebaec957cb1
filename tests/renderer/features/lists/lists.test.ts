// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reactive } from 'vue'
import {
  clearFilters,
  comesFromStatistics,
  countFilters,
  kindOf,
  replaceQuery,
  setKind,
  statusesOf,
} from '../../../../src/features/list/query.ts'
import { newId } from '../../../../src/realtime/new-id.ts'
import { asked, fits, type ListQuery } from '../../../../src/stores/list-query.ts'
import { useQueue } from '../../../../src/stores/queue.ts'
import { useSavedFilters } from '../../../../src/stores/saved-filters.ts'
import { newClient } from '../../../support/client/client.ts'
import { enter, submit, text } from '../../../support/client/people.ts'
import { bootServer, type BootedServer } from '../../../support/server/boot.ts'
import { until } from '../../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())

async function person(username: string) {
  const client = await newClient()
  await enter(client, server, username)
  return client
}

describe('a list of several kinds', () => {
  it('[LS1] shows proposals, suggestions or both, and asks for no status that the kind does not have', async () => {
    const author = await person('representative')
    const proposal = await submit(author)
    const suggestion = newId()
    const sent = await author.outbox.send({
      matter: suggestion,
      type: 'suggestion.submit',
      data: { text: '菜场门口积水', region: text.region },
    })
    expect(sent.ok).toBe(true)
    const list = author.list('kinds', { kind: 'proposal' })
    const ids = () => list.items.map(({ id }) => id)
    await until('proposals', () => list.phase === 'ready' && ids().includes(proposal))
    expect(ids()).not.toContain(suggestion)
    setKind(list.query, 'suggestion')
    await until('suggestions', () => list.phase === 'ready' && ids().includes(suggestion))
    expect(ids()).not.toContain(proposal)
    setKind(list.query, 'all')
    await until('both', () => ids().includes(proposal) && ids().includes(suggestion))

    const query = reactive<ListQuery>({ kind: 'proposal', status: ['filed', 'answered'] })
    setKind(query, 'suggestion')
    expect(query).toMatchObject({ kind: 'suggestion', status: ['answered'] })
    expect(kindOf(query)).toBe('suggestion')
    setKind(query, 'all')
    expect(statusesOf('all').map(({ status }) => status)).toEqual(expect.arrayContaining(['filed', 'taken-up']))
    expect(new Set(statusesOf('all').map(({ status }) => status)).size).toBe(statusesOf('all').length)
  })

  it('[LS2] filters are saved under a name, for one account, and survive a restart', async () => {
    const client = await person('member')
    const saved = client.within(useSavedFilters)
    expect(
      saved.save(' 待审查的城建提案 ', { kind: 'proposal', status: ['submitted'], category: 'city', text: '' }),
    ).toBe(true)
    expect(saved.save('  ', {})).toBe(false)
    expect(saved.save('待审查的城建提案', { kind: 'proposal', unit: 'lj-chengguan' })).toBe(true)
    expect(saved.all.map(({ name, query }) => ({ name, query }))).toEqual([
      { name: '待审查的城建提案', query: { kind: 'proposal', unit: 'lj-chengguan' } },
    ])
    const again = await client.restart()
    await until('signed in', () => again.session.status === 'signed-in')
    const kept = again.within(useSavedFilters)
    expect(kept.all).toHaveLength(1)
    for (let i = 0; i < 25; i++) kept.save(`筛选 ${i}`, {})
    expect(kept.all).toHaveLength(20)
    expect(kept.save('还要一个', {})).toBe(false)
    kept.remove(kept.all[0]?.id ?? '')
    expect(kept.save('还要一个', {})).toBe(true)
    await again.session.signOut()
    await enter(again, server, 'member2')
    expect(again.within(useSavedFilters).all).toEqual([])
  })

  it('[LS2] a saved filter replaces the query altogether, and clearing leaves kind and scope', () => {
    const query = reactive<ListQuery>({ kind: 'proposal', mine: true, text: '路灯', figure: 'answered', from: 5 })
    expect(comesFromStatistics(query)).toBe(true)
    replaceQuery(query, { kind: 'suggestion', status: ['forwarded'] })
    expect(asked(query)).toEqual({ kind: 'suggestion', status: ['forwarded'] })
    Object.assign(query, { mine: true, unit: 'u', region: 'r', exactRegion: true, sector: 's', text: 'x' })
    expect(countFilters(query)).toBe(3)
    clearFilters(query)
    expect(asked(query)).toEqual({ kind: 'suggestion', mine: true })
  })

  it('[LS3] loads every page when all rows are asked for', async () => {
    const author = await person('member3')
    for (let i = 0; i < 112; i++) await submit(author, { title: `全部载入 ${i}` })
    const list = author.list('whole', { text: '全部载入' })
    await until('the first page', () => list.phase === 'ready' && list.items.length === 50)
    await list.loadAll()
    expect([list.items.length, list.more, list.total]).toEqual([112, false, 112])
    expect(new Set(list.items.map(({ id }) => id)).size).toBe(112)
    list.query.text = '没有这样的'
    await until('another answer', () => list.phase === 'ready' && list.total === 0)
    author.link.stop()
    await list.loadAll()
    expect(list.items).toEqual([])
  })

  it('[LS5] chosen matters come up one after the other, and end with the session', async () => {
    const client = await person('moderator')
    const queue = client.within(useQueue)
    const one = (id: string) => ({ id, kind: 'proposal' as const, title: id, status: 'submitted', seq: 3 })
    queue.start([one('a'), one('b'), one('c')])
    expect(queue.current?.id).toBe('a')
    expect([queue.step(1)?.id, queue.step(1)?.id, queue.step(1)]).toEqual(['b', 'c', undefined])
    expect(queue.current?.id).toBe('c')
    expect(queue.step(-1)?.id).toBe('b')
    expect([queue.goTo('a'), queue.goTo('elsewhere'), queue.current?.id]).toEqual([true, false, 'a'])
    await client.session.signOut()
    expect([queue.items.length, queue.current]).toEqual([0, undefined])
  })

  it('[LS1] a summary is judged by period and exact region; sector and figures are the server’s to know', () => {
    const summary = { id: '1', kind: 'proposal', status: 'filed', region: 'street', createdAt: 100 } as Parameters<
      typeof fits
    >[0]
    const path = (id: string) => [
      { id: 'city', name: '市', level: 'city' as const },
      { id, name: id, level: 'township' as const },
    ]
    expect(fits(summary, { from: 100, to: 101 }, path)).toBe(true)
    expect(fits(summary, { from: 101 }, path)).toBe(false)
    expect(fits(summary, { to: 100 }, path)).toBe(false)
    expect(fits(summary, { region: 'city' }, path)).toBe(true)
    expect(fits(summary, { region: 'city', exactRegion: true }, path)).toBe(false)
    expect(fits(summary, { region: 'street', exactRegion: true }, path)).toBe(true)
    for (const query of [{ figure: 'filed' as const }, { sector: 'education' }])
      expect(fits(summary, query, path)).toBe(undefined)
  })
})
