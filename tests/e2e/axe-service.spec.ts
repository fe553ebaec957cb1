import { expect, type Page } from '@playwright/test'
import { dialog, fromMenu, lookAt, press, shown, type State } from './axe.ts'

const tab = (name: string) => async (page: Page) => {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
}
/** The decision with its levels of places open. */
const agreeing = async (page: Page) => {
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('dialog').getByText('同意公开', { exact: true }).click()
  await expect(page.getByRole('radiogroup', { name: '地点写到哪一级' })).toBeVisible()
}

const STATES: State[] = [
  // who asks
  { as: 'representative', at: '/services' },
  { as: 'representative', at: '/ask' },
  { as: 'representative', at: '/ask', open: press('发布求助') },
  { as: 'representative', at: '/services/@慢性病的药' },
  { as: 'representative', at: '/services/@慢性病的药', open: fromMenu('撤回求助') },
  { as: 'representative', at: '/services/@母亲出院后' },
  { as: 'representative', at: '/services/@母亲出院后', open: dialog('改约面谈') },
  { as: 'representative', at: '/services/@母亲出院后', open: fromMenu('取消面谈') },
  { as: 'representative', at: '/services/@母亲出院后', open: tab('沟通') },
  { as: 'representative', at: '/services/@母亲出院后/record' },
  { as: 'representative', at: '/services/@孩子放学后', open: dialog('评价') },
  { as: 'representative', at: '/services/@孩子放学后', open: dialog('还没有解决') },
  { as: 'representative', at: '/services/@流感疫苗要不要?do=consent', open: agreeing },
  { as: 'representative', at: '/services/@失能老人护理补贴怎么' },
  { as: 'representative', at: '/services/@失能老人护理补贴怎么', open: fromMenu('不再公开') },
  { as: 'representative', at: '/services/@爬楼机' },
  // who could help, and who helps
  { as: 'member2', at: '/services' },
  { as: 'member2', at: '/services/@慢性病的药?do=claim' },
  { as: 'member2', at: '/services/@慢性病的药', open: dialog('认领') },
  { as: 'member2', at: '/services/@慢性病的药', open: dialog('不便认领') },
  { as: 'member2', at: '/services/@母亲出院后', open: dialog('答复') },
  { as: 'member2', at: '/services/@大病后的欠费', open: dialog('拟写公开解答') },
  { as: 'member4', at: '/services/@手机总弹广告' },
  { as: 'unit3', at: '/services/@楼上漏水', open: dialog('约面谈') },
  { as: 'unit4', at: '/services/@独居老人助餐' },
  { as: 'unit4', at: '/services/@独居老人助餐', open: dialog('退回') },
  // who keeps the house
  { as: 'moderator', at: '/services' },
  { as: 'moderator', at: '/services/@楼顶菜园' },
  { as: 'moderator', at: '/services/@楼顶菜园', open: dialog('请委员认领') },
  { as: 'moderator', at: '/services/@楼顶菜园', open: dialog('转请单位') },
  { as: 'moderator', at: '/services/@合唱队', open: dialog('请委员认领') },
  { as: 'moderator', at: '/services/@楼上漏水', open: fromMenu('办结') },
  { as: 'moderator', at: '/services/@充电桩能装?do=publish', open: shown },
  { as: 'moderator', at: '/answers/@加装电梯怎样' },
  { as: 'moderator', at: '/answers/@加装电梯怎样', open: dialog('撤下') },
  // everybody else
  { as: 'unit5', at: '/services' },
  { as: 'unit5', at: '/answers' },
  { as: 'unit5', at: '/answers/@失能老人护理补贴的' },
]

lookAt(STATES)
