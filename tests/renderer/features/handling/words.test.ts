import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandSchemas } from '../../../../core/kinds.ts'
import { TASK_KINDS } from '../../../../core/matter/task.ts'
import { proposalKind } from '../../../../core/proposal/kind.ts'
import { suggestionKind } from '../../../../core/suggestion/kind.ts'
import { answerKind } from '../../../../core/answer/kind.ts'
import { serviceKind } from '../../../../core/service/kind.ts'
import { supervisionKind } from '../../../../core/supervision/kind.ts'
import { FILE_REFUSALS } from '../../../../core/wire/attachments.ts'
import { refuse } from '../../../../core/wire/refusal.ts'
import { taskTarget } from '../../../../src/features/desk/targets.ts'
import { WORDING } from '../../../../src/features/matter/sentences.ts'
import { en } from '../../../../src/i18n/en.ts'
import { hasText } from '../../../../src/i18n/i18n.ts'
import { refusalText } from '../../../../src/i18n/refusal.ts'
import { zhCN } from '../../../../src/i18n/zh-CN.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
const textAt = (tree: unknown, key: string): unknown =>
  key.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], tree)

/** Every code and reason with which core refuses, read from its own text. */
function refusals(): { code: string; reason: string }[] {
  return readdirSync(path.join(ROOT, 'core'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(path.join(ROOT, 'core', file), 'utf8').matchAll(
        /(?:reject|refuse)\(\s*'([a-z-]+)',\s*'([a-z-]+)'/g,
      ),
    ])
    .map(([, code = '', reason = '']) => ({ code, reason }))
}

describe('words for everything that can happen', () => {
  const types = [...Object.keys(WORDING)].filter((type) => type.includes('.'))
  it('[HD1] each event of each kind has a sentence, and one for the notice of it, in each language', () => {
    const turns = [
      ...proposalKind.turns,
      ...suggestionKind.turns,
      ...supervisionKind.turns,
      ...serviceKind.turns,
      ...answerKind.turns,
    ]
    expect(turns.filter((type) => !types.includes(type))).toEqual([])
    for (const tree of [zhCN, en])
      expect(turns.filter((type) => typeof textAt(tree, `turns.${type}`) !== 'string')).toEqual([])
  })

  it('[HD1] each reason with which core refuses a person has a sentence of its own', () => {
    const found = refusals()
    expect(found.length, 'reasons found in core').toBeGreaterThan(30)
    const bare = found.filter(({ code, reason }) => !hasText(`refusals.${code}.${reason}`))
    // these need no sentence of their own: the general one of their code says what to do
    const general = ['conflict not-open', 'stale stale']
    expect(bare.map(({ code, reason }) => `${code} ${reason}`).filter((one) => !general.includes(one))).toEqual([])
  })

  it('[HD1] each command, task and refused file has a name', () => {
    const missing = [
      ...Object.keys(commandSchemas).map((type) => `words.command.${type}`),
      ...TASK_KINDS.flatMap((kind) => [`words.task.${kind}`, `words.taskHint.${kind}`]),
      ...FILE_REFUSALS.map((reason) => `refusals.invalid.${reason}`),
    ].filter((key) => !hasText(key))
    expect(missing).toEqual([])
  })

  it('[HD1] the same reason under two rules is told apart by the number of the rule', () => {
    const until = Date.UTC(2026, 8, 9, 12)
    const late = refuse('conflict', 'too-late', '', { until, rule: 'PR19' })
    expect(refusalText(late)).toContain('退办期限')
    expect(refusalText(late)).toContain('2026年9月9日')
    expect(refusalText(refuse('conflict', 'too-late', '', { rule: 'MS2' }))).toContain('十分钟')
  })

  it('[HD1] a refusal names the suggestions and counts the people it is about', () => {
    expect(refusalText(refuse('conflict', 'uncovered', '', { suggestions: [1, 3] }))).toContain('第 2、4 条')
    const silent = refuse('conflict', 'not-everyone-asked', '', { accounts: ['a', 'b'], until: Date.UTC(2026, 9, 1) })
    expect(refusalText(silent)).toContain('还有 2 人')
  })

  it('[HD5] each task leads to the page of its matter, and to its action where there is one', () => {
    const summary = { kind: 'proposal' } as never
    for (const kind of TASK_KINDS) {
      const target = taskTarget({ matter: 'm', kind, since: 0, summary })
      expect(target, kind).toMatchObject({ name: 'proposal', params: { id: 'm' } })
    }
    expect(taskTarget({ matter: 'm', kind: 'look-back', since: 0, item: 2, summary })).toMatchObject({
      query: { do: 'lookBack', item: '2' },
    })
    expect(taskTarget({ matter: 'm', kind: 'rate', since: 0, summary: { kind: 'suggestion' } as never })).toEqual({
      path: '/suggestions/m',
    })
  })
})
