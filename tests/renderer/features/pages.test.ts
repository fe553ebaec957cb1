import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter, type RouteRecordRaw } from 'vue-router'
import type { Verification } from '../../../core/record/verify.ts'
import { ROUTES } from '../../../src/app/routes.ts'
import VerifyReport from '../../../src/features/archive/VerifyReport.vue'
import { problemText } from '../../../src/features/signin/problem.ts'
import { fingerprint } from '../../../src/features/settings/fingerprint.ts'
import { hasText, speak } from '../../../src/i18n/i18n.ts'

beforeAll(() => speak('zh-CN'))

const ROOT = path.resolve(import.meta.dirname, '../../..')
const flat = (routes: readonly RouteRecordRaw[]): RouteRecordRaw[] =>
  routes.flatMap((route) => [route, ...flat(route.children ?? [])])

describe('pages', () => {
  it('[CL92] every route leads to a page that loads and has a title', async () => {
    const router = createRouter({ history: createMemoryHistory(), routes: [...ROUTES] })
    for (const route of flat(ROUTES)) {
      if (route.redirect) continue
      if (route.meta) expect(hasText(route.meta.title), String(route.name)).toBe(true)
      const load = route.component as () => Promise<{ default: unknown }>
      expect((await load()).default, route.path).toBeTruthy()
    }
    expect(router.resolve('/proposals/abc/discussion').params).toEqual({ id: 'abc', tab: 'discussion' })
    expect(router.resolve('/proposals/abc/nonsense').name).toBe('missing')
    expect(router.resolve('/nowhere').name).toBe('missing')
  })

  it('[CL93] why one is not signed in is said with what to do', () => {
    expect(problemText({ kind: 'wrong-password' })).toContain('请检查大小写')
    expect(problemText({ kind: 'rate-limited', retryAfterMs: 15 * 60_000 })).toContain('请在 15 分钟后重试')
    expect(problemText({ kind: 'no-server', server: 'https://zx.example' })).toContain('https://zx.example')
    expect(problemText({ kind: 'expired', reason: 'suspended' })).toContain('请联系管理员')
    expect(problemText({ kind: 'protocol', detail: '404' })).toContain('404')
  })

  it('[CL93] the fingerprint of a key is the SHA-256 of its DER form', () => {
    // RFC 8410's own example of an Ed25519 public key; the digest is that of `base64 -d | sha256sum`.
    const key = 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE='
    const digest = 'a1e9156054e04fac899ae9f275132cdc07a5dbc4ea2c2ad3a1ffc6e0d253681f'
    expect(fingerprint(key)).toBe(digest.toUpperCase().match(/.{4}/g)?.join(' '))
  })
})

describe('a verification', () => {
  const report = (verification: Verification) => mount(VerifyReport, { props: { verification, at: 0, now: 0 } }).text()

  it('[CL94] of a whole copy says so, and how far the server has signed', () => {
    const text = report({ events: 12, redacted: [], signedUpTo: 10, findings: [] })
    expect(text).toContain('档案完好')
    expect(text).toContain('共 12 条记录')
    expect(text).toContain('签名确认到第 10 条')
  })

  it('[CL94] names every event that does not fit, in plain words', () => {
    const findings = [
      { fault: 'data' as const, seq: 3, expected: 'a'.repeat(64), found: 'b'.repeat(64) },
      { fault: 'link' as const, seq: 4 },
    ]
    const text = report({ events: 5, redacted: [2], signedUpTo: 0, findings })
    expect(text).toContain('档案有 2 处问题')
    expect(text).toContain('第 3 条的内容与校验值不符')
    expect(text).toContain('第 4 条与前一条接不上')
    expect(text).toContain('1 条的内容已依规删除')
  })

  it('[CL94] has a sentence for every fault that core knows', () => {
    const source = readFileSync(path.join(ROOT, 'core/record/verify.ts'), 'utf8')
    const faults = [...(/export type Fault =([^/]*)\/\*\*/.exec(source)?.[1] ?? '').matchAll(/'([a-z-]+)'/g)].map(
      ([, f]) => f,
    )
    expect(faults.length).toBeGreaterThan(9)
    expect(faults.filter((fault) => !hasText(`archive.report.faults.${fault}`))).toEqual([])
  })
})
