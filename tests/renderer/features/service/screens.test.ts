import { describe, expect, it } from 'vitest'
import type { Account } from '../../../../core/people/roles.ts'
import type { ServiceState } from '../../../../core/service/state.ts'
import type { Summary } from '../../../../core/wire/records.ts'
import AnswersPane from '../../../../src/features/service/list/AnswersPane.vue'
import ServiceRow from '../../../../src/features/service/list/ServiceRow.vue'
import ServicesPane from '../../../../src/features/service/list/ServicesPane.vue'
import OverviewTab from '../../../../src/features/service/page/OverviewTab.vue'
import { wayOf } from '../../../../src/features/service/page/way.ts'
import AskForm from '../../../../src/features/service/writing/AskForm.vue'
import { check } from '../../../../src/features/service/writing/check.ts'
import { bodyAgain, bodyOf, SERVICE_DRAFT } from '../../../../src/features/service/writing/draft.ts'
import { service } from '../../../support/matter.ts'
import { uuid } from '../../../support/record.ts'
import { screen } from '../../../support/screen.ts'
import { DETAILS, serviceSamples } from '../../../support/service-samples.ts'
import { serviceAt } from '../../../support/service-stages.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

const people = Object.values(cast)
const units = [{ id: 'unit-1', name: '区民政局', region: 'street' }]
const NOW = Date.UTC(2026, 10, 3, 2)
const DAY = 24 * 60 * 60_000

async function overview(stage: string, me: Account, change: (state: ServiceState) => ServiceState = (state) => state) {
  const play = serviceAt(stage)
  const props = { state: change(service(play)), me, now: play.at }
  return (await screen(OverviewTab, props, { me, people, units })).view.text()
}

describe('the lists of micro-services', () => {
  const summary: Summary = {
    id: uuid(7),
    kind: 'service',
    title: '护理补贴怎么申请',
    status: 'open',
    author: cast.author.id,
    createdAt: NOW,
    updatedAt: NOW,
    seq: 1,
    dueAt: NOW + 4 * DAY,
    counts: { messages: 0, supports: 0, cosigners: 0 },
  }

  it('[HS1] say of a request when it is due and, to others, who asks', async () => {
    const props = { summary, now: NOW, picked: false, changed: false }
    const member = await screen(ServiceRow, props, { me: cast.signer, people })
    for (const words of ['待认领', cast.author.name]) expect(member.view.text()).toContain(words)
    expect(member.view.text()).toMatch(/还剩 \d+ 个工作日/)
    expect(member.view.get('a').attributes('href')).toBe(`/services/${uuid(7)}`)
    const own = await screen(ServiceRow, props, { me: cast.author, people })
    expect(own.view.text()).not.toContain(cast.author.name)
  })

  it('[HS1] say what to do when they cannot be loaded, and lead representatives to the form', async () => {
    const asks = await screen(ServicesPane, {}, { me: cast.author, people })
    await until('it has failed', () => asks.view.find('[role="alert"]').exists())
    expect(asks.view.get('[role="alert"]').text()).toContain('重试')
    expect(asks.view.text()).toContain('发布求助')
    const member = await screen(ServicesPane, {}, { me: cast.signer, people })
    expect(member.view.text()).not.toContain('发布求助')
    const answers = await screen(AnswersPane, {}, { me: cast.other, people })
    const links = answers.view.findAll('nav a').map((link) => [link.text(), link.attributes('aria-current')])
    expect(links).toEqual([
      ['求助', undefined],
      ['公开解答', 'page'],
    ])
  })
})

