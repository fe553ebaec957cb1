import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { redact, REDACTED } from '../../../../core/record/redact.ts'
import { reportOn } from '../../../../core/record/report/make.ts'
import { TEST_NAMES, TESTS, type Report } from '../../../../core/record/report/report.ts'
import VerifyReport from '../../../../src/features/verify/VerifyReport.vue'
import { findingText, noteText } from '../../../../src/features/verify/sentences.ts'
import { hasText, speak } from '../../../../src/i18n/i18n.ts'
import { publicKey, serverKey, signCheckpoint } from '../../../support/record.ts'
import { shortSession } from '../../../support/report/session.ts'
import { screen } from '../../../support/screen.ts'
import { sealed } from '../../../support/sealed.ts'
import { cast } from '../../../support/stages.ts'

beforeAll(() => speak('zh-CN'))

const play = shortSession()
const events = sealed(play.events)
const pinnedKey = publicKey(serverKey)
const signed = reportOn({
  matter: play.matter,
  events,
  checkpoints: [signCheckpoint(events.at(-1)!)],
  pinnedKey,
  attachments: [...play.files.values()].map(({ sha256, size }) => ({ sha256, size, found: 'good' as const })),
})
const about = { title: '加装电梯怎么推进', number: '2026-0007', version: '0.1.0' }

const shown = async (report: Report) => {
  const { view } = await screen(
    VerifyReport,
    { report, about, at: 1_790_000_000_000, now: 1_790_000_000_000, names: () => '李主任' },
    { me: cast.moderator, people: Object.values(cast) },
  )
  return view
}

describe('the report on the screen', () => {
  it('[CL94] of a whole copy says so, with the four tests by word, and opens their checks', async () => {
    const view = await shown(signed)
    expect(view.text()).toContain('档案完好')
    expect(view.text()).toContain(`共 ${events.length} 条记录`)
    for (const name of ['真实性', '完整性', '可用性', '安全性']) expect(view.text()).toContain(name)
    expect(view.text()).not.toContain('表决重新计票一致')
    await view.find('button.head').trigger('click')
    expect(view.text()).toContain('表决重新计票一致')
    expect(view.text()).toContain('2 次表决')
    expect(view.text()).toContain(`确认到第 ${events.length} 条`)
  })

  it('[CL94] names the first wrong place in plain words, opens the test that failed, and leads there', async () => {
    const changed = events.with(2, { ...events[2]!, data: { ...(events[2]!.data as object), added: 1 } })
    const view = await shown(reportOn({ matter: play.matter, events: changed, pinnedKey }))
    expect(view.text()).toContain('档案有 1 处问题')
    expect(view.text()).toContain('第一处：第 3 条的内容与校验值不符')
    expect(view.text()).toContain('内容与校验值相符')
    const lead = view.findAll('button').find((button) => button.text() === '查看这一条')!
    await lead.trigger('click')
    expect(view.emitted('place')).toEqual([[3]])
  })

  it('[PF6] lists what was removed by rule: which, by whom, when and why', async () => {
    const order = { ...play.events.at(-1)!, type: REDACTED, id: 'x', data: { events: [14], reason: '含个人电话' } }
    const record = sealed([...play.events, { ...order, seq: events.length + 1 }] as typeof play.events)
    const view = await shown(reportOn({ matter: play.matter, events: record.with(13, redact(record[13]!)) }))
    expect(view.text()).toMatch(/第 14 条由李主任于 .+ 依规删除：含个人电话/)
  })

  it('[PF11] goes on paper whole: matter, number, last hash, key, time, edition, and every check with its result', async () => {
    const view = await shown(signed)
    const print = vi.fn()
    vi.stubGlobal('print', print)
    window.print = print
    onTestFinished(() => void vi.unstubAllGlobals())
    const button = view.findAll('button').find((one) => one.text() === '打印')!
    await button.trigger('click')
    await vi.waitFor(() => expect(print).toHaveBeenCalled())
    const paper = document.querySelector('.print-sheet')!.textContent
    for (const text of [
      '电子档案四性检测报告',
      about.title,
      about.number,
      signed.head!.hash,
      '智慧政协 0.1.0',
      'DA/T 70',
    ])
      expect(paper).toContain(text)
    const rows = document.querySelectorAll('.print-sheet tbody tr').length
    expect(rows).toBe(8 + TEST_NAMES.flatMap((name) => TESTS[name]).length)
  })

  it('[CL94] has a sentence for every fault that core knows, and for every check that was not made', () => {
    const root = path.resolve(import.meta.dirname, '../../../..')
    const faultsIn = (file: string, type: string) => {
      const source = readFileSync(path.join(root, file), 'utf8')
      const said = new RegExp(`export type ${type} =([^/]*)/\\*\\*`).exec(source)?.[1] ?? ''
      return [...said.matchAll(/'([a-z-]+)'/g)].map(([, fault]) => fault!)
    }
    const faults = [
      ...faultsIn('core/record/verify.ts', 'Fault'),
      ...faultsIn('core/record/report/report.ts', 'ReportFault'),
    ]
    expect(faults.length).toBeGreaterThan(20)
    expect(faults.filter((fault) => !hasText(`verify.faults.${fault}`))).toEqual([])
    const said = findingText({ fault: 'checkpoint-mismatch', seq: 9, since: 4, checkpoint: 0 })
    expect(said).toBe('第 4 至第 9 条之间与服务器签名时不一致，其中有改动。')
    const bare = reportOn({ matter: play.matter, events, of: events.length + 2 })
    const silent = bare.tests.flatMap(({ checks }) => checks).filter((one) => one.result !== 'held' && !noteText(one))
    expect(silent).toEqual([])
  })
})
