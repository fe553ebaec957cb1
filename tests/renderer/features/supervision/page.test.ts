import { describe, expect, it } from 'vitest'
import MatterGate from '../../../../src/app/MatterGate.vue'
import { taskTarget } from '../../../../src/features/desk/targets.ts'
import SupervisionPage from '../../../../src/features/supervision/SupervisionPage.vue'
import { uuid } from '../../../support/record.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { openData, SUPERVISION_TASKS } from '../../../support/supervision-samples.ts'
import { until } from '../../../support/until.ts'

const people = Object.values(cast)
const id = uuid(98)
const units = [
  { id: 'unit-1', name: '区住建局', region: 'street' },
  { id: 'unit-2', name: '区水务局', region: 'street' },
]

describe('the page of a thread', () => {
  it('[SP20] says what it is about and shows its record', async () => {
    const { view, outbox } = await screen(SupervisionPage, { id }, { me: cast.moderator, people, units })
    void outbox.send({ matter: id, type: 'supervision.open', data: openData(Date.now()) })
    await until('the thread is shown', () => view.find('h1').exists())
    expect(view.get('h1').text()).toBe('翠苑二区加装电梯承诺的监督')
    for (const words of ['督办中', '承办单位承诺年内完成', '责任单位：区住建局', cast.signer.name])
      expect(view.text(), words).toContain(words)
  })

  it('[SP20] is where tasks and notices of a thread lead', async () => {
    const { outbox, router } = await screen(
      MatterGate,
      { id, tab: 'discussion' },
      { me: cast.moderator, people, units, route: `/matters/${id}/discussion` },
    )
    void outbox.send({ matter: id, type: 'supervision.open', data: openData(Date.now()) })
    await until('it has led on', () => router.currentRoute.value.name === 'supervision')
    expect(router.currentRoute.value.params.id).toBe(id)
    const summary = { kind: 'supervision' } as never
    for (const kind of SUPERVISION_TASKS) {
      const target = router.resolve(taskTarget({ matter: id, kind, since: 0, item: 0, summary }))
      expect(target.name, kind).toBe('supervision')
    }
  })
})
