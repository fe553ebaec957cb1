import assert from 'node:assert/strict'
import path from 'node:path'
import { v7 } from 'uuid'
import type { RecordEvent } from '../../../core/record/event.ts'
import { verifyCheckpoint } from '../../../core/record/checkpoint.ts'
import { verifyRecord } from '../../../core/record/verify.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { person, type Desk } from '../server/desk.ts'
import { spawnServer } from '../server/spawn.ts'
import { until } from '../server/until.ts'

const text = {
  title: '关于翠竹里加装非机动车充电棚的建议',
  situation: '翠竹里 12 幢居民楼没有集中充电处，电瓶车推进楼道过夜充电，去年两次起火。',
  suggestions: ['在小区东侧空地建两处带喷淋的充电棚', '楼道口加装电瓶车阻车装置并公示举报电话'],
  category: 'safety',
}

/**
 * The main job from a representative's desk to a member's archive, on a real server with real clients: written, seen
 * live, co-signed, screened, discussed, kept on disk, read without the server, verified. Throws at the first step that
 * is not as it should be; `say` is told of each.
 */
export async function play(folder: string, say: (line: string) => void): Promise<void> {
  let step = 0
  const done = (what: string) => say(`${String(++step).padStart(2)}. ${what}`)

  let server = await spawnServer({ dataDir: path.join(folder, 'server'), demo: true, env: { LOG_LEVEL: 'error' } })
  try {
    const [author, member, moderator] = await Promise.all(
      ['representative', 'member', 'moderator'].map((name) => person(server, name)),
    )
    assert(author && member && moderator)
    done(
      `server with demo data at ${server.url}; ${author.account.name}, ${member.account.name} and ${moderator.account.name} signed in`,
    )

    const matter = v7()
    const region = author.account.region ?? (await author.ask('roster:list', {})).regions[0]?.id ?? ''
    await must(author, matter, 'proposal.submit', { ...text, region, form: 'individual', open: true })
    await until(
      () => member.heard('matters:changed').some(({ items }) => items.some(({ id }) => id === matter)),
      'the member sees the new proposal',
    )
    done('written by the representative, and seen live in the list of the member')

    await member.ask('matter:open', { matter })
    const early = await moderator.command(matter, 'proposal.file', { category: 'safety' })
    assert(!early.ok && early.refusal.details?.reason === 'needs-member', 'filing must wait for a member')
    await must(author, matter, 'proposal.invite-cosigner', { accounts: [member.account.id] })
    const { tasks } = await member.ask('inbox:list', {})
    assert(
      tasks.some((task) => task.matter === matter && task.kind === 'cosign'),
      'the member must be asked to co-sign',
    )
    await must(member, matter, 'proposal.cosign', { opinion: '同意，建议与消防部门会商选址' })
    done('filing refused without a member; invited, found among what needs the member, co-signed with an opinion')

    await must(moderator, matter, 'proposal.return', { reason: '请写明充电棚的数量与位置' })
    await must(author, matter, 'proposal.revise', {
      ...text,
      region,
      situation: `${text.situation}拟建两处，共六十个车位。`,
    })
    await must(member, matter, 'proposal.cosign', {})
    const filed = await must(moderator, matter, 'proposal.file', { category: 'safety', weight: 'key' })
    const { number } = filed[0]?.data as { number: string }
    assert.match(number, /^\d{4}-\d{4}$/)
    done(`returned, revised, signed again, filed as ${number}`)

    const id = v7()
    const post = { id, matter, type: 'message.post', data: { text: '消防支队已答应下周实地看点位。' } }
    const replies = await Promise.all(Array.from({ length: 5 }, () => member.ask('matter:command', post)))
    assert.equal(new Set(replies.map(({ seq }) => seq)).size, 1, 'five times the same command must happen once')
    await must(author, matter, 'message.post', { text: '谢谢委员，我去通知楼长。', replyTo: replies[0]?.events[0]?.id })
    await must(moderator, matter, 'message.pin', { message: replies[0]?.events[0]?.id })
    done('discussed live; one command sent five times at once happened once')

    const { seq } = await member.ask('matter:open', { matter, since: 0 })
    await until(() => live(member, matter).at(-1)?.seq === seq, 'the member has heard every event')
    const record = (await member.ask('matter:history', { matter, after: 0, limit: 500 })).events as RecordEvent[]
    const checkpoint = await member.ask('matter:checkpoint', { matter })
    assert(verifyCheckpoint(checkpoint), "the server's signature must hold")
    assert.equal(checkpoint.key, member.welcome.server.key)
    done(`the record has ${record.length} events; its end is signed by the server`)

    const owner = { server: server.url, account: member.account.id }
    const directory = path.join(folder, 'desktop')
    const { items } = await member.ask('matters:list', { mine: true, limit: 100 })
    const summary = items.find(({ id: found }) => found === matter)
    assert(summary, 'the matter must be among the member’s own')
    const first = openLocalData({ directory })
    await first.settings.set({ pinnedKeys: { [server.url]: member.welcome.server.key } })
    assert.equal((await first.owner(owner).archive.append({ summary, events: record })).result, 'kept')
    await first.owner(owner).archive.checkpoint(checkpoint)
    await first.close()
    done('kept on disk in the member’s archive')

    await server.kill()
    const offline = openLocalData({ directory })
    const { archive } = offline.owner(owner)
    const kept = await archive.read(matter)
    assert.deepEqual(kept.events, record)
    assert(
      (await archive.search('充电棚')).some((hit) => hit.matter === matter),
      'the archive must find 充电棚',
    )
    const verification = await archive.verify(matter)
    assert.deepEqual(verification.findings, [])
    assert.equal(verification.signedUpTo, record.length)
    await offline.close()
    done('server killed; read, searched and verified from the archive alone')

    const forged = structuredClone(record)
    forged[0]!.data = { ...(forged[0]!.data as object), title: '关于翠竹里加装非机动车充电棚的建设' }
    const [finding] = verifyRecord(matter, forged).findings
    assert.deepEqual([finding?.seq, finding?.fault], [1, 'data'])
    done(`one changed character is found: event ${finding?.seq}, ${finding?.fault}`)

    server = await spawnServer({ dataDir: path.join(folder, 'server'), demo: true, env: { LOG_LEVEL: 'error' } })
    const again = await person(server, 'member')
    const after = (await again.ask('matter:history', { matter, after: 0, limit: 500 })).events
    assert.deepEqual(after, record)
    again.close()
    done('server started again: every acknowledged event is there')
  } finally {
    await server.stop()
  }
}

async function must(desk: Desk, matter: string, type: string, data: unknown): Promise<RecordEvent[]> {
  const reply = await desk.command(matter, type, data)
  if (!reply.ok) throw new Error(`${type} was refused: ${JSON.stringify(reply.refusal)}`)
  return reply.value.events as RecordEvent[]
}

const live = (desk: Desk, matter: string) =>
  desk.heard('matter:events').flatMap((fact) => (fact.matter === matter ? fact.events : []))