describe('the page of a request', () => {
  it('[HS5] tells who may not read the details when they can', async () => {
    expect(await overview('posted', cast.signer)).toContain('认领后才能看到具体情况和附件')
    const held = (state: ServiceState) => ({ ...state, heldAnswer: { details: DETAILS } }) as ServiceState
    expect(await overview('posted', cast.author, held)).toContain(DETAILS)
    expect(await overview('posted', cast.author), 'before the server has answered').toContain('由服务器保管')
    expect(await overview('claimed', cast.signer)).toContain(DETAILS)
    expect(await overview('withdrawn', cast.moderator)).toContain('没有留下记录')
  })

  it('[HS5] says whose turn it is and by when', async () => {
    expect(await overview('posted', cast.signer)).toContain('您愿意帮忙吗？')
    expect(await overview('posted', cast.author)).toContain('已请 2 位专长和地区相符的委员查看')
    expect(await overview('sent', cast.lead)).toContain('请接收，或说明理由退回')
    expect(await overview('sent', cast.author)).toContain('已转请区民政局，等待接收')
    expect(await overview('idle', cast.author)).toContain('由主持人转请其他委员或有关单位')
    expect(await overview('claimed', cast.author)).toMatch(/正在帮办.*|还剩 \d+ 个工作日/)
    expect(await overview('reopened', cast.signer)).toContain('求助人认为还没有解决')
    const phases = (stage: string) => wayOf(service(serviceAt(stage))).map((step) => `${step.stage} ${step.phase}`)
    expect(phases('posted')).toEqual(['post done', 'claim now', 'answer ahead', 'rate ahead'])
    expect(phases('by-unit')).toEqual(['post done', 'claim done', 'answer now', 'rate ahead'])
    expect(phases('reopened')).toEqual(['post done', 'claim done', 'answer now', 'rate ahead'])
    expect(phases('resolved')).toEqual(['post done', 'claim done', 'answer done', 'rate now'])
    expect(phases('closed')).toEqual(['post done', 'claim done', 'answer done', 'rate done'])
    expect(phases('withdrawn')).toEqual(['post done', 'end ended'])
  })

  it('[HS5] shows refusals and hand-backs with their reasons', async () => {
    expect(await overview('idle', cast.moderator)).toMatch(/经过（2）.*不熟悉这方面的政策/s)
    expect(await overview('handed-back', cast.moderator)).toContain('交回：需要医疗方面的专长')
  })

  it('[HS6] says what a meeting waits for', async () => {
    expect(await overview('meeting', cast.author)).toContain('等另一方同意')
    expect(await overview('meant', cast.author)).toContain('双方已同意')
    const off = (state: ServiceState) => ({
      ...state,
      appointments: state.appointments.map((one) => ({
        ...one,
        cancelled: { by: cast.signer.id, at: NOW, reason: '临时有会' },
      })),
    })
    expect(await overview('meant', cast.author, off)).toMatch(/还没有约面谈.*此前的约定（1）.*已取消：临时有会/s)
  })

  it('[HS7] shows what would be published, word for word, and where it stands', async () => {
    const words = '失能老人如何申请补贴？'
    for (const [stage, said] of [
      ['asked', '等求助人同意后才会公开'],
      ['agreed', '求助人已同意，等主持人公开'],
      ['declined', '求助人不同意公开'],
      ['published', '查看公开的解答'],
    ] as const) {
      const text = await overview(stage, cast.author)
      expect(text, stage).toContain(said)
      expect(text, stage).toContain(words)
    }
  })
})

describe('asking for help', () => {
  it('[HS2] says everything that is still wrong, in the order of the form', () => {
    const fields = (body: ReturnType<typeof bodyOf>) => {
      const found = check(body)
      return found.ok ? [] : found.faults.map(({ field }) => field)
    }
    expect(fields(bodyOf(undefined))).toEqual(['title', 'details', 'region'])
    const written = bodyAgain(serviceSamples(NOW)['service.post'], [])
    expect(fields(written)).toEqual([])
    expect(fields({ ...written, title: '字'.repeat(51) })).toEqual(['title'])
    expect(fields({ ...written, title: '护理\u202e补贴' })).toEqual(['title'])
  })

  it('[HS2] goes on from what was refused, with everything it said', () => {
    const file = { sha256: 'a'.repeat(64), name: '评估单.png', type: 'image/png' as const, size: 9 }
    const data = { ...serviceSamples(NOW)['service.post'], sectors: ['medicine'], attachments: [file.sha256] }
    expect(check(bodyAgain(data, [file]))).toEqual({ ok: true, data })
  })

  it('[HS2] is kept on this machine as it is written, says whom it reaches and who reads what', async () => {
    const id = uuid(1)
    const me = { ...cast.author, region: 'street' }
    const { view, drafts, outbox, router } = await screen(
      AskForm,
      { draftId: id },
      { me, people: [me, cast.signer, cast.invited, cast.lead], units, route: '/ask' },
    )
    expect(view.text(), 'the two members').toMatch(/会请 2 位委员看标题/)
    expect(view.text()).toContain('其他人：什么都看不到')
    await view.get('form').trigger('submit')
    await until('it says what is missing', () => view.text().includes('请写明具体情况'))
    expect(outbox.entries).toHaveLength(0)
    await view.get('[data-field="title"] input').setValue('护理补贴怎么申请')
    await until('it is kept', () => drafts.get(id)?.title === '护理补贴怎么申请')
    expect(drafts.get(id)?.kind).toBe(SERVICE_DRAFT)
    await view.get('[data-field="details"] textarea').setValue(DETAILS)
    await view.get('form').trigger('submit')
    await until('it leads to its page', () => router.currentRoute.value.name === 'service')
    expect(outbox.entries.map(({ command }) => command)).toMatchObject([
      { type: 'service.post', data: { title: '护理补贴怎么申请', details: DETAILS, region: 'street' } },
    ])
    expect(drafts.get(id)).toBeUndefined()
  })
})
