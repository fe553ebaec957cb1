import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../../../core/record/event.ts'
import KeptThread from '../../../../src/features/archive/KeptThread.vue'
import { THREAD_TABS } from '../../../../src/features/supervision/page/tabs.ts'
import { supervision } from '../../../support/matter.ts'
import { sealAll } from '../../../support/record.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { supervisionAt } from '../../../support/supervision-stages.ts'
import { until } from '../../../support/until.ts'

describe('a kept thread', () => {
  it('[TH12] is read in every part of its page without a server, and offers nothing to be done', async () => {
    const play = supervisionAt('closed')
    const drafts = play.events.map(({ type, data }) => ({ type, data }))
    const events: RecordEvent[] = sealAll(play.matter, drafts)
    const props = { state: supervision(play), events, now: play.at, faulty: new Set<number>() }
    const units = [{ id: 'unit-1', name: '区住建局', region: 'street' }]
    const { view, outbox } = await screen(KeptThread, props, { me: cast.moderator, people: Object.values(cast), units })
    const said = {
      overview: '34 幢全部投用',
      progress: '已开工 20 幢',
      seen: '6 号楼电梯停运',
      discussion: '',
      record: '承诺已全部核查',
    } satisfies Record<(typeof THREAD_TABS)[number], string>
    for (const key of THREAD_TABS) {
      await view.get(`#tab-${key}`).trigger('click')
      await until(`${key} shows “${said[key]}”`, () => view.text().includes(said[key]))
      expect(view.find('[data-action], form, .el-button').exists(), `${key} offers something`).toBe(false)
    }
    expect(outbox.entries).toEqual([])
  })
})
