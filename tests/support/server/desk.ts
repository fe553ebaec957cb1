import { v7 } from 'uuid'
import type { Account } from '../../../core/people/roles.ts'
import type { Reply } from '../../../core/wire/refusal.ts'
import type { RequestValue } from '../../../core/wire/requests.ts'
import { connect, signIn, type TestClient } from './client.ts'

type CommandValue = RequestValue<'matter:command'>

/** Somebody signed in on a real connection. */
export interface Desk extends TestClient {
  account: Account
  token: string
  /** Sends a command under a fresh id, unless one is given. */
  command(
    matter: string,
    type: string,
    data: unknown,
    more?: { id?: string; expectedSeq?: number },
  ): Promise<Reply<CommandValue>>
}

/** Signs in as one of the demo's people and connects. */
export async function person({ url }: { url: string }, username: string): Promise<Desk> {
  const { token, account } = await signIn(url, username, 'demo-2026')
  const client = await connect(url, token)
  return {
    ...client,
    account,
    token,
    command: (matter, type, data, more = {}) =>
      client.request('matter:command', { id: v7(), matter, type, data, ...more }),
  }
}

/** The text of a proposal, as `proposal.revise` takes it. */
export const proposal = (more: object = {}) => ({
  title: '关于老旧小区加装电梯的提案',
  situation: '杨梅桥社区多为六层住宅，没有电梯，老人上下楼困难。',
  suggestions: ['先在三幢试点加装电梯', '由街道协调底层住户的补偿'],
  category: 'elderly',
  region: 'zj-lj-wc-dt-ym',
  ...more,
})

/** Submits a proposal; throws on a refusal. */
export async function submit(
  desk: Desk,
  {
    matter = v7(),
    ...more
  }: { matter?: string; open?: boolean; cosigners?: string[]; form?: string; title?: string } = {},
): Promise<CommandValue> {
  const data = { ...proposal(), form: 'individual', open: true, ...more }
  const reply = await desk.command(matter, 'proposal.submit', data)
  if (!reply.ok) throw new Error(`proposal.submit: ${JSON.stringify(reply.refusal)}`)
  return reply.value
}
