import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { minutesText } from '../../../../core/consultation/minutes-text.ts'
import { toCsv } from '../../../../core/consultation/statements.ts'
import { replay } from '../../../../core/kinds.ts'
import { leafOf } from '../../../../core/voting/ballot.ts'
import type { Closing } from '../../../../core/voting/tally.ts'
import KeptSession from '../../../../src/features/archive/KeptSession.vue'
import { textDocx } from '../../../../src/features/paper/text-docx.ts'
import MinutesTab from '../../../../src/features/consultation/minutes/MinutesTab.vue'
import { linesOf } from '../../../../core/text/lines.ts'
import { grievances, orderLog } from '../../../../src/features/consultation/order/log.ts'
import { checkOutcome, OUTCOME_DRAFT, outcomeBody } from '../../../../src/features/consultation/outcome/editing.ts'
import OutcomeEditor from '../../../../src/features/consultation/outcome/OutcomeEditor.vue'
import { sourcesOf } from '../../../../src/features/consultation/outcome/sources.ts'
import { tabsOf } from '../../../../src/features/consultation/page/tabs.ts'
import { landmarksOf, statesOf } from '../../../../src/features/consultation/replay/moments.ts'
import { findBallot } from '../../../../src/features/consultation/results/find-ballot.ts'
import StatementsTab from '../../../../src/features/consultation/results/StatementsTab.vue'
import { roundsOf } from '../../../../src/features/consultation/results/rounds.ts'
import { refuse } from '../../../../core/wire/refusal.ts'
import { MEMBERS, nonceOf, openHallPlay, withPoll, withRound } from '../../../support/consultation-hall.ts'
import { recordOf } from '../../../support/hall-store.ts'
import { HIDDEN } from '../../../support/consultation-samples.ts'
import { consultationAt } from '../../../support/consultation-stages.ts'
import { consultation, type Play } from '../../../support/matter.ts'
import { seeded } from '../../../support/random.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

const people = [...Object.values(cast), ...MEMBERS]
const forbidden = () => refuse('forbidden', 'not-allowed', '')

describe('the own anonymous ballot', () => {
  const closing = (play: Play, poll: string) =>
    play.events.findLast((event) => event.type === 'poll.closed' && event.data.poll === poll)?.data as Closing

  it('[CS7] is found by the nonce that was kept, and says where it is and what it says', () => {
    const closed = closing(withPoll(openHallPlay(), false), 'secret')
    MEMBERS.forEach((_, n) => {
      const choice = n === 0 ? 1 : 0
      const found = findBallot([{ poll: 'secret', choice, nonce: nonceOf(n) }], closed)
      if (found.found !== 'counted') throw new Error(`the ballot of member ${n} is ${found.found}`)
      expect(found.choice).toBe(choice)
      expect(closed.ballots[found.at]).toEqual({ leaf: leafOf('secret', choice, nonceOf(n)), choice })
    })
  })

  it('[CS7] that is missing, withheld, or was sent from elsewhere is said apart', () => {
    const closed = closing(withPoll(openHallPlay(), false), 'secret')
    expect(findBallot([], closed)).toEqual({ found: 'none-kept' })
    expect(findBallot([{ poll: 'secret', choice: 1, nonce: nonceOf(1) }], closed), 'another choice').toEqual({
      found: 'missing',
    })
    const few = { ...closed, ballots: [], withheld: true as const }
    expect(findBallot([{ poll: 'secret', choice: 0, nonce: nonceOf(1) }], few)).toEqual({ found: 'withheld' })
  })
})

