import { mount } from '@vue/test-utils'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { nextTick } from 'vue'
import PrintSheet from '../../../src/features/paper/PrintSheet.vue'

function sheet(text: string) {
  const page = mount(PrintSheet, {
    props: { file: `文件 ${text}`, form: 'letter' },
    slots: { default: text },
    attachTo: document.body,
  })
  onTestFinished(() => page.unmount())
  return page
}
const printed = () => [...document.querySelectorAll('body > .print-sheet')].map(({ textContent }) => textContent)
const happens = async (what: 'beforeprint' | 'afterprint') => {
  window.dispatchEvent(new Event(what))
  await nextTick()
}

describe('what goes on paper', () => {
  it('[CL110] is a copy that stands alone, whichever way printing began, and gone afterwards', async () => {
    document.title = '智慧政协'
    sheet('答复')
    expect(printed(), 'nothing stands beside the window before').toEqual([])
    await happens('beforeprint')
    expect(printed()).toEqual(['答复'])
    expect(document.title, 'the name that the print window proposes').toBe('文件 答复')
    await happens('afterprint')
    expect(printed()).toEqual([])
    expect(document.title).toBe('智慧政协')
  })

  it('[CL110] of several is the one whose button was pressed', async () => {
    vi.stubGlobal('print', () => window.dispatchEvent(new Event('beforeprint')))
    onTestFinished(() => void vi.unstubAllGlobals())
    sheet('一')
    const second = sheet('二')
    await (second.vm as unknown as { print(): Promise<void> }).print()
    await nextTick()
    expect(printed()).toEqual(['二'])
    await happens('afterprint')
    await happens('beforeprint')
    expect(printed(), 'the system’s key prints all').toEqual(['一', '二'])
    await happens('afterprint')
  })
})
