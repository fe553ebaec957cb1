import { newId } from '../../../src/realtime/new-id.ts'
import { PASSWORD, type BootedServer } from '../server/boot.ts'
import type { Client } from './client.ts'

/** Signs a client in; throws with the problem when it does not work. */
export async function enter(client: Client, server: BootedServer | string, username: string): Promise<void> {
  const address = typeof server === 'string' ? server : server.url
  if (await client.session.signIn({ server: address, username, password: PASSWORD })) return
  throw new Error(`${username} could not sign in: ${JSON.stringify(client.session.problem)}`)
}

/** A proposal's text that fits the demo's places. */
export const text = {
  title: '关于老旧小区加装电梯的建议',
  situation: '六十岁以上居民占四成，上下楼困难。',
  suggestions: ['一楼一策征求意见', '财政按每台二十万元补助'],
  category: 'city',
  region: 'zj-lj-wc-dt-ym',
}

/** A fresh id with the command that begins a proposal under it. */
export function proposal(more: { cosigners?: string[]; open?: boolean; title?: string } = {}) {
  const data = { ...text, form: 'individual' as const, open: true, ...more }
  return { matter: newId(), type: 'proposal.submit' as const, data }
}

/** Submits a proposal and waits for the server's word. Answers with its id. */
export async function submit(client: Client, more: Parameters<typeof proposal>[0] = {}): Promise<string> {
  const command = proposal(more)
  const sent = await client.outbox.send(command)
  if (!sent.ok) throw new Error(`not submitted: ${JSON.stringify(sent.refusal)}`)
  return command.matter
}

export const post = (matter: string, words: string) => ({
  matter,
  type: 'message.post' as const,
  data: { text: words },
})
