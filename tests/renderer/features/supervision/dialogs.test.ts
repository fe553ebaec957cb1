import { STANDARD_BOOK } from '../../../../core/clock/book.ts'
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { may } from '../../../../core/deciding.ts'
import type { Command, CommandType } from '../../../../core/kinds.ts'
import LookBackDialog from '../../../../src/features/proposal/handling/dialogs/LookBackDialog.vue'
import { handlingOffers } from '../../../../src/features/proposal/handling/offers.ts'
import { stepBody } from '../../../../src/features/supervision/steps/step.ts'
import StepDialog from '../../../../src/features/supervision/steps/StepDialog.vue'
import { unsentStep } from '../../../../src/features/supervision/steps/unsent.ts'
import { proposal, supervision, type Play } from '../../../support/matter.ts'
import { uuid } from '../../../support/record.ts'
import { screen } from '../../../support/screen.ts'
import { cast, proposalAt } from '../../../support/stages.ts'
import { openData } from '../../../support/supervision-samples.ts'
import { supervisionAt } from '../../../support/supervision-stages.ts'

const people = Object.values(cast)
const units = [{ id: 'unit-1', name: '区住建局', region: 'street' }]
const DAY = 24 * 60 * 60_000

describe('what was begun in a dialogue', () => {
  const play = supervisionAt('accepted')
  const open = (action: string, item: number) =>
    screen(
      StepDialog,
      { action, scene: { state: supervision(play), me: cast.lead, now: play.at, book: STANDARD_BOOK }, item },
      { me: cast.lead, people, units },
    )
  const dialog = () => document.querySelector<HTMLElement>('.el-dialog')
  async function write(text: string): Promise<void> {
    const field = dialog()?.querySelector('textarea')
    if (!field) throw new Error('there is nothing to write in')
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await flushPromises()
  }

  it('[TH11] is there again when it opens again, and gone once it is sent', async () => {
    const first = await open('report', 0)
    await write('已开工二十幢')
    const owner = { server: 'http://server.test', account: cast.lead.id }
    const kept = () => unsentStep(first.platform.cache, owner, play.matter, 'report').load()
    expect(kept()).toMatchObject({ commitment: 'c1', text: '已开工二十幢' })
    await write('  ')
    expect(kept(), 'what is empty is not kept').toBeUndefined()
    await write('已开工二十幢')
    dialog()
      ?.querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
    await flushPromises()
    expect(first.view.emitted('confirm')).toHaveLength(1)
    expect(kept()).toBeUndefined()
  })

  it('[TH11] keeps no decision, and stays with its account, its thread and its action', async () => {
    const { platform } = await open('report', 0)
    const of = (account: string, matter = play.matter, action = 'verify') =>
      unsentStep(platform.cache, { server: 's', account }, matter, action)
    const body = { ...stepBody('verify', supervision(play), 'c1'), verdict: 'done' as const, text: '看过了' }
    of('a').save(body)
    expect(of('a').load()).toMatchObject({ text: '看过了' })
    expect(of('a').load(), 'the verdict is given anew').not.toHaveProperty('verdict')
    for (const other of [of('b'), of('a', uuid(99)), of('a', play.matter, 'report')])
      expect(other.load()).toBeUndefined()
    expect(unsentStep(platform.cache, null, play.matter, 'verify').load()).toBeUndefined()
  })
})

describe('a promise of a closed proposal', () => {
  const THREAD = uuid(8)
  /** The proposal with its promise taken under supervision, or not. */
  function closed(supervised: boolean): Play {
    const from = proposalAt('closed')
    if (!supervised) return from
    const thread = from.beside(THREAD)
    const data = { ...openData(from.at), origin: from.matter, item: 0 }
    thread.do(cast.moderator, { type: 'supervision.open', data } as Command)
    return from
  }
  const offered = (play: Play) => {
    const verdict = (type: CommandType) => may(cast.moderator, type, proposal(play), play.at)
    return handlingOffers(proposal(play), cast.moderator, verdict, play.at + 91 * DAY, STANDARD_BOOK).map(
      ({ action }) => action,
    )
  }

  it('[SP16] is looked back upon in its thread, once it has one, and nowhere else', async () => {
    expect(offered(closed(false))).toContain('lookBack')
    expect(offered(closed(true)), 'the only promise is under supervision').not.toContain('lookBack')
    const shown = async (play: Play) => {
      const props = { state: proposal(play), item: 0, now: play.at + 91 * DAY }
      const { view } = await screen(LookBackDialog, props, { me: cast.moderator, people, units })
      const text = document.querySelector('.el-dialog')?.textContent ?? ''
      view.unmount()
      return text
    }
    const promise =
      proposal(closed(false))
        .rounds.at(-1)
        ?.items.find(({ class: grade }) => grade === 'B')?.text ?? '?'
    expect(await shown(closed(false))).toContain(promise)
    expect(await shown(closed(true))).not.toContain(promise)
  })
})
