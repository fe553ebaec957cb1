import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { REFUSAL_CODES, refuse, type RefusalCode } from '../../../core/wire/refusal.ts'
import { hasText, i18n, speak } from '../../../src/i18n/i18n.ts'
import { refusalText } from '../../../src/i18n/refusal.ts'

/** Reasons that only programs and their faults come across: the sentence of the code says enough to a person. */
const GENERAL = new Set([
  'invalid/arguments',
  'invalid/cursor',
  'invalid/method',
  'invalid/one-object',
  'invalid/prototype',
  'invalid/unknown-request',
  'conflict/not-open',
  'forbidden/origin',
  'forbidden/sender',
  'not-found/unknown-route',
  'unauthenticated/session-ended',
  'unauthenticated/signed-out',
  'rate-limited/rate',
  'rate-limited/under-way',
  'stale/stale',
  'id-reused/id-reused',
  'internal/bug',
  'internal/protocol',
])

const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    return statSync(file).isDirectory() ? files(file) : /\.ts$/.test(file) ? [file] : []
  })

/** Every code and reason that stands in the source as `refuse('code', 'reason'` or `reject(…`. */
function inUse(): string[] {
  const root = path.resolve(import.meta.dirname, '../../..')
  const found = ['core', 'server', 'electron', 'src'].flatMap((room) =>
    files(path.join(root, room)).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\b(?:refuse|reject|no)\(\s*'([a-z-]+)',\s*'([a-z-]+)'/g)].map(
        ([, code, reason]) => `${code}/${reason}`,
      ),
    ),
  )
  return [...new Set(found)].filter((one) => (REFUSAL_CODES as readonly string[]).includes(one.split('/')[0] ?? ''))
}

describe.each(['zh-CN', 'en'] as const)('refusals in %s', (language) => {
  beforeEach(() => speak(language))

  it('[CL80] every code has a sentence, and every reason in the source one of its own or a good reason not to', () => {
    const reasons = inUse()
    expect(reasons.length, 'refusals found in the source').toBeGreaterThan(25)
    const without = reasons.filter((one) => !GENERAL.has(one) && !hasText(`refusals.${one.replace('/', '.')}`))
    expect(without, 'reasons without a sentence').toEqual([])
    for (const code of REFUSAL_CODES) expect(hasText(`refusals.${code}.other`), `refusals.${code}.other`).toBe(true)
  })

  it('[CL80] no sentence leaves a gap, whatever the details are', () => {
    const messages = i18n.global.getLocaleMessage(language).refusals
    for (const [code, reasons] of Object.entries(messages))
      for (const reason of Object.keys(reasons)) {
        const bare = refusalText({ code: code as RefusalCode, message: '' })
        const full = refusalText(
          refuse(code as RefusalCode, reason, '', { because: 'R', limit: 50, status: 'filed', retryAfterMs: 61_000 }),
        )
        for (const sentence of [bare, full]) {
          expect(sentence, `${code}/${reason}`).not.toMatch(/[{}]|undefined|refusals\./)
          expect(sentence.length, `${code}/${reason}`).toBeGreaterThan(6)
        }
      }
  })
})

describe('a refusal in Chinese', () => {
  beforeEach(() => speak('zh-CN'))

  it('[CL80] says how long to wait and why', () => {
    const sentence = refusalText(
      refuse('rate-limited', 'slow-mode', '', { retryAfterMs: 42_000, because: '发言过于集中' }),
    )
    expect(sentence).toBe('慢速模式已开启，请在 42 秒后再发言。原因：发言过于集中')
  })

  it('[CL80] names the status that stands in the way', () => {
    expect(refusalText(refuse('conflict', 'status', '', { status: 'filed' }))).toContain('“已立案”')
  })

  it('[CL80] falls back to the sentence of the code for a reason it does not know', () => {
    expect(refusalText(refuse('conflict', 'something-new', ''))).toBe('内容已有变化，操作没有完成。请刷新后重试。')
  })
})
