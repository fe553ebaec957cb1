import { afterEach, describe, expect, it } from 'vitest'
import type { Message } from '../../../core/matter/state.ts'
import Composer from '../../../src/features/discussion/Composer.vue'
import { kept } from '../../../src/features/discussion/unsent.ts'
import { show } from './screen.ts'

const message: Message = { id: 'm1', seq: 2, at: 0, author: 'a1', text: '原来的话', endorsedBy: [] }
const composer = (props: Partial<{ replyTo: Message; editing: Message; hold: string }> = {}) =>
  show(Composer, { props: { matter: 'x', replyTo: null, editing: null, ...props } })

afterEach(() => kept.clear())

describe('the composer', () => {
  it('[CL84] Enter sends, tidied, and empties the field', async () => {
    const page = await composer()
    await page.get('textarea').setValue('  同意。\r\n请补充预算。 ')
    await page.get('textarea').trigger('keydown', { key: 'Enter' })
    expect(page.emitted('send')).toEqual([['同意。\n请补充预算。']])
    expect(page.get('textarea').element.value).toBe('')
  })

  it('[CL84] Shift + Enter breaks the line, and Enter while a word is being composed sends nothing', async () => {
    const page = await composer()
    await page.get('textarea').setValue('草稿')
    const broken = new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, cancelable: true })
    page.get('textarea').element.dispatchEvent(broken)
    expect(broken.defaultPrevented, 'the line break is left to the field').toBe(false)
    await page.get('textarea').trigger('keydown', { key: 'Enter', isComposing: true })
    await page.get('textarea').trigger('keydown', { key: 'Enter', keyCode: 229 })
    expect(page.emitted('send')).toBeUndefined()
  })

  it('[CL84] nothing empty and nothing too long is sent, and what is too long says by how much', async () => {
    const page = await composer()
    await page.get('textarea').setValue(' \n ')
    await page.get('form').trigger('submit')
    await page.get('textarea').setValue('字'.repeat(4003))
    await page.get('textarea').trigger('keydown', { key: 'Enter' })
    expect(page.emitted('send')).toBeUndefined()
    expect(page.text()).toContain('还需删去 3 字')
    expect(page.get('textarea').attributes('aria-invalid')).toBe('true')
  })

  it('[CL84] counts by code points: 4,000 of 𠮷 fit', async () => {
    const page = await composer()
    await page.get('textarea').setValue('𠮷'.repeat(4000))
    await page.get('textarea').trigger('keydown', { key: 'Enter' })
    expect(page.emitted('send')?.[0]).toEqual(['𠮷'.repeat(4000)])
  })

  it('[CL84] while held nothing is sent, the reason is shown and the text stays', async () => {
    const page = await composer({ hold: '请在 30 秒后再发言。' })
    await page.get('textarea').setValue('等一等')
    await page.get('textarea').trigger('keydown', { key: 'Enter' })
    expect(page.emitted('send')).toBeUndefined()
    expect(page.get('textarea').element.value).toBe('等一等')
    expect(page.text()).toContain('请在 30 秒后再发言。')
  })

  it('[CL84] an edit begins with the text, and Escape gives it up and brings back what was being written', async () => {
    const page = await composer()
    await page.get('textarea').setValue('写到一半')
    await page.setProps({ editing: message })
    expect(page.get('textarea').element.value).toBe('原来的话')
    await page.get('textarea').trigger('keydown', { key: 'Escape' })
    expect(page.emitted('cancel')).toHaveLength(1)
    await page.setProps({ editing: null })
    expect(page.get('textarea').element.value).toBe('写到一半')
  })

  it('[CL84] what was typed in a matter is there again when one comes back', async () => {
    const page = await composer()
    await page.get('textarea').setValue('还没写完')
    page.unmount()
    const again = await composer()
    expect(again.get('textarea').element.value).toBe('还没写完')
  })
})