describe('a closed round of statements', () => {
  it('[CS8] is read off the record: what unites, what divides, and the raw votes', () => {
    const play = withRound(openHallPlay())
    const [round] = roundsOf(consultation(play), recordOf(play), 1)
    const ids = (side: 'unites' | 'divides') => round?.landscape[side].map(({ statement }) => statement)
    expect(ids('unites')).toEqual(['st-one'])
    expect(ids('divides')).toEqual(['st-two'])
    expect(round?.opinions.get('st-two')).toMatchObject({ agree: 4, disagree: 4, pass: 0 })
    const lines = toCsv(round!.matrix!, (id) => id).split('\r\n')
    expect(lines, 'a head, a line a participant, and the end').toHaveLength(MEMBERS.length + 2)
  })

  it('[CS8] does not say who wrote what waits or is put to everyone', async () => {
    const play = openHallPlay()
    const put = (statement: string, text: string) =>
      play.do(MEMBERS[0]!, { type: 'statement.submit', data: { statement, text } })
    put('st-put', '先装三处')
    play.do(cast.moderator, { type: 'statement.approve', data: { statement: 'st-put' } })
    put('st-waits', '再装五处')
    const state = consultation(play)
    const matter = { id: state.id, events: recordOf(play), from: 1, whole: true, ensureWholeRecord: async () => {} }
    const { view } = await screen(StatementsTab, { matter, state, now: play.at }, { me: cast.moderator, people })
    const said = view.text()
    expect(said).toContain('先装三处')
    expect(said).toContain('再装五处')
    expect(said).toContain('等待审核')
    expect(said).not.toContain(MEMBERS[0]!.name)
  })

  it('[CS8] says nothing while its event is not loaded', () => {
    const play = withRound(openHallPlay())
    const tail = recordOf(play).slice(-1)
    const [round] = roundsOf(consultation(play), tail, tail[0]!.seq + 1)
    expect(round?.matrix).toBeUndefined()
    expect(round?.landscape).toEqual({ unites: [], divides: [] })
  })
})

describe('an outcome', () => {
  function hall() {
    const play = withRound(withPoll(openHallPlay(), true))
    play.do(MEMBERS[0]!, { type: 'message.post', data: { text: '先从六层以上的楼开始' } })
    const message = play.events.at(-1)!.id
    return play.do(cast.moderator, { type: 'message.pin', data: { message } })
  }
  const parts = (play: Play) => {
    const state = consultation(play)
    const pinned = state.messages.filter((message) => message.pinned)
    return { state, pinned, rounds: roundsOf(state, recordOf(play), 1) }
  }

  it('[CS9] has its sources in polls, statements and pinned messages, each where it likely belongs', () => {
    const { state, pinned, rounds } = parts(hall())
    const sources = sourcesOf(state, pinned, rounds, (id) => id)
    expect(sources.map(({ from, side }) => `${from} ${side}`)).toEqual([
      'poll consensus',
      'statement consensus',
      'statement differences',
      'message consensus',
    ])
    expect(sources[0]?.text).toContain('是否先行试点？')
    expect(sources[0]?.note).toContain('是 7')
  })

  it('[CS9] needs words, and for each follow-up an owner and a date', () => {
    const body = outcomeBody(undefined, undefined)
    body.consensus.push({ key: 0, text: ' ' })
    body.followUps.push({ key: 3, text: '出台方案', owner: '', due: null })
    const wrong = checkOutcome(body)
    expect(wrong.ok ? [] : wrong.faults.map(({ field }) => field)).toEqual(['consensus-0', 'owner-3', 'due-3'])
    body.consensus[0]!.text = '先行试点'
    Object.assign(body.followUps[0]!, { owner: 'unit-1', due: 5 })
    expect(checkOutcome(body)).toEqual({
      ok: true,
      data: {
        consensus: ['先行试点'],
        differences: [],
        followUps: [{ text: '出台方案', owner: 'unit-1', due: 5 }],
      },
    })
  })

  it('[CS9] is kept on this machine as it is drafted, until the server is given it', async () => {
    const play = hall()
    const props = { ...parts(play), now: play.at }
    const { view, drafts, outbox } = await screen(OutcomeEditor, props, { me: cast.moderator, people })
    await view.findAll('.source .do button')[0]?.trigger('click')
    await until('it is kept', () => drafts.drafts.some(({ kind }) => kind === OUTCOME_DRAFT))
    await view.get('form').trigger('submit')
    await until('it is given', () => outbox.entries.length === 1)
    expect(outbox.entries[0]?.command).toMatchObject({ type: 'outcome.draft', data: { differences: [] } })
    await until('nothing is kept any more', () => drafts.drafts.length === 0)
  })
})

