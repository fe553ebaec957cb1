import type { Page } from '@playwright/test'
import { dialog, lookAt, press, shown, type State } from './axe.ts'

const bulletin = async (page: Page) => {
  await page.getByText('督办通报', { exact: true }).click()
}
const unfold = async (page: Page) => {
  for (const summary of await page.locator('details > summary').all()) await summary.click()
}
const at = (word: string, more = '') => `/supervisions/@${word}${more}`

const STATES: State[] = [
  { as: 'moderator', at: '/supervisions' },
  { as: 'moderator', at: '/supervise' },
  { as: 'moderator', at: '/supervise', open: press('发起微监督') },
  { as: 'moderator', at: '/board' },
  { as: 'moderator', at: '/board', open: bulletin },
  { as: 'moderator', at: '/board', open: press('临江市交通运输局') },
  // running, near its date, claimed, asking for more time
  ...['', '/progress', '/seen', '/discussion', '/record'].map((tab) => ({ as: 'moderator', at: at('河滨步道', tab) })),
  { as: 'moderator', at: at('菜场门前排水', '/progress') },
  { as: 'moderator', at: at('候车设施'), open: dialog('审批延期') },
  { as: 'moderator', at: at('适老化改造补贴') },
  // pressed
  { as: 'moderator', at: at('单元门坡道'), open: unfold },
  { as: 'moderator', at: at('单元门坡道'), open: dialog('催办') },
  { as: 'moderator', at: at('单元门坡道'), open: dialog('提请上级督办') },
  { as: 'moderator', at: at('垃圾房清运') },
  { as: 'moderator', at: at('垃圾房清运', '/seen'), open: dialog(/^隐藏/) },
  ...['add', 'amend', 'drop', 'appoint', 'lock'].map((action) => ({
    as: 'moderator',
    at: at('单元门坡道', `?do=${action}`),
    open: shown,
  })),
  // closed
  { as: 'moderator', at: at('助浴点'), open: dialog('办结') },
  { as: 'moderator', at: at('早市落客区') },
  { as: 'moderator', at: at('在线监测'), open: dialog('重新督办') },
  // who supervises, who answers for it, who follows
  { as: 'member', at: '/board' },
  { as: 'member', at: at('膳食小组'), open: dialog('核查') },
  { as: 'member8', at: at('早市落客区'), open: dialog('回头看') },
  { as: 'member8', at: at('早市落客区', '?do=rate'), open: shown },
  { as: 'unit3', at: '/board' },
  { as: 'unit3', at: at('河滨步道') },
  ...['report', 'claim', 'extend'].map((action) => ({
    as: 'unit3',
    at: at('河滨步道', `?do=${action}`),
    open: shown,
  })),
  { as: 'unit4', at: at('适老化改造补贴'), open: dialog('作出回应') },
  { as: 'representative', at: '/supervisions' },
  { as: 'representative', at: '/board' },
  { as: 'representative', at: at('垃圾房清运', '/seen') },
  { as: 'representative', at: at('河滨步道'), open: dialog('随手拍') },
]

lookAt(STATES)
