// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { effectScope, reactive } from 'vue'
import { bodyOf, revisionDraft } from '../../../../src/features/writing/draft.ts'
import { likenessOf, readable, worthShowing } from '../../../../src/features/writing/likeness.ts'
import { check } from '../../../../src/features/writing/validation.ts'
import { useSimilar, type Similar } from '../../../../src/stores/similar.ts'
import { newClient } from '../../../support/client/client.ts'
import { enter, submit, text } from '../../../support/client/people.ts'
import { bootServer, type BootedServer } from '../../../support/server/boot.ts'
import { until } from '../../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())

const file = { sha256: 'a'.repeat(64), name: '照片.png', type: 'image/png' as const, size: 10 }

describe('writing a proposal', () => {
  it('[WT7] finds similar matters a moment after the last key, most alike first, with the words they share', async () => {
    const author = await newClient()
    await enter(author, server, 'member')
    const same = await submit(author, { title: text.title })
    await submit(author, { title: '关于增设社区老年食堂的建议' })
    const writer = await newClient()
    await enter(writer, server, 'member2')
    const written = reactive({ title: '', text: '' })
    let without = ['own']
    const scope = effectScope()
    let similar: Similar | undefined
    writer.within(() =>
      scope.run(
        () =>
          (similar = useSimilar(
            () => written,
            () => without,
          )),
      ),
    )
    if (!similar) throw new Error('nothing')
    const { phase, items } = similar
    expect(phase.value).toBe('idle')
    written.title = '关于老旧小区加装电梯的建议'
    written.text = `${text.situation}\n${text.suggestions.join('\n')}`
    await until('an answer', () => phase.value === 'ready' && items.value.length > 0)
    expect(items.value[0]?.summary.id).toBe(same)
    expect(items.value[0]?.score).toBeGreaterThan(0.9)
    expect(items.value[0]?.shared.length).toBeGreaterThan(0)
    expect(likenessOf(items.value[0]?.score ?? 0)).toBe('same')
    without = ['own', same]
    similar.refresh()
    await until('what it has grown from is left out', () => items.value.every(({ summary }) => summary.id !== same))
    written.title = written.text = ''
    await until('nothing is written, nothing is shown', () => phase.value === 'idle' && items.value.length === 0)
    writer.link.stop()
    written.title = '关于老旧小区加装电梯的建议'
    await until('it says that it cannot ask', () => phase.value === 'error')
    scope.stop()
  })

  it('[WT8] shared pairs of characters that follow one another are one word', () => {
    const text = '关于在杨梅桥社区加装电梯的建议'
    expect(readable(['杨梅', '梅桥', '桥社', '社区', '电梯', '关于', '建议'], text, ['关于', '建议'])).toEqual([
      '杨梅桥社区',
      '电梯',
    ])
    expect(readable(['路灯', 'wifi'], '路灯 wifi 路灯', []), 'each once, the longest first').toEqual(['wifi', '路灯'])
    expect(readable(['路灯'], '没有它', []), 'what one has not written is not named').toEqual([])
  })

  it('[WT8] says how alike in words, and shows nothing that is hardly alike', () => {
    expect([0.95, 0.6, 0.4, 0.3, 0.2, 0.12, 0.1, 0].map(likenessOf)).toEqual([
      ...['same', 'same', 'close', 'close', 'related', 'related'],
      ...[undefined, undefined],
    ])
    const item = (score: number) =>
      ({ score, shared: [], summary: { id: String(score) } }) as unknown as Parameters<typeof worthShowing>[0][number]
    expect(worthShowing([item(0.7), item(0.05)]).map(({ summary, likeness }) => [summary.id, likeness])).toEqual([
      ['0.7', 'same'],
    ])
  })

  it('[WT9] carries files, the wish for units and the origin, and a revision keeps the files', () => {
    const body = bodyOf({
      body: {
        ...{ title: '关于加装电梯的建议', situation: '没有电梯', suggestions: [{ key: 1, text: '先试点' }] },
        ...{
          category: 'city',
          region: text.region,
          attachments: [file],
          wishLead: 'lj-zhujian',
          wishAssisting: ['lj-minzheng'],
        },
        origin: '01989680-0000-7000-8000-000000000002',
      },
    })
    const checked = check(body)
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults))
    expect(checked.data).toMatchObject({
      attachments: [file.sha256],
      wish: { lead: 'lj-zhujian', assisting: ['lj-minzheng'] },
      origin: body.origin,
    })
    const plain = check({ ...body, attachments: [], wishLead: '', wishAssisting: [], origin: undefined })
    expect(plain.ok && Object.keys(plain.data)).not.toEqual(expect.arrayContaining(['wish']))
    const again = revisionDraft('d', 'm', { ...checked.data, attachments: [file] }, { form: 'individual', open: true })
    expect(bodyOf(again).attachments).toEqual([file])
    expect(bodyOf({ body: { attachments: 'broken', wishAssisting: 5 } })).toMatchObject({
      attachments: [],
      wishAssisting: [],
    })
  })
})
