import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate, textMenu } from '../../../electron/main/menu.ts'

const items = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
const parts = { mac: false, development: false, go: () => undefined }

describe('the native menu', () => {
  it('[DS9] has a text of its own for every entry, in both languages', () => {
    for (const mac of [true, false]) {
      const chinese = items(menuTemplate({ ...parts, mac, language: 'zh-CN' })).filter(
        ({ type }) => type !== 'separator',
      )
      const english = items(menuTemplate({ ...parts, mac, language: 'en' })).filter(({ type }) => type !== 'separator')
      expect(chinese.every(({ label }) => /\p{Script=Han}/u.test(label ?? ''))).toBe(true)
      expect(english.every(({ label }) => label && !/\p{Script=Han}/u.test(label.replace('智慧政协', '')))).toBe(true)
      expect(english).toHaveLength(chinese.length)
    }
  })
  it('[DS9] gives no key twice', () => {
    const keys = items(menuTemplate({ ...parts, language: 'en', development: true })).flatMap(
      (item) => item.accelerator ?? [],
    )
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('[DS9] has developer tools only in development', () => {
    const roles = (development: boolean) =>
      items(menuTemplate({ ...parts, language: 'en', development })).flatMap(({ role }) => role ?? [])
    expect(roles(false)).not.toContain('toggleDevTools')
    expect(roles(true)).toContain('toggleDevTools')
  })
  it('[DS16] a right click offers what can be done with the text there, and nothing where nothing can', () => {
    const labels = (isEditable: boolean, selectionText: string) =>
      textMenu('zh-CN', { isEditable, selectionText }).flatMap(({ label }) => label ?? [])
    expect(labels(true, '')).toEqual(['撤销', '剪切', '复制', '粘贴', '全选'])
    expect(labels(false, '选中的')).toEqual(['复制'])
    expect(labels(false, ' ')).toEqual([])
  })
})
