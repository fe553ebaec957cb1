import { beforeAll, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter, type RouteRecordRaw } from 'vue-router'
import { ROUTES } from '../../../src/app/routes.ts'
import { problemText } from '../../../src/features/signin/problem.ts'
import { fingerprint } from '../../../src/features/settings/fingerprint.ts'
import { hasText, speak } from '../../../src/i18n/i18n.ts'

beforeAll(() => speak('zh-CN'))

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
