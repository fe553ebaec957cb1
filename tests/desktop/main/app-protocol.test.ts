import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY, fileFor, serveFiles } from '../../../electron/main/app-protocol.ts'
import { freshFolder } from '../../support/folder.ts'

let root = ''

beforeEach(async () => {
  const folder = await freshFolder()
  root = path.join(folder, 'renderer')
  await mkdir(path.join(root, 'assets'), { recursive: true })
  await writeFile(path.join(root, 'index.html'), '<p>首页')
  await writeFile(path.join(root, 'assets/a b.js'), 'export {}')
  await writeFile(path.join(folder, 'secret.txt'), 'secret')
  await mkdir(`${root}-other`)
  await writeFile(path.join(`${root}-other`, 'secret.txt'), 'secret')
})

describe('app://zx', () => {
  it.each([
    ['app://zx/', 'text/html; charset=utf-8', '<p>首页'],
    ['app://zx/index.html?a=1#/desk', 'text/html; charset=utf-8', '<p>首页'],
    ['app://zx/assets/a%20b.js', 'text/javascript; charset=utf-8', 'export {}'],
  ])('[DS2] serves %s with its type and the policy', async (address, type, text) => {
    const response = await serveFiles(root)(new Request(address))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toBe(text)
  })

  it.each([
    'app://zx/../secret.txt',
    'app://zx/%2e%2e/secret.txt',
    'app://zx/assets/..%2f..%2fsecret.txt',
    'app://zx/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    'app://zx/..%5csecret.txt',
    'app://zx/%2e%2e%2frenderer-other%2fsecret.txt',
    'app://zx//etc/passwd',
    'app://zx/%2fetc%2fpasswd',
    'app://zx/index.html%00.js',
    'app://zx/%ff',
    'app://zx/assets',
    'app://zx/missing.js',
    'app://other/index.html',
  ])('[DS2] answers 404 to %s', async (address) => {
    const response = await serveFiles(root)(new Request(address))
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('404')
  })

  it('[DS2] never names a file outside its folder', () => {
    for (const address of ['app://zx/..', 'app://zx/%2e%2e%2f%2e%2e', 'app://zx/a/../../..'])
      expect([undefined, path.join(root, 'index.html')]).toContain(fileFor(root, address))
  })

  it.each(['POST', 'PUT', 'DELETE'])('[DS2] answers 405 to %s', async (method) => {
    expect((await serveFiles(root)(new Request('app://zx/', { method }))).status).toBe(405)
  })

  it('[DS2] allows nothing unsafe', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*/)
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'")
  })
})
