// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SuggestionState } from '../../../../core/suggestion/state.ts'
import { offersFor } from '../../../../src/features/suggestion/actions.ts'
import { unsentSuggestion } from '../../../../src/features/suggestion/unsent.ts'
import { wayOf } from '../../../../src/features/suggestion/way.ts'
import { originDraft } from '../../../../src/features/writing/draft.ts'
import { check } from '../../../../src/features/writing/validation.ts'
import { may } from '../../../../core/deciding.ts'
import { newId } from '../../../../src/realtime/new-id.ts'
import { newClient, type Client } from '../../../support/client/client.ts'
import { enter, text } from '../../../support/client/people.ts'
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

const WORDS = '东塘菜场门口下雨就积水，老人容易滑倒。建议把排水沟加深。'

async function suggest(client: Client, words = WORDS): Promise<string> {
  const matter = newId()
  const sent = await client.outbox.send({
    matter,
    type: 'suggestion.submit',
    data: { text: words, region: text.region },
  })
  if (!sent.ok) throw new Error(JSON.stringify(sent.refusal))
  return matter
}

const suggestionOf = (client: Client, matter: string) => {
  const { state } = client.matter(matter)
  return state?.kind === 'suggestion' ? state : undefined
}
const steps = (state: SuggestionState | undefined) =>
  state ? wayOf(state).map(({ stage, phase }) => `${stage} ${phase}`) : []

describe('a suggestion', () => {
  it('[SU1] goes from screening to its author’s rating, and says at every turn what was done and what comes', async () => {
    const [author, moderator, unit] = await Promise.all(['representative', 'moderator', 'unit'].map(person))
    if (!author || !moderator || !unit) throw new Error('nobody')
    const matter = await suggest(author)
    await until('it is open', () => suggestionOf(author, matter) !== undefined)
    const offers = (client: Client) => {
      const state = suggestionOf(author, matter)
      const account = client.session.account
      if (!state || !account) throw new Error('nothing is open')
      return offersFor(state, (type) => may(account, type, state, Date.now())).map(({ action }) => action)
    }
    expect(steps(suggestionOf(author, matter))).toEqual(['submit done', 'screen now', 'answer ahead', 'rate ahead'])
    expect(offers(moderator)).toEqual(['forward', 'decline', 'lock'])
    expect([offers(author), offers(unit)]).toEqual([[], []])

    await moderator.outbox.send({ matter, type: 'suggestion.forward', data: { unit: 'lj-chengguan' } })
    await until('it is forwarded', () => suggestionOf(author, matter)?.status === 'forwarded')
    expect(suggestionOf(author, matter)?.forwarding?.due, 'a due date by rule').toBeGreaterThan(Date.now())
    expect(steps(suggestionOf(author, matter))).toEqual(['submit done', 'forward done', 'answer now', 'rate ahead'])
    expect(offers(unit)).toEqual(['answer'])

    await unit.outbox.send({ matter, type: 'suggestion.answer', data: { text: '下周施工' } })
    await until('it is answered', () => suggestionOf(author, matter)?.status === 'answered')
    expect(offers(author)).toEqual(['rate'])
    await until('the author is asked', () =>
      author.inbox.tasks.some((task) => task.matter === matter && task.kind === 'rate'),
    )
    await author.outbox.send({ matter, type: 'suggestion.rate', data: { score: 4 } })
    await until('it is closed', () => suggestionOf(author, matter)?.status === 'closed')
    expect(steps(suggestionOf(author, matter))).toEqual(['submit done', 'forward done', 'answer done', 'rate done'])
    expect(suggestionOf(author, matter)?.rating?.score).toBe(4)
  })

  it('[SU2] that is declined ends with its reason and next channel', async () => {
    const [author, moderator] = await Promise.all(['representative', 'moderator'].map(person))
    if (!author || !moderator) throw new Error('nobody')
    const matter = await suggest(author, '活动室晚上关门太早')
    await moderator.outbox.send({
      matter,
      type: 'suggestion.decline',
      data: { reason: 'empty', text: '请先向社区提出', channel: 'unit' },
    })
    author.matter(matter)
    await until('it is declined', () => suggestionOf(author, matter)?.status === 'declined')
    expect(steps(suggestionOf(author, matter))).toEqual(['submit done', 'screen ended'])
    expect(suggestionOf(author, matter)?.declined).toMatchObject({ reason: 'empty', channel: 'unit' })
  })

  it('[SU3] is taken up when the proposal that grew from it is there, also when that was sent after a restart', async () => {
    const author = await person('representative')
    const member = await person('member')
    const matter = await suggest(author)
    author.matter(matter)
    await until('it is open', () => suggestionOf(author, matter) !== undefined)
    const suggestion = suggestionOf(author, matter)
    if (!suggestion) throw new Error('nothing is open')
    const draft = originDraft(newId(), newId(), suggestion)
    const body = draft.body as Parameters<typeof check>[0]
    expect(body.situation).toContain(WORDS)
    expect([body.region, body.origin]).toEqual([text.region, matter])
    const checked = check({
      ...body,
      title: '关于整治东塘菜场门口积水的建议',
      category: 'city',
      suggestions: [{ key: 1, text: '加深排水沟' }],
    })
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults))

    member.link.stop()
    const proposal = draft.matter ?? ''
    void member.outbox.send({ matter: proposal, type: 'proposal.submit', data: checked.data })
    await until('it is kept', async () => (await member.machine.kept('outbox')).length === 1)
    const again = await member.restart()
    await until('the suggestion is taken up', () => suggestionOf(author, matter)?.status === 'taken-up')
    expect(suggestionOf(author, matter)?.takenUp).toMatchObject({ proposal, by: again.session.account?.id })
    expect(steps(suggestionOf(author, matter))).toEqual(['submit done', 'take-up done'])
    await until('nothing is left to send', () => again.outbox.entries.length === 0)
  })

  it('[SU4] whose clue grew is told of every later turn, and sees what grew', async () => {
    const [author, member, moderator] = await Promise.all(['representative', 'member2', 'moderator'].map(person))
    if (!author || !member || !moderator) throw new Error('nobody')
    const matter = await suggest(author, '老年食堂周末也要开')
    const proposal = newId()
    const data = { ...text, form: 'individual' as const, open: false, origin: matter }
    expect((await member.outbox.send({ matter: proposal, type: 'proposal.submit', data })).ok).toBe(true)
    author.matter(matter)
    await until('it is taken up', () => suggestionOf(author, matter)?.takenUp?.proposal === proposal)
    author.matter(proposal)
    await until('the author may read it, though it is closed', () => author.matter(proposal).state?.kind === 'proposal')
    await moderator.outbox.send({ matter: proposal, type: 'proposal.file', data: { category: 'elderly' } })
    await until('told of the filing', () =>
      author.inbox.notices.some((notice) => notice.matter === proposal && notice.type === 'proposal.filed'),
    )
  })

  it('[SU5] that was begun and not sent is there again, for the account that wrote it', async () => {
    const client = await person('member5')
    const platform = await client.machine.boot()
    const mine = { server: server.url, account: 'a' }
    const kept = unsentSuggestion(platform.cache, mine)
    expect(kept.load()).toEqual({ text: '', category: '', region: '', files: [] })
    kept.save({ text: '半句话', category: 'city', region: 'r', files: [] })
    expect(unsentSuggestion(platform.cache, mine).load().text).toBe('半句话')
    expect(unsentSuggestion(platform.cache, { ...mine, account: 'b' }).load().text).toBe('')
    kept.clear()
    expect(kept.load().text).toBe('')
  })
})
