import { describe, expect, it } from 'vitest'
import MatterGate from '../../../../src/app/MatterGate.vue'
import { taskTarget } from '../../../../src/features/desk/targets.ts'
import type { ServiceState } from '../../../../core/service/state.ts'
import { askedIn } from '../../../../src/features/service/asked.ts'
import ServicePage from '../../../../src/features/service/ServicePage.vue'
import { commandRoute, listRoute, matterRoute } from '../../../../src/ui/matter-route.ts'
import { statusName } from '../../../../src/ui/names.ts'
import { service } from '../../../support/matter.ts'
import { uuid } from '../../../support/record.ts'
import { screen } from '../../../support/screen.ts'
import { DETAILS, SERVICE_TASKS, serviceSamples } from '../../../support/service-samples.ts'
import { serviceAt } from '../../../support/service-stages.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

const people = Object.values(cast)
const id = uuid(97)
const command = () => ({
  matter: id,
  type: 'service.post' as const,
  data: serviceSamples(Date.now())['service.post'],
})

describe('the page of a request', () => {
  it('[HP16] says what it is about and shows its record', async () => {
    const { view, outbox } = await screen(ServicePage, { id }, { me: cast.author, people })
    void outbox.send(command())
    await until('the request is shown', () => view.find('h1').exists())
    expect(view.get('h1').text()).toBe('护理补贴怎么申请')
    for (const words of ['待认领', '只有当事人和主持人看得到']) expect(view.text(), words).toContain(words)
  })

  it('[HP16] shows what is asked to those who may read it: held by the server, then from the record', () => {
    const posted = service(serviceAt('posted'))
    expect(askedIn(posted)).toBeUndefined()
    expect(askedIn({ ...posted, heldAnswer: { details: DETAILS } } as ServiceState)).toBe(DETAILS)
    expect(askedIn(service(serviceAt('claimed')))).toBe(DETAILS)
  })

  it('[HP16] is where tasks, notices and commands of a request lead', async () => {
    const { outbox, router } = await screen(
      MatterGate,
      { id, tab: 'discussion' },
      { me: cast.author, people, route: `/matters/${id}/discussion` },
    )
    void outbox.send(command())
    await until('it has led on', () => router.currentRoute.value.name === 'service')
    expect(router.currentRoute.value.params.id).toBe(id)
    for (const kind of SERVICE_TASKS) {
      const target = taskTarget({ matter: id, kind, since: 0, summary: { kind: 'service' } as never })
      expect(router.resolve(target).name, kind).toBe('service')
    }
    expect(commandRoute({ type: 'appointment.propose' }, id)).toMatchObject({ name: 'service' })
    expect(commandRoute({ type: 'answer.publish' }, id)).toMatchObject({ name: 'answer' })
    expect(router.resolve(matterRoute({ kind: 'answer', id })).path).toBe(`/answers/${id}`)
    expect([listRoute('service'), listRoute('answer')]).toEqual([{ name: 'services' }, { name: 'answers' }])
    expect([statusName('open', 'service'), statusName('withdrawn', 'answer')]).toEqual(['待认领', '已撤下'])
  })
})
