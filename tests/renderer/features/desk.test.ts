import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeAll, describe, expect, it } from 'vitest'
import type { InboxTask, Notice, Summary } from '../../../core/wire/records.ts'
import { newsWords } from '../../../src/app/news-words.ts'
import { ROUTES } from '../../../src/app/routes.ts'
import { byMatter } from '../../../src/features/desk/by-matter.ts'
import { speak } from '../../../src/i18n/i18n.ts'
import type { News } from '../../../src/stores/announcer.ts'

beforeAll(() => speak('zh-CN'))

const task = (matter: string, kind: InboxTask['kind'], more: Partial<InboxTask> = {}): InboxTask => {
  const summary = { id: matter, kind: 'proposal', title: `事项${matter}`, author: 'a', status: 'submitted' } as Summary
  return { matter, kind, since: 0, summary, ...more }
}

describe('what waits, on the desk', () => {
  it('[NO8] gathered by matter, the most urgent first, what expires as well as what is due', () => {
    const found = byMatter([
      task('old', 'screen', { since: 1 }),
      task('late', 'answer', { due: 50 }),
      task('two', 'cosign', { until: 40, since: 9 }),
      task('older', 'screen', { since: 0 }),
      task('two', 'evaluate', { due: 90 }),
      task('both', 'cosign', { until: 30, due: 99 }),
    ])
    expect(found.map((tasks) => tasks.map(({ matter, kind }) => `${matter} ${kind}`))).toEqual([
      ['both cosign'],
      ['two cosign', 'two evaluate'],
      ['late answer'],
      ['older screen'],
      ['old screen'],
    ])
  })
})

describe('news in words', () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [...ROUTES] })
  const words = {
    turn: ({ type }: Notice) => `说：${type}`,
    target: ({ matter }: Notice) => ({ name: 'proposal', params: { id: matter } }),
    nameOf: () => '李桂芳',
    addressOf: (place: Parameters<typeof router.resolve>[0]) => router.resolve(place).fullPath,
  }
  const notice = (matter: string, type: string): News => {
    const given = {
      n: 1,
      matter,
      kind: 'proposal',
      title: `事项${matter}`,
      seq: 1,
      type,
      actor: 'a',
      at: 0,
      read: false,
    }
    return { key: `notice ${matter} ${type}`, kind: 'proposal', matter, at: 0, notice: given as Notice }
  }
  const asked = (matter: string): News => ({
    key: `task ${matter}`,
    kind: 'task',
    matter,
    at: 0,
    task: task(matter, 'cosign'),
  })

  it('[NO6] the task before the turn, one by one up to three matters, each to its place', () => {
    const told = newsWords([[notice('1', 'x'), asked('1')], [notice('2', 'y')]], words)
    expect(told).toEqual([
      { title: '请联名', body: '事项1 · 李桂芳邀请您联名，请表明意见，另有 1 条动态', route: '/proposals/1?do=cosign' },
      { title: '事项2', body: '说：y', route: '/proposals/2' },
    ])
  })
  it('[NO6] more than three together, leading to the desk where something is asked, else to the notices', () => {
    const four = ['1', '2', '3', '4']
    expect(
      newsWords(
        four.map((matter) => [notice(matter, 'x')]),
        words,
      ),
    ).toEqual([{ title: '4 件事项有新动态', body: '事项1、事项2、事项3', route: '/notices' }])
    expect(
      newsWords(
        four.map((matter) => [asked(matter)]),
        words,
      ),
    ).toMatchObject([{ route: '/desk' }])
  })
})
