import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { PROPOSAL_STATUSES } from '../../../core/proposal/state.ts'
import { highlight } from '../../../src/features/archive/highlight.ts'
import { speak } from '../../../src/i18n/i18n.ts'
import ActionMenu from '../../../src/ui/ActionMenu.vue'
import Field from '../../../src/ui/Field.vue'
import StageMark from '../../../src/ui/StageMark.vue'
import { leftTheWay, stageOf, STAGES } from '../../../src/ui/stages.ts'
import TabRow from '../../../src/ui/TabRow.vue'

beforeAll(() => speak('zh-CN'))

describe('a field', () => {
  it('[CL88] ties its label, hint, fault and counter to the control', () => {
    const page = mount(Field, {
      props: { label: '标题', hint: '一句话', fault: '请写标题。', counted: '𠮷吉', most: 50 },
      slots: {
        default: ({
          id,
          described,
          invalid,
        }: {
          id: string
          described: string | undefined
          invalid: boolean | undefined
        }) => h('input', { id, 'aria-describedby': described, 'aria-invalid': invalid }),
      },
    })
    const input = page.get('input')
    expect(page.get('label').attributes('for')).toBe(input.attributes('id'))
    const described = (input.attributes('aria-describedby') ?? '')
      .split(' ')
      .map((id) => page.get(`[id="${id}"]`).text())
    expect(described).toEqual(['一句话', '请写标题。', '已写 2 字，最多 50 字'])
    expect(input.attributes('aria-invalid')).toBe('true')
  })
})

describe('a menu', () => {
  const items = [
    { key: 'reply', text: '回复', icon: 'reply' },
    { key: 'hide', text: '隐藏', icon: 'eye-off', grave: true },
  ] as const

  it('[CL89] takes the focus, is walked by arrow keys and gives the focus back', async () => {
    const opener = document.body.appendChild(document.createElement('button'))
    onTestFinished(() => opener.remove())
    opener.focus()
    const page = mount(ActionMenu, { props: { x: 10, y: 10, label: '更多', items }, attachTo: document.body })
    onTestFinished(() => page.unmount())
    await nextTick()
    const press = (key: string) =>
      document.querySelector('[role="menu"]')?.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }))
    expect(document.activeElement?.textContent).toContain('回复')
    press('ArrowDown')
    expect(document.activeElement?.textContent).toContain('隐藏')
    press('ArrowDown')
    expect(document.activeElement?.textContent, 'goes round').toContain('回复')
    press('Escape')
    expect(page.emitted('close')).toHaveLength(1)
    expect(document.activeElement).toBe(opener)
  })
})

describe('tabs', () => {
  it('[CL89] are chosen with arrow keys, and only the chosen one is in the tab order', async () => {
    const tabs = [
      { key: 'text', text: '正文' },
      { key: 'record', text: '记录', count: 3 },
    ] as const
    const page = mount(TabRow, { props: { tabs, chosen: 'text', label: '内容' }, attachTo: document.body })
    onTestFinished(() => page.unmount())
    expect(page.findAll('[role="tab"]').map((tab) => tab.attributes('tabindex'))).toEqual(['0', '-1'])
    await page.get('[role="tablist"]').trigger('keydown', { key: 'ArrowLeft' })
    expect(page.emitted('choose')).toEqual([['record']])
  })
})

describe('stages', () => {
  it('[CL90] every status stands somewhere on the way, with a word and a shape of its own', () => {
    const shapes = PROPOSAL_STATUSES.map((status) => {
      expect(STAGES).toContain(stageOf(status))
      const page = mount(StageMark, { props: { status } })
      expect(page.text().length, status).toBeGreaterThan(2)
      return page.get('path').attributes('d')
    })
    expect(new Set(shapes).size).toBe(PROPOSAL_STATUSES.length)
    expect(PROPOSAL_STATUSES.filter(leftTheWay)).toEqual(['declined', 'merged', 'withdrawn'])
  })
})

describe('what was sought', () => {
  it('[CL91] is marked wherever it occurs, whatever its case, and never as a pattern', () => {
    expect(highlight('老年食堂与食堂', '食堂')).toEqual([
      { text: '老年', hit: false },
      { text: '食堂', hit: true },
      { text: '与', hit: false },
      { text: '食堂', hit: true },
    ])
    expect(highlight('Plan A.B', 'a.b plan').filter(({ hit }) => hit)).toEqual([
      { text: 'Plan', hit: true },
      { text: 'A.B', hit: true },
    ])
    expect(highlight('AxB', 'a.b')).toEqual([{ text: 'AxB', hit: false }])
    expect(highlight('x', '  ')).toEqual([{ text: 'x', hit: false }])
  })

  it('[CL91] is marked as the search has found it: in either width, and where its words stand apart', () => {
    const marked = (text: string, sought: string) =>
      highlight(text, sought)
        .filter(({ hit }) => hit)
        .map(({ text: part }) => part)
    expect(marked('用ＡＰＰ预约', 'app')).toEqual(['ＡＰＰ'])
    expect(marked('用app预约', 'ＡＰＰ')).toEqual(['app'])
    expect(marked('约50㎡的食堂', '50m2')).toEqual(['50㎡'])
    expect(marked('社区的养老服务', '社区养老')).toEqual(['社区', '养老'])
    expect(marked('好\u{1f44d}食堂', '食堂')).toEqual(['食堂'])
    expect(highlight('', '食堂')).toEqual([])
  })
})

describe('a menu', () => {
  it('[CL89] tells what was chosen while whoever opened it still knows for what', async () => {
    const done: string[] = []
    const page = mount(
      defineComponent(() => {
        const about = ref<string | null>('这条发言')
        return () =>
          about.value === null
            ? null
            : h(ActionMenu, {
                ...{ x: 0, y: 0, label: '更多', items: [{ key: 'pin', text: '置顶', icon: 'pin' }] },
                onChoose: (key: string) => done.push(`${key} ${about.value}`),
                onClose: () => (about.value = null),
              })
      }),
      { attachTo: document.body },
    )
    onTestFinished(() => page.unmount())
    document.querySelector<HTMLElement>('[role="menuitem"]')?.click()
    await nextTick()
    expect(done).toEqual(['pin 这条发言'])
    expect(document.querySelector('[role="menu"]'), 'and closes').toBeNull()
  })
})
