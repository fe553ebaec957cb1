import { describe, expect, it } from 'vitest'
import type { AnyState, MatterEvent } from '../../../../core/kinds.ts'
import type { EventFact } from '../../../../core/record/event.ts'
import KeptBody from '../../../../src/features/archive/KeptBody.vue'
import { placeAt } from '../../../../src/features/archive/place.ts'
import type { Play } from '../../../support/matter.ts'
import { shortSession } from '../../../support/report/session.ts'
import { screen } from '../../../support/screen.ts'
import { sealed } from '../../../support/sealed.ts'
import { PUBLICATION, serviceAt } from '../../../support/service-stages.ts'
import { cast, proposalAt, suggestionAt } from '../../../support/stages.ts'
import { supervisionAt } from '../../../support/supervision-stages.ts'
import { until } from '../../../support/until.ts'

const units = [{ id: 'unit-1', name: '区住建局', region: 'street' }]

async function kept(play: Play, seq?: number) {
  const events = sealed(play.events as EventFact<MatterEvent>[])
  const place = seq === undefined ? undefined : placeAt(events, seq)
  const props = { state: play.now as AnyState, events, now: play.at, faulty: new Set<number>(), place }
  const found = await screen(KeptBody, props, { me: cast.author, people: Object.values(cast), units })
  await until('the page has come', () => found.view.find('[role="tab"]').exists())
  return { ...found, events }
}

const published = () => serviceAt('published').others.get(PUBLICATION)!
/** What each part of each kind's page must show. */
const PAGES: [string, () => Play, Record<string, string>][] = [
  [
    'a proposal',
    () => proposalAt('closed'),
    {
      text: '翠苑二区 34 幢楼',
      handling: '区住建局',
      answer: '区住建局',
      discussion: '',
      cosigners: '同意',
      versions: '',
      record: '办结',
    },
  ],
  ['a suggestion', () => suggestionAt('closed'), { text: '已修好', discussion: '', record: '3 号楼前路灯不亮' }],
  ['a request', () => serviceAt('closed'), { overview: '', discussion: '', record: '' }],
  ['an answer', published, { text: '', record: '' }],
  [
    'a session',
    () => shortSession(),
    { overview: '', agenda: '', people: '', polls: '核对一致', statements: '应先装后补', discussion: '', record: '' },
  ],
  ['a thread', () => supervisionAt('closed'), { overview: '34 幢全部投用', progress: '已开工 20 幢', record: '承诺' }],
]

describe('a kept copy', () => {
  for (const [name, play, tabs] of PAGES)
    it(`[PF13] ${name} is read in every part of its page, and nothing is offered to be done`, async () => {
      const { view, outbox } = await kept(play())
      const there = view.findAll('[role="tab"]').map((tab) => tab.attributes('id')!.replace('tab-', ''))
      expect(there).toEqual(expect.arrayContaining(Object.keys(tabs)))
      for (const [key, said] of Object.entries(tabs)) {
        await view.get(`#tab-${key}`).trigger('click')
        const panel = () => view.get(`#panel-${key}`)
        await until(
          `${key} shows “${said}”`,
          () => panel().text().includes(said) && (key === 'discussion' || panel().text().length > 3),
        )
        expect(panel().find('[data-action], form').exists(), `${key} offers something`).toBe(false)
      }
      expect(outbox.entries).toEqual([])
    })

  it('[PF13] opens the place asked for and marks it: a message in the discussion, everything else in the record', async () => {
    const play = shortSession()
    const at = (type: string) => play.events.findIndex((event) => event.type === type) + 1
    const poll = await kept(play, at('poll.closed'))
    await until('the place is marked', () => poll.view.find('.marked').exists())
    expect(poll.view.get('#tab-record').attributes('aria-selected')).toBe('true')
    expect(poll.view.findAll('.marked')).toHaveLength(1)
    expect(poll.view.get('.marked').text()).toContain(`第 ${at('poll.closed')} 条`)
    const talk = await kept(play, at('message.posted'))
    await until('the discussion', () => talk.view.find('#panel-discussion').exists())
    expect(placeAt(talk.events, at('message.posted'), true)).toEqual({ seq: at('message.posted') })
    expect(placeAt(talk.events, 999)).toBeUndefined()
  })
})
