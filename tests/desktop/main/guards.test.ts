import { describe, expect, it } from 'vitest'
import { mayHave } from '../../../electron/main/guards.ts'
import { APP_ORIGIN, homeAddress, safeExternal } from '../../../electron/main/home.ts'

const home = homeAddress(true, undefined)

describe('guards', () => {
  it.each(['notifications', 'clipboard-sanitized-write', 'fullscreen', 'local-network-access', 'loopback-network'])(
    '[DS4] the own page may have %s, no other page may',
    (permission) => {
      expect(mayHave(permission, `${APP_ORIGIN}/`, home)).toBe(true)
      for (const other of ['https://zx/', 'app://other/', 'data:text/html,x', 'about:blank', ''])
        expect(mayHave(permission, other, home)).toBe(false)
    },
  )

  it.each(['geolocation', 'media', 'clipboard-read', 'midi', 'hid', 'serial', 'usb', 'openExternal', 'unknown'])(
    '[DS4] nobody may have %s',
    (permission) => expect(mayHave(permission, `${APP_ORIGIN}/`, home)).toBe(false),
  )

  it.each([
    ['https://www.cppcc.gov.cn/a?b=1', 'https://www.cppcc.gov.cn/a?b=1'],
    ['http://example.cn/', undefined],
    ['https://user:secret@example.cn/', undefined],
    ['file:///etc/passwd', undefined],
    ['javascript:alert(1)', undefined],
    ['ms-msdt:/id', undefined],
    ['smb://example.cn/share', undefined],
    [`https://example.cn/${'a'.repeat(3000)}`, undefined],
    ['not an address', undefined],
  ])('[DS3] %s goes out as %s', (address, expected) => expect(safeExternal(address)).toBe(expected))

  it('[DS15] a development server is loaded only by a program that is not packaged', () => {
    expect(homeAddress(false, 'http://localhost:5173')).toBe('http://localhost:5173')
    expect(homeAddress(true, 'http://localhost:5173')).toBe('app://zx/index.html')
    expect(homeAddress(false, undefined)).toBe('app://zx/index.html')
  })
})
