// @vitest-environment node
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/realtime/new-id.ts'
import { newClient, type Client } from '../../support/client/client.ts'
import { enter, post, proposal, submit } from '../../support/client/people.ts'
import { lossyLink, type LossyLink } from '../../support/lossy-link.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
let link: LossyLink
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())
beforeEach(async () => void (link = await lossyLink(server.url)))
afterEach(() => link.close())

async function person(username: string, address = server.url) {
  const client = await newClient()
  await enter(client, address, username)
  return client
}

async function fill(client: Client, matter: string, count: number, word = 'message') {
  for (let at = 0; at < count; at += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - at) }, (_, i) => client.outbox.send(post(matter, `${word} ${at + i}`))),
    )
}

const wholeAt = (client: Client, matter: string, seq: number) =>
  until(`the copy is whole at ${seq}`, () => {
    const entry = client.archive.entry(matter)
    return entry?.condition === 'whole' && entry.seq === seq
  })

describe('the archive', () => {
  it('[CL30] keeps an opened matter from its first event, without gaps, and has it signed', async () => {
    const author = await person('member')
    const matter = await submit(author)
    await fill(author, matter, 640)
    const reader = await person('member2')
    const store = reader.matter(matter)
    await until('it is open', () => store.phase === 'ready')
    expect(store.from).toBeGreaterThan(1)
    await wholeAt(reader, matter, 641)
    await until('it is signed', () => reader.archive.entry(matter)?.signedUpTo === 641)
    await fill(author, matter, 30, 'later')
    await wholeAt(reader, matter, 671)
    const kept = await reader.archive.read(matter)
    expect(kept.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 671 }, (_, i) => i + 1))
    expect(kept.state?.messageCount).toBe(670)
    expect(reader.archive.entry(matter)?.signedUpTo).toBe(641)
    // verifying asks for the server's word on all of it first
    expect(await reader.archive.verify(matter)).toMatchObject({ events: 671, signedUpTo: 671, findings: [] })
    expect(reader.archive.filling.size).toBe(0)
  })

  it('[CL30] has a short one signed too, each time it is opened', async () => {
    const author = await person('member')
    const matter = await submit(author)
    const reader = await person('member2')
    const visit = reader.visit(matter)
    await until('it is signed', () => reader.archive.entry(matter)?.signedUpTo === 1)
    await fill(author, matter, 2)
    await wholeAt(reader, matter, 3)
    visit.leave()
    const again = await reader.restart()
    await until('the catalogue', () => again.archive.phase === 'ready')
    expect(again.archive.entry(matter)?.signedUpTo).toBe(1)
    again.matter(matter)
    await until('it is signed again', () => again.archive.entry(matter)?.signedUpTo === 3)
  })

  it('[HS8] lets a request of somebody else go when it concerns the reader no more, and keeps the asker’s', async () => {
    const asker = await person('representative')
    const helper = await person('member2')
    const request = newId()
    const give = async (client: Client, type: string, data: object) => {
      const reply = await client.outbox.send({ matter: request, type, data } as never)
      if (!reply.ok) throw new Error(`${type}: ${JSON.stringify(reply.refusal)}`)
    }
    const words = { title: '护理补贴怎么申请', details: '母亲失能', region: 'zj-lj-wc-dt-ym', sectors: ['medicine'] }
    await give(asker, 'service.post', words)
    await give(helper, 'service.claim', {})
    const visit = helper.visit(request)
    await wholeAt(helper, request, 2)
    await wholeAt(asker, request, 2)
    visit.leave()
    const folder = await helper.archive.read(request)
    expect(JSON.stringify(folder.events)).toContain('母亲失能')
    await give(helper, 'service.hand-back', { reason: '需要另外的专长' })
    const again = await helper.restart()
    await until('the copy is gone', () => again.archive.phase === 'ready' && again.archive.entry(request) === undefined)
    expect((await again.archive.read(request).catch(() => ({ events: [] }))).events).toEqual([])
    await wholeAt(asker, request, 3)
    const later = await asker.restart()
    await until('the catalogue', () => later.archive.phase === 'ready')
    expect(later.archive.entry(request)?.condition).toBe('whole')
  })

  it('[CL31] keeps what a person has authored or is invited to, opened or not, and follows it', async () => {
    const author = await person('member')
    const invited = await person('member3')
    const matter = await submit(author, { cosigners: [invited.session.account?.id ?? ''] })
    await wholeAt(author, matter, 2)
    await wholeAt(invited, matter, 2)
    await invited.outbox.send({ matter, type: 'proposal.cosign', data: {} })
    await wholeAt(author, matter, 3)
    const later = await author.restart()
    await fill(invited, matter, 3)
    await wholeAt(later, matter, 6)
  })

  it('[CL32] catches up with what happened while the program was not running', async () => {
    const author = await person('member4')
    const matter = await submit(author)
    await wholeAt(author, matter, 1)
    author.stop()
    const other = await person('member5')
    await fill(other, matter, 120)
    const again = await author.restart()
    await wholeAt(again, matter, 121)
    expect((await again.archive.verify(matter)).findings).toEqual([])
  })

  it('[CL33] has a record signed when it comes to its end', async () => {
    const author = await person('member6')
    const matter = await submit(author)
    const store = author.matter(matter)
    await until('it is open', () => store.phase === 'ready')
    await author.outbox.send({ matter, type: 'proposal.withdraw', data: {} })
    await until('the end is signed', () => author.archive.entry(matter)?.signedUpTo === 2)
  })

  it('[CL34] is found and read offline', async () => {
    const author = await person('member', link.address)
    const matter = await submit(author)
    await author.outbox.send(post(matter, '电梯井道占用消防通道怎么办'))
    await wholeAt(author, matter, 2)
    link.down()
    const again = await author.restart()
    await until('the catalogue', () => again.archive.phase === 'ready')
    expect(again.archive.entries.map(({ summary }) => summary.id)).toContain(matter)
    const hits = await again.archive.search('消防通道')
    expect(hits).toMatchObject([{ matter, seq: 2 }])
    const kept = await again.archive.read(matter)
    expect(kept.state?.messages.at(-1)?.text).toBe('电梯井道占用消防通道怎么办')
  })

  it('[CL35] says which event of a damaged copy is wrong, and fills it up from the server', async () => {
    const author = await person('member7')
    const matter = await submit(author)
    await fill(author, matter, 20)
    await wholeAt(author, matter, 21)
    const folder = author.machine.folder
    const segment = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
      (name) => name.includes(matter) && readFileSafe(path.join(folder, name)).includes('message 7'),
    )
    if (!segment) throw new Error('the segment was not found')
    const file = path.join(folder, segment)
    writeFileSync(file, readFileSafe(file).replace('message 7', 'massage 7'))
    const verification = await author.archive.verify(matter)
    expect(verification.findings[0]).toMatchObject({ fault: 'data' })
    const wrong = verification.findings[0]?.seq ?? 0
    expect(wrong).toBeGreaterThan(1)
    await author.archive.mend(matter)
    // the catalogue may still tell of the copy as it was: the disk has the last word
    await until('the copy is whole again', async () => {
      const { events, findings } = await author.archive.verify(matter)
      return events === 21 && findings.length === 0
    })
  })

  it('[CL35] fills a copy up of which nothing on the disk can be read any more', async () => {
    const author = await person('member9')
    const matter = await submit(author)
    await fill(author, matter, 20)
    await wholeAt(author, matter, 21)
    const { folder } = author.machine
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const name of names.filter((each) => each.includes(matter) && /\d{6}\.json(\.last)?$/.test(each)))
      writeFileSync(path.join(folder, name), 'torn')
    expect((await author.archive.verify(matter)).findings).not.toEqual([])
    await author.archive.mend(matter)
    await until('the copy is whole again', async () => {
      const { events, findings } = await author.archive.verify(matter)
      return events === 21 && findings.length === 0
    })
  })

  it('[CL36] says loudly when the server now tells another story than the kept one', async () => {
    const command = proposal({ title: '最初的提案' })
    const author = await person('member8', link.address)
    await author.outbox.send(command)
    await fill(author, command.matter, 3, 'true')
    await wholeAt(author, command.matter, 4)

    const impostor = await bootServer({ parts: { rateLimits: false } })
    const forger = await person('member8', impostor.url)
    await forger.outbox.send({ ...command, data: { ...command.data, title: '改写的提案' } })
    await fill(forger, command.matter, 9, 'false')
    link.aim(impostor.url)
    link.cut()
    // The other server does not know the session; whoever signs in there is told of the other key first.
    await until('the session is over', () => author.session.status === 'signed-out')
    await enter(author, link.address, 'member8').catch(() => undefined)
    expect(author.session.problem?.kind).toBe('key-changed')
    await author.session.acceptKey()
    await until('the alarm', () => author.archive.divergences.length > 0)
    expect(author.archive.divergences).toMatchObject([{ matter: command.matter }])
    const kept = await author.archive.read(command.matter)
    expect(kept.state?.title).toBe('最初的提案')
    expect(kept.events).toHaveLength(4)
    forger.stop()
    author.stop()
    await impostor.stop()
  })

  it('[CL37] does not take back a copy that the person removed, until the matter is opened', async () => {
    const author = await person('member9')
    const matter = await submit(author)
    await wholeAt(author, matter, 1)
    await author.archive.remove(matter)
    expect(author.archive.entry(matter)).toBeUndefined()
    await fill(author, matter, 2)
    const again = await author.restart()
    const other = await submit(again)
    await wholeAt(again, other, 1)
    expect(again.archive.entry(matter)).toBeUndefined()
    again.matter(matter)
    await wholeAt(again, matter, 3)
  })

  it('[CL38] says when the disk takes nothing, and goes on when it does again', async () => {
    const author = await person('member2')
    author.machine.fail = 'archive'
    const matter = await submit(author)
    await until('it is said', () => author.archive.writeError !== null)
    expect(author.archive.writeError).toBe('disk')
    author.machine.fail = undefined
    await wholeAt(author, matter, 1)
    expect(author.archive.writeError).toBeNull()
  })
})

function readFileSafe(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