describe('minutes', () => {
  const text = (play: Play) => minutesText(consultation(play), play.directory)

  it('[CS11] are set as a document with a title and its headings', () => {
    const paper = linesOf(text(withPoll(openHallPlay(), true)))
    expect(paper[0]?.as).toBe('title')
    expect(paper.filter(({ as }) => as === 'heading').map(({ text: said }) => said)).toEqual([
      '一、出席',
      '二、议程',
      '三、发言',
      '四、表决',
      '五、征询',
      '六、协商结果',
    ])
  })

  it('[CS11] go into a Word file with all of their words, and what looks like markup stays text', async () => {
    const words = `${text(withPoll(openHallPlay(), true))}\n<w:t>&amp; "一键通"`
    const blob = await textDocx(words, '纪要', '（尚未定稿）')
    const xml = strFromU8(unzipSync(new Uint8Array(await blob.arrayBuffer()))['word/document.xml']!)
    const decode = (said: string) =>
      said.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    const lines = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, said]) => decode(said ?? ''))
    expect(lines).toEqual([...linesOf(words).map((line) => line.text), '（尚未定稿）'])
  })

  it('[CS11] that were edited are shown against the text of the record', async () => {
    const play = consultationAt('concluded')
    const generated = text(play)
    play.do(cast.moderator, { type: 'minutes.propose', data: { text: generated.replace('一、出席', '一、出席情况') } })
    const props = { state: consultation(play), now: play.at, verdict: forbidden }
    const { view } = await screen(MinutesTab, props, { me: cast.signer, people })
    expect(view.text()).toContain('一、出席情况')
    await view.get('button[aria-pressed]').trigger('click')
    expect(
      view
        .findAll('ins')
        .map((piece) => piece.text())
        .join(),
    ).toContain('情况')
  })
})

describe('the order in a room', () => {
  it('[CS12] is open to everyone, with what was done and what was said against it, the latest first', () => {
    const play = consultationAt('preparing')
    expect(orderLog(recordOf(play)).map(({ type }) => type)).toEqual([
      'moderation.appealed',
      'message.hidden',
      'message.hidden',
    ])
  })

  it('[CS12] can be appealed against by whom it meets, once until it is answered', () => {
    const play = consultationAt('preparing')
    const against = (id: string) => grievances(consultation(play), id, play.at).map(({ message }) => message?.id)
    expect(against(cast.invited.id)).toEqual([HIDDEN])
    expect(against(cast.signer.id), 'an appeal waits').toEqual([])
    play.do(cast.moderator, {
      type: 'participant.mute',
      data: { account: cast.author.id, reason: '离题' },
    })
    expect(against(cast.author.id)).toEqual([undefined])
  })
})

describe('the replay', () => {
  it('[CS13] shows any moment as it was, whichever way one comes to it', () => {
    const play = withRound(withPoll(openHallPlay(), true))
    for (let n = 0; n < 250; n++) play.do(MEMBERS[n % 8]!, { type: 'message.post', data: { text: `第 ${n} 句` } })
    const events = recordOf(play)
    const states = statesOf(events)
    const seed = Date.now()
    const random = seeded(seed)
    const places = Array.from({ length: 60 }, () => 1 + Math.floor(random() * events.length))
    for (const n of [events.length, 1, 101, 100, ...places])
      expect(states.at(n), `after ${n} events, seed ${seed}`).toEqual(replay(play.events.slice(0, n)))
    expect(landmarksOf(events).map(({ type }) => type)).toEqual([
      'consultation.opened',
      'poll.opened',
      'poll.closed',
      'statements.closed',
    ])
  })
})

describe('a kept session', () => {
  it('[CS14] is read in every part of its page without a server, and offers nothing to be done', async () => {
    const play = withRound(withPoll(openHallPlay(), true))
    play.do(cast.moderator, { type: 'outcome.draft', data: { consensus: ['先行'], differences: [], followUps: [] } })
    play.do(cast.moderator, { type: 'consultation.conclude', data: {} })
    play.do(cast.moderator, { type: 'minutes.propose', data: { text: undefined } })
    const state = consultation(play)
    const props = { state, events: recordOf(play), now: play.at, faulty: new Set() }
    const { view, outbox } = await screen(KeptSession, props, { me: cast.moderator, people })
    const said: Record<string, string> = {
      overview: state.question,
      agenda: '情况通报',
      people: MEMBERS[3]!.name,
      polls: '核对一致',
      statements: '补助应向困难家庭倾斜',
      outcome: '先行',
      minutes: '一、出席',
      replay: '播放',
    }
    const tabs = tabsOf(state).map(({ key }) => key)
    expect(Object.keys(said).filter((key) => !tabs.some((tab) => tab === key))).toEqual([])
    for (const key of tabs) {
      await view.get(`#tab-${key}`).trigger('click')
      await until(`${key} shows “${said[key] ?? ''}”`, () => view.text().includes(said[key] ?? ''))
      expect(view.find('[data-action], form').exists(), `${key} offers something`).toBe(false)
    }
    expect(outbox.entries).toEqual([])
  })
})
