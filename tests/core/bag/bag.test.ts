import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../../core/bag/bag.ts'
import { wordOf } from '../../../core/bag/word.ts'
import { BAG } from '../../../core/bag/layout.ts'
import { inOrder, manifestPath, manifestText } from '../../../core/bag/manifest.ts'
import { bagMetadataSchema } from '../../../core/bag/metadata.ts'
import type { BagSource } from '../../../core/bag/source.ts'
import { foldersOf } from '../../../core/bag/write-zip.ts'
import { redact, REDACTED } from '../../../core/record/redact.ts'
import { sealEvent } from '../../../core/record/chain.ts'
import { verifyRecord } from '../../../core/record/verify.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { recordOf, sourceOf, zipOf } from '../../support/bag.ts'
import { COMMITTEE_ID } from '../../../core/committee/state.ts'
import { committeeAt } from '../../support/committee-stage.ts'
import { CONSULTATION_STAGES, consultationAt } from '../../support/consultation-stages.ts'
import type { Play } from '../../support/matter.ts'
import { publicKey, serverKey, signCheckpoint, uuid } from '../../support/record.ts'
import { SERVICE_STAGES, serviceAt } from '../../support/service-stages.ts'
import { PROPOSAL_STAGES, proposalAt, SUGGESTION_STAGES, suggestionAt } from '../../support/stages.ts'
import { SUPERVISION_STAGES, supervisionAt } from '../../support/supervision-stages.ts'

const STAGES: [name: string, at: () => Play][] = [
  ...PROPOSAL_STAGES.map((stage): [string, () => Play] => [`proposal ${stage}`, () => proposalAt(stage)]),
  ...SUGGESTION_STAGES.map((stage): [string, () => Play] => [`suggestion ${stage}`, () => suggestionAt(stage)]),
  ...CONSULTATION_STAGES.map((stage): [string, () => Play] => [`session ${stage}`, () => consultationAt(stage)]),
  ...SUPERVISION_STAGES.map((stage): [string, () => Play] => [`thread ${stage}`, () => supervisionAt(stage)]),
  ...SERVICE_STAGES.map((stage): [string, () => Play] => [`request ${stage}`, () => serviceAt(stage)]),
].filter(([, at]) => (at as () => Play)().events.length > 0) as [string, () => Play][]

const sha512 = (bytes: Uint8Array) => createHash('sha512').update(bytes).digest('hex')
const filesOf = (zip: Uint8Array) => Object.entries(unzipSync(zip))
const textIn = (zip: Uint8Array, path: string) => {
  const found = filesOf(zip).find(([name]) => name.endsWith(`/${path}`))
  if (!found) throw new Error(`${path} is not in the bag`)
  return strFromU8(found[1])
}

