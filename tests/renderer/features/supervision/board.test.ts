import { STANDARD_BOOK } from '../../../../core/clock/book.ts'
import { STATE_CALENDAR } from '../../../../core/clock/workdays.ts'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { boardOf, type Board, type BoardItem } from '../../../../core/supervision/board.ts'
import type { CommitmentFigures } from '../../../../core/supervision/figures.ts'
import BoardItems from '../../../../src/features/supervision/board/BoardItems.vue'
import BoardTable from '../../../../src/features/supervision/board/BoardTable.vue'
import BoardTotals from '../../../../src/features/supervision/board/BoardTotals.vue'
import { bulletinText } from '../../../../src/features/supervision/board/bulletin.ts'
import { doingOf, doingTarget } from '../../../../src/features/supervision/board/doing.ts'
import { textDocx } from '../../../../src/features/paper/text-docx.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'

const DAY = 24 * 60 * 60_000
const AT = Date.parse('2026-11-04T10:00:00+08:00')
const people = Object.values(cast)
const units = [
  { id: 'unit-1', name: '区住建局', region: 'street' },
  { id: 'unit-2', name: '区水务局', region: 'street' },
]
const one = (item: number, text: string, more: Partial<CommitmentFigures>): CommitmentFigures => ({
  ...{ item, text, unit: 'unit-1', stands: 'running', since: AT - 100 * DAY },
  ...more,
})
const runs = (days: number) => ({ due: AT + days * DAY, warnsAt: AT + (days - 7) * DAY })
const board: Board = boardOf(
  [
    {
      matter: '01989680-0000-7000-8000-000000000001',
      title: '路灯的监督',
      region: 'street',
      level: 'city',
      commitments: [
        one(0, '修好路灯', { ...runs(-3), claimed: true, remindedAt: AT - DAY }),
        one(1, '补种行道树', { ...runs(3), percent: 40 }),
        one(2, '换好井盖', { unit: 'unit-2', stands: 'claimed', claimed: true }),
        one(3, '疏通沟渠', { unit: 'unit-2', ...runs(40), asksFor: AT + 90 * DAY }),
        one(4, '划好停车位', { stands: 'kept', claimed: true, keptAt: AT - 70 * DAY }),
      ],
    },
  ],
  AT,
)
const itemOf = (text: string) => board.items.find((item) => item.text === text) as BoardItem

describe('the board on the screen', () => {
  it('[BD7] shows the lights, and what units claim beside what was found kept', async () => {
    const { view: page } = await screen(BoardTotals, { row: board.all }, { me: cast.moderator, people, units })
    const said = page.get('section').text()
    expect(page.findAll('.light').map((light) => light.text())).toEqual([
      '已超期1',
      '临近期限1',
      '时间充足1',
      '待核查1',
    ])
    // ripe: one past its date, one claimed, one kept; three are claimed, one was found kept
    expect(page.get('.rate.claimed').text()).toContain('100%3 / 3 项')
    expect(page.get('.rate.kept').text()).toContain('33%1 / 3 项')
    expect(said).toContain('30 天')
    expect(said, 'neither stands for the other').toContain('互不替代')
  })

  it('[BD7] goes unit by unit, and a name narrows it to that unit', async () => {
    const rows = board.units.map((row) => ({ row, name: units.find(({ id }) => id === row.key)?.name ?? '' }))
    const { view: page } = await screen(
      BoardTable,
      { rows, heading: '责任单位', choosable: true },
      { me: cast.moderator, people, units },
    )
    const cells = page.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))
    expect(cells).toEqual([
      ['区住建局', '3', '1', '1', '0', '0', '2 / 2 项', '1 / 2 项', '30'],
      ['区水务局', '2', '0', '0', '1', '1', '1 / 1 项', '0 / 1 项', '—'],
    ])
    await page.get('tbody tr:last-child .name').trigger('click')
    expect(page.emitted('choose')).toEqual([['unit-2']])
  })

  it('[BD7] lists what is on the clock by its light, the soonest due first', async () => {
    const { view: page } = await screen(
      BoardItems,
      { board, me: cast.moderator, now: AT, own: false },
      { me: cast.moderator, people, units },
    )
    expect(page.findAll('.group').map((group) => group.get('h2').text())).toEqual([
      '已超期1',
      '临近期限1',
      '时间充足1',
      '待核查1',
    ])
    const text = page.text()
    for (const fact of ['区住建局', '完成 40%', '已申报，期限停计', '申请延至2027年2月2日', '昨天催办过', '已提请市级'])
      expect(text).toContain(fact)
    expect(text, 'what is kept is on no clock').not.toContain('划好停车位')
  })

  it('[BD8] leads to what each reader can do about it', () => {
    const doing = (text: string, me: keyof typeof cast, now = AT) => doingOf(itemOf(text), cast[me], now, STANDARD_BOOK)
    expect(['修好路灯', '补种行道树', '换好井盖', '疏通沟渠'].map((text) => doing(text, 'lead'))).toEqual([
      'report',
      'report',
      'open',
      'open',
    ])
    expect(['修好路灯', '补种行道树', '换好井盖', '疏通沟渠'].map((text) => doing(text, 'moderator'))).toEqual([
      'open',
      'open',
      'open',
      'decide',
    ])
    expect(doing('修好路灯', 'moderator', AT + 10 * DAY), 'the reminder was not answered').toBe('remind')
    expect(doing('修好路灯', 'signer', AT + 10 * DAY)).toBe('open')
    expect(doingTarget(itemOf('补种行道树'), 'report')).toMatchObject({
      name: 'supervision',
      query: { do: 'report', item: '1' },
    })
    expect(doingTarget(itemOf('补种行道树'), 'open')).toMatchObject({ query: {} })
  })

  it('[BD9] says in the bulletin what the board says, and names what is overdue or nearly due', async () => {
    const text = bulletinText(board, AT, {
      unitName: (unit) => units.find(({ id }) => id === unit)?.name ?? '',
      calendar: STATE_CALENDAR,
    })
    const lines = text.split('\n')
    expect(lines[0]).toBe('督办通报')
    expect(lines.filter((line) => /^[一二三四]、/.test(line))).toHaveLength(4)
    expect(text).toContain(
      '督办微监督 1 件、承诺 5 项。其中已超期 1 项，临近期限 1 项，时间充足 1 项，已申报待核查 1 项',
    )
    expect(text).toContain('到期或已申报的承诺共 3 项：责任单位申报办结 3 项（100%），经监督核查认定兑现 1 项（33%）')
    expect(text).toContain('区水务局：承诺 2 项')
    expect(text).toMatch(
      /1．区住建局：修好路灯（《路灯的监督》第 1 项，期限2026年11月1日，已超期.*已催办，已提请市级督办）/,
    )
    expect(text).toMatch(/1．区住建局：补种行道树（.*还剩/)
    expect(text).not.toContain('疏通沟渠')
    const empty = bulletinText(boardOf([], AT), AT, { unitName: String, calendar: STATE_CALENDAR })
    expect(empty.split('\n').filter((line) => line === '无。')).toHaveLength(3)
    const file = unzipSync(new Uint8Array(await (await textDocx(text, '督办通报', '可以核对。')).arrayBuffer()))
    const word = Buffer.from(file['word/document.xml'] ?? []).toString('utf8')
    for (const line of [...lines, '可以核对。']) expect(word).toContain(line.replaceAll('&', '&amp;'))
  })
})
