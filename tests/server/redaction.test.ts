import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import type { MatterState } from '../../core/matter/state.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { freshFolder } from '../support/folder.ts'
import { picture } from '../support/files/made.ts'
import { submit, type Desk } from '../support/server/desk.ts'
import { download, uploaded } from '../support/server/files.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { until } from '../support/server/until.ts'

const PASSWORD = 'demo-2026'
const SECRET = '一楼王阿姨电话壹叁捌零零零零'
const EARLIER = '王阿姨住在三号楼贰零壹室内'
const REASON = '含个人电话和住址'
let hall: Hall | undefined
afterEach(() => hall?.stop())

/** The password once more. */
async function confirm({ server }: Hall, { token }: Desk): Promise<void> {
  const response = await fetch(`${server.url}/api/session/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD }),
  })
  expect(response.status).toBe(200)
}

const escaped = (text: string) =>
  [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

/** Every form of some words in which a file may hold them. */
const formsOf = (text: string): Buffer[] => [
  Buffer.from(text),
  Buffer.from(escaped(text)),
  Buffer.from(escaped(text).toUpperCase().replaceAll('\\U', '\\u')),
  Buffer.from(text, 'utf16le'),
]

/** The files below a folder that hold any of these. */
function holding(folder: string, wanted: readonly Buffer[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return wanted.some((one) => bytes.includes(one))
    })
}

describe.each(['memory', 'sqlite'] as const)('redaction (%s)', (store) => {
  it('[RD7] goes from the record, the store and the files at once, for everybody who has it open', async () => {
    const dataDir = await freshFolder()
    const opened = (hall = await openHall([], { store, dataDir }))
    const [member, moderator, other] = (await Promise.all(
      ['member', 'moderator', 'member2'].map((who) => opened.desk(who)),
    )) as [Desk, Desk, Desk]
    const { matter } = await submit(member)
    for (const desk of [moderator, other]) await desk.ask('matter:open', { matter })
    const as = { url: opened.server.url, token: member.token }
    const [own, shared] = [
      await uploaded(as, '住址.png', await picture('png', 31)),
      await uploaded(as, '图.png', await picture('png', 32)),
    ]
    const ownBytes = Buffer.from(await (await download(as, own.sha256)).arrayBuffer())
    const command = v7()
    const data = { text: EARLIER, attachments: [own.sha256, shared.sha256] }
    const posted = await member.command(matter, 'message.post', data, { id: command })
    expect(posted.ok).toBe(true)
    const message = posted.ok ? posted.value.events[0]! : undefined
    await opened.must(member, matter, 'message.edit', { message: message?.id, text: SECRET })
    await opened.must(other, matter, 'message.post', { text: '再看这张图', replyTo: message?.id })
    await opened.must(member, matter, 'message.post', { text: '原图在此', attachments: [shared.sha256] })
    await opened.must(moderator, matter, 'message.pin', { message: message?.id })
    await opened.server.app.matters.lives.use(matter, async ({ durable: { head, state } }) => {
      if (state) await opened.server.store.saveSnapshot(matter, { seq: head.seq, state })
    })
    const words = [...formsOf(SECRET), ...formsOf(EARLIER), ownBytes.subarray(0, 64)]
    if (store === 'sqlite') expect(holding(dataDir, words), 'it is there to begin with').not.toEqual([])

    const redaction = { events: [message?.seq], reason: REASON }
    expect(await opened.refused(member, matter, 'matter.redact', redaction)).toBe('not-allowed')
    expect(await opened.refused(moderator, matter, 'matter.redact', redaction)).toBe('confirm-password')
    await confirm(opened, moderator)
    expect(await opened.refused(moderator, matter, 'matter.redact', { events: [1], reason: REASON })).toBe(
      'not-redactable',
    )
    const [said] = await opened.must(moderator, matter, 'matter.redact', redaction)
    expect(said?.data).toEqual({ events: [2, 3], reason: REASON })

    await until(
      () => other.heard('matter:events').some(({ events }) => events.some(({ seq }) => seq === said?.seq)),
      'all are told',
    )
    for (const desk of [member, moderator, other]) {
      const { state, events: latest } = await desk.ask('matter:open', { matter })
      const { events } = await desk.ask('matter:history', { matter, after: 0, limit: 500 })
      for (const word of [SECRET, EARLIER])
        expect(JSON.stringify([state, latest, events]), desk.account.username).not.toContain(word)
      expect(verifyRecord(matter, events as RecordEvent[])).toMatchObject({ redacted: [2, 3], findings: [] })
      const { messages, messageCount } = state as unknown as MatterState
      expect(messageCount).toBe(3)
      expect(messages[0]).toMatchObject({ text: '', redacted: { by: moderator.account.id, reason: REASON } })
      expect(messages[0]?.pinned).toBeUndefined()
    }
    expect(await opened.told(member, matter)).toContain('matter.redacted')
    const again = await member.command(matter, 'message.post', data, { id: command })
    expect(
      again.ok && again.value.events[0]?.data,
      'its answer lost on the way, it comes without its words',
    ).toBeUndefined()
    expect(again.ok).toBe(true)

    await until(async () => (await opened.server.store.thrown()).length === 0, 'the bytes of its files are thrown away')
    expect((await download(as, own.sha256)).status, 'nobody has it any more').toBe(404)
    expect((await download(as, shared.sha256)).status, 'another message shows it').toBe(200)
    expect(await opened.refused(member, matter, 'message.post', { text: '又来', attachments: [own.sha256] })).toBe(
      'unknown-attachment',
    )
    expect(holding(dataDir, words), 'on the disk').toEqual([])
    await opened.stop()
    hall = undefined
    expect(holding(dataDir, words), 'on the disk after the end').toEqual([])
  })
})

it('[RD7] nothing stays on the pages of a file in which hundreds of long messages lie around it', async () => {
  const dataDir = await freshFolder()
  const opened = (hall = await openHall([], { store: 'sqlite', dataDir }))
  const [member, moderator] = (await Promise.all(['member', 'moderator'].map((who) => opened.desk(who)))) as [
    Desk,
    Desk,
  ]
  const { matter } = await submit(member)
  const places: number[] = []
  for (let i = 0; i < 120; i++) {
    // from a few bytes to several pages
    const text = `${i % 3 === 0 ? SECRET : '无关'}${'说明'.repeat((i * 37) % 1900)}`
    const [event] = await opened.must(member, matter, 'message.post', { text })
    if (i % 3 === 0 && event) places.push(event.seq)
  }
  await opened.server.app.matters.lives.use(matter, async ({ durable: { head, state } }) => {
    if (state) await opened.server.store.saveSnapshot(matter, { seq: head.seq, state })
  })
  expect(holding(dataDir, formsOf(SECRET)), 'it is there to begin with').not.toEqual([])
  await confirm(opened, moderator)
  for (const page of [places.slice(0, 15), places.slice(15)])
    await opened.must(moderator, matter, 'matter.redact', { events: page, reason: REASON })
  expect(holding(dataDir, formsOf(SECRET)), 'on the disk').toEqual([])
})

it('[AT15] a picture of something hidden is given to its author and moderators only, unless something else shows it', async () => {
  const opened = (hall = await openHall())
  const [moderator, member, representative] = (await Promise.all(
    ['moderator', 'member', 'representative'].map((who) => opened.desk(who)),
  )) as [Desk, Desk, Desk]
  const matter = v7()
  await opened.must(moderator, matter, 'supervision.open', {
    ...{ title: '路灯的监督', subject: '承诺在先。', unit: 'lj-chengguan', supervisors: [member.account.id] },
    commitments: [{ id: 'a', text: '修好路灯', unit: 'lj-chengguan', due: opened.now + 30 * 24 * 60 * 60_000 }],
  })
  const sender = ({ token }: Desk) => ({ url: opened.server.url, token })
  const { sha256 } = await uploaded(sender(representative), '门口.png', await picture('png', 33))
  const [seen] = await opened.must(representative, matter, 'supervision.observe', {
    text: '门口',
    attachments: [sha256],
  })
  const status = async (desk: Desk) => (await download(sender(desk), sha256)).status
  expect(await status(member)).toBe(200)
  await opened.must(moderator, matter, 'observation.hide', { observation: seen?.id, reason: '拍到了人脸' })
  expect([await status(member), await status(representative), await status(moderator)]).toEqual([404, 200, 200])
  await opened.must(representative, matter, 'message.post', { text: '已打码', attachments: [sha256] })
  expect(await status(member), 'the discussion shows it, too').toBe(200)
})