describe('a bag', () => {
  it.each(STAGES)('[BG1] of a %s holds every file at its place, under its manifests', async (_, at) => {
    const zip = await zipOf([sourceOf(at())])
    const files = new Map(filesOf(zip))
    const folder = [...files.keys()][0]?.split('/')[0] ?? ''
    const inside = new Map([...files].map(([name, bytes]) => [name.slice(folder.length + 1), bytes]))
    expect([...files.keys()].every((name) => name.startsWith(`${folder}/`))).toBe(true)
    for (const path of [BAG.declaration, BAG.info, BAG.record, BAG.checkpoints, BAG.key, BAG.page, BAG.text])
      expect([...inside.keys()]).toContain(path)
    const payload = [...inside].filter(([path]) => path.startsWith('data/'))
    const hashes = new Map(payload.map(([path, bytes]) => [path, sha512(bytes)]))
    expect(strFromU8(inside.get(BAG.manifest) ?? new Uint8Array())).toBe(manifestText(hashes))
    const tags = [...inside].filter(([path]) => !path.startsWith('data/') && path !== BAG.tagManifest)
    const tagHashes = new Map(tags.map(([path, bytes]) => [path, sha512(bytes)]))
    expect(tags.length).toBe(3)
    expect(strFromU8(inside.get(BAG.tagManifest) ?? new Uint8Array())).toBe(manifestText(tagHashes))
    const octets = payload.reduce((sum, [, bytes]) => sum + bytes.length, 0)
    expect(textIn(zip, BAG.info)).toContain(`Payload-Oxum: ${octets}.${payload.length}\n`)
    bagMetadataSchema.parse(JSON.parse(textIn(zip, BAG.metadata)))
  })

  it('[BG2] holds the record as it is: what is read back verifies', async () => {
    const source = sourceOf(consultationAt('published'))
    const zip = await zipOf([source])
    const lines = textIn(zip, BAG.record).trimEnd().split('\n')
    const events = lines.map((line) => JSON.parse(line) as RecordEvent)
    expect(events).toEqual(source.events)
    const verification = verifyRecord(source.matter, events, source.checkpoints, publicKey(serverKey))
    expect(verification.findings).toEqual([])
    expect(verification.signedUpTo).toBe(events.length)
    expect(textIn(zip, BAG.key)).toContain(publicKey(serverKey))
  })

  it('[BG3] is the same to the byte for the same record, whatever the order of names, checkpoints and files', async () => {
    const source = sourceOf(proposalAt('answered'))
    const others = { ...source.names, [uuid(999)]: '与本件无关的人' }
    const turned: BagSource = {
      ...source,
      names: Object.fromEntries(Object.entries(others).reverse()),
      checkpoints: [...source.checkpoints].reverse(),
    }
    const [one, other] = [await zipOf([source]), await zipOf([turned])]
    expect(Buffer.compare(one, other), 'two bags of one record differ').toBe(0)
    expect(textIn(one, BAG.metadata)).not.toContain('与本件无关的人')
  })

  it('[BG3] is the same in every time zone, and dated by its last event in China', async () => {
    const { TZ } = process.env
    const zips: Uint8Array[] = []
    try {
      for (const zone of ['Asia/Shanghai', 'America/Los_Angeles', 'UTC']) {
        process.env.TZ = zone
        zips.push(await zipOf([sourceOf(proposalAt('filed'))]))
      }
    } finally {
      if (TZ === undefined) delete process.env.TZ
      else process.env.TZ = TZ
    }
    const [first = new Uint8Array(), ...rest] = zips
    for (const zip of rest) expect(Buffer.compare(first, zip), 'the zone changed the bag').toBe(0)
    const last = proposalAt('filed').events.at(-1)?.at ?? 0
    const day = new Date(last + 8 * 3_600_000).toISOString().slice(0, 10)
    expect(textIn(first, BAG.info)).toContain(`Bagging-Date: ${day}\n`)
  })

  it('[BG4] names files whose bytes it has not, and stores those it has by their hash', async () => {
    const bytes = new TextEncoder().encode('一张照片')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const there = { sha256, name: '照片.png', type: 'image/png', size: bytes.length }
    const gone = { sha256: 'a'.repeat(64), name: '报告.pdf', type: 'application/pdf', size: 7 }
    const play = proposalAt('filed')
    const source = sourceOf(play)
    const head = source.events.at(-1) as RecordEvent
    const stamp = { matter: play.matter, at: head.at + 1, actor: head.actor, command: uuid(70) }
    const data = { text: '见附件', attachments: [there, gone] }
    const posted = sealEvent({ type: 'message.posted', data }, stamp, head, uuid(71), '0'.repeat(32))
    const read = async function* () {
      yield* [bytes.subarray(0, 3), bytes.subarray(3)]
    }
    const events = [...source.events, posted]
    const zip = await zipOf([{ ...source, events, files: new Map([[sha256, read]]) }])
    expect(textIn(zip, `${BAG.attachments}${sha256}`)).toBe('一张照片')
    expect(filesOf(zip).some(([name]) => name.endsWith(gone.sha256))).toBe(false)
    const { attachments } = bagMetadataSchema.parse(JSON.parse(textIn(zip, BAG.metadata)))
    expect(attachments.map(({ name, present }) => [name, present])).toEqual([
      ['照片.png', true],
      ['报告.pdf', false],
    ])
    const wrong = async function* () {
      yield new TextEncoder().encode('一张假的')
    }
    await expect(zipOf([{ ...source, events, files: new Map([[sha256, wrong]]) }])).rejects.toMatchObject({
      reason: 'damaged-file',
    })
  })

  it('[BG5] shows nothing of what was redacted, and says that it was, by whom and why', async () => {
    const play = proposalAt('filed')
    const source = sourceOf(play)
    const secret = '不该公开的话'
    let head = source.events.at(-1) as RecordEvent
    const events = [...source.events]
    const put = (type: string, data: unknown, n: number) => {
      const stamp = { matter: play.matter, at: head.at + 1, actor: head.actor, command: uuid(n) }
      head = sealEvent({ type, data }, stamp, head, uuid(n + 1), '1'.repeat(32))
      events.push(head)
    }
    put('message.posted', { text: secret }, 80)
    put(REDACTED, { events: [head.seq], reason: '涉及个人隐私' }, 90)
    const shown = events.map((event) => (event.seq === head.seq - 1 ? redact(event) : event))
    const zip = await zipOf([{ ...source, events: shown, checkpoints: [signCheckpoint(head)] }])
    for (const [name, bytes] of filesOf(zip)) expect(strFromU8(bytes), name).not.toContain(secret)
    expect(textIn(zip, BAG.page)).toContain('内容已依规删除')
    expect(textIn(zip, BAG.page)).toContain('涉及个人隐私')
    expect(textIn(zip, BAG.text)).toContain('内容已依规删除')
    expect(textIn(zip, BAG.text), 'in the discussion, too').toContain('（内容已依规删除）')
  })

  it('[BG6] has a page that runs nothing and loads nothing, whatever people wrote', async () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&'
    const play = proposalAt('filed')
    const events = recordOf(play)
    let head = events.at(-1) as RecordEvent
    for (const n of [1, 2]) {
      const stamp = { matter: play.matter, at: head.at + 1, actor: head.actor, command: uuid(100 + n) }
      head = sealEvent({ type: 'message.posted', data: { text: evil } }, stamp, head, uuid(110 + n), '2'.repeat(32))
      events.push(head)
    }
    const names = Object.fromEntries(play.directory.accounts().map(({ id }) => [id, evil]))
    const zip = await zipOf([sourceOf(play, { events, names })])
    const page = textIn(zip, BAG.page)
    expect(page).not.toMatch(/<(script|img|iframe|object|embed|link|svg)/i)
    expect(page).not.toMatch(/\s(href|src)="(?!#)/)
    expect(page).toContain('&lt;script&gt;')
    expect(page).toContain('default-src &#39;none&#39;')
    const xml = textIn(zip, BAG.catalogue)
    expect(xml).not.toContain('<script')
    expect(textIn(zip, BAG.text)).toContain('<script>')
  })

  it.each(STAGES)('[BG7] of a %s tells people what is in the record', async (_, at) => {
    const play = at()
    const zip = await zipOf([sourceOf(play)])
    for (const path of [BAG.page, BAG.text]) {
      const page = textIn(zip, path)
      const title = play.state?.title ?? ''
      expect(page, path).toContain(path === BAG.page ? title.replaceAll('&', '&amp;') : title)
      expect(page, path).toContain('基本情况')
      expect(page, path).not.toMatch(/undefined|NaN|\[object/)
      for (const { type } of play.events) expect(page, `${path} has no word for ${type}`).not.toContain(type)
    }
  })

  it('[BG7] of the administrative record is readable too', async () => {
    const { events, directory, state } = committeeAt()
    const zip = await zipOf([sourceOf({ events, directory, state, matter: COMMITTEE_ID })])
    expect(textIn(zip, BAG.page)).toContain('行政记录')
  })

  it('[BG8] has the minutes of a session as a Word file once they were proposed', async () => {
    const stages = CONSULTATION_STAGES.map((stage) => ({ stage, play: consultationAt(stage) }))
    let seen = 0
    for (const { stage, play } of stages) {
      const bag = layOut(sourceOf(play))
      const word = bag.payload.find(({ path }) => path === BAG.word)
      const { minutes } = play.state as unknown as { minutes?: { text: string } }
      expect(word !== undefined, stage).toBe(minutes !== undefined)
      if (!word || !minutes || !('bytes' in word)) continue
      seen++
      const parts = unzipSync(word.bytes)
      const said = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
      for (const line of minutes.text.split('\n').filter((one) => one.trim() !== ''))
        expect(said).toContain(line.trim().replaceAll('&', '&amp;'))
    }
    expect(seen, 'no stage with minutes').toBeGreaterThan(0)
  })

  it('[BG8] keeps out of the Word file what XML cannot hold and Word would not open', () => {
    const parts = unzipSync(wordOf('会议纪要\n甲\u{ffff}乙\u{fffe}丙\u{1f642}', '（定稿）'))
    const said = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
    expect(said).toContain('甲\u{fffd}乙\u{fffd}丙\u{1f642}')
    expect(said).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u)
  })

  it('[BG9] goes into a folder named by its number, or by its id when another has that number', async () => {
    const numbered = { matter: uuid(1), number: '2026-0001' }
    const other = { matter: uuid(2), number: '2026-0001' }
    const odd = { matter: uuid(3), number: '../甲' }
    expect(foldersOf([numbered])).toEqual(['2026-0001'])
    expect(foldersOf([numbered, other, odd])).toEqual([uuid(1), uuid(2), uuid(3)])
    const zip = await zipOf([sourceOf(proposalAt('filed')), sourceOf(suggestionAt(SUGGESTION_STAGES.at(-1) ?? ''))])
    const folders = new Set(filesOf(zip).map(([name]) => name.split('/')[0]))
    expect(folders.size).toBe(2)
    const names = filesOf(zip).map(([name]) => name)
    expect(names).toEqual([...names].sort(inOrder))
  })

  it('[BG10] encodes in manifests only what RFC 8493 wants encoded', () => {
    expect(manifestPath('data/会议纪要.docx')).toBe('data/会议纪要.docx')
    expect(manifestPath('data/100%\r\n.txt')).toBe('data/100%25%0D%0A.txt')
  })
})
