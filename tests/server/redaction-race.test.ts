import { afterEach, expect, it } from 'vitest'
import type { Store } from '../../server/store/contract.ts'
import { createMemoryStore } from '../../server/store/memory/store.ts'
import { bootServer, PASSWORD, type BootedServer } from '../support/server/boot.ts'
import { person, submit } from '../support/server/desk.ts'

const SECRET = '一楼王阿姨电话壹叁捌零零零零'
let server: BootedServer | undefined
afterEach(() => server?.stop())

it('[RD7] what is redacted while a long record is read is not in what its reader is given', async () => {
  const inner = createMemoryStore()
  let meanwhile: (() => Promise<unknown>) | undefined
  const store: Store = {
    ...inner,
    async events(...asked) {
      const page = await inner.events(...asked)
      const run = meanwhile
      meanwhile = undefined
      await run?.()
      return page
    },
  }
  const booted = (server = await bootServer({ store, parts: { rateLimits: false } }))
  const [member, moderator] = [await person(booted, 'member'), await person(booted, 'moderator')]
  const { matter } = await submit(member)
  await member.command(matter, 'message.post', { text: SECRET })
  for (let at = 0; at < 450; at += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => member.command(matter, 'message.post', { text: `${at + i}` })),
    )
  await fetch(`${booted.url}/api/session/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${moderator.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD }),
  })
  let redacted = false
  meanwhile = async () => {
    const reply = await moderator.command(matter, 'matter.redact', { events: [2], reason: '含个人电话' })
    redacted = reply.ok
  }
  const opened = await member.ask('matter:open', { matter, since: 0 })
  expect(redacted).toBe(true)
  expect(opened.seq).toBe(453)
  expect(JSON.stringify(opened)).not.toContain(SECRET)
})
