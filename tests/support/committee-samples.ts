import type { CommitteeCommand, CommitteeCommandType } from '../../core/committee/commands.ts'
import { person } from './people.ts'
import { uuid } from './record.ts'

const DAY = 24 * 60 * 60_000

type Samples = { [T in CommitteeCommandType]: Extract<CommitteeCommand, { type: T }>['data'] }

/** Data for each command of the administrative record that `committeeAt` accepts; the times are reckoned from `at`. */
export function committeeSamples(at: number): Samples {
  const known = person(51, 'member')
  return {
    'committee.begin': {},
    'account.add': { account: uuid(60), name: '韩雪', username: 'hanxue', roles: ['member'], sector: 'education' },
    'account.change': {
      account: known.id,
      name: known.name,
      username: known.username,
      roles: ['member', 'moderator'],
      confirm: known.name,
    },
    'account.suspend': { account: known.id, reason: '调离本会', confirm: known.name },
    'account.restore': { account: person(52).id, reason: '回到本会' },
    'account.invite': { account: known.id, code: 'a'.repeat(64), until: at + 3 * DAY, confirm: known.name },
    'roster.import': {
      rows: [
        { account: uuid(61), name: '罗琴', username: 'luoqin', roles: ['member'], sector: 'education' },
        { account: uuid(62), name: '方正', username: 'fangzheng', roles: ['unit'], unit: 'unit-1', region: 'county' },
      ],
      confirm: '2',
    },
    'unit.put': { unit: 'unit-new', name: '县水务局', region: 'county' },
    'unit.retire': { unit: 'unit-idle', reason: '机构改革', confirm: '县物价局' },
    'region.put': { region: 'town', name: '东塘街道', level: 'township', parent: 'county' },
    'region.retire': { region: 'idle', reason: '撤并', confirm: '旧街道' },
    'sector.put': { sector: 'sports', name: '体育' },
    'sector.retire': { sector: 'idle', reason: '界别调整' },
    'category.put': { category: 'digital', name: '数字政务' },
    'category.retire': { category: 'culture', reason: '并入其他类别' },
    'template.put': { template: uuid(70), name: '感谢', text: '感谢您的建议。', use: 'answer' },
    'template.remove': { template: uuid(71) },
    'clock.set-rule': {
      rule: 'proposal.refuse',
      length: { workdays: 7 },
      warning: { workdays: 2 },
      text: '自收到交办之日起七个工作日内说明理由退回。',
      reason: '本会办法修订',
      confirm: '接收或退办',
    },
    'clock.set-day': { day: '2026-05-09', work: true, name: '调休上班', reason: '县政府通知' },
  }
}
