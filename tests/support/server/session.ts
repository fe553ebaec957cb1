import { v7 } from 'uuid'
import type { Account } from '../../../core/people/roles.ts'
import { createData } from '../consultation-samples.ts'
import type { Desk } from './desk.ts'

/** `count` members of a committee besides the demo's people, with usernames `voter0`, `voter1`, … */
export const voters = (count: number): Account[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `01989680-0000-7000-9000-${String(n).padStart(12, '0')}`,
    username: `voter${n}`,
    name: `委员${n}`,
    roles: ['member'],
    sector: n % 2 ? 'education' : 'medicine',
    region: 'zj-lj-wc',
  }))

/** Makes and opens a session for these accounts; answers with its id. Throws on a refusal. */
export async function openSession(moderator: Desk, accounts: readonly string[], now = Date.now()): Promise<string> {
  const matter = v7()
  const must = async (type: string, data: unknown) => {
    const reply = await moderator.command(matter, type, data)
    if (!reply.ok) throw new Error(`${type}: ${JSON.stringify(reply.refusal)}`)
  }
  await must('consultation.create', { ...createData(now), participants: { accounts: [...accounts] } })
  await must('consultation.invite', {})
  await must('consultation.open', {})
  return matter
}

/** What opens a poll. */
export const pollData = (more: object = {}) => ({
  poll: 'p1',
  question: '先在哪里试点？',
  method: 'single',
  options: ['杨梅桥', '荷柳', '幸福里'],
  named: true,
  results: 'at-close',
  ...more,
})
