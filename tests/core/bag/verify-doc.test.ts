import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { BAG } from '../../../core/bag/layout.ts'
import { manifestText } from '../../../core/bag/manifest.ts'
import { canonical } from '../../../core/record/canonical.ts'
import { hashData, hashEvent, sealEvent } from '../../../core/record/chain.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { redact, REDACTED } from '../../../core/record/redact.ts'
import { sourceOf, zipOf } from '../../support/bag.ts'
import { consultationAt } from '../../support/consultation-stages.ts'
import { signCheckpoint, uuid } from '../../support/record.ts'

/** The commands of the guide, in its order. */
function commands(): string {
  const guide = readFileSync(path.resolve('docs/verify.md'), 'utf8')
  return [...guide.matchAll(/^```bash\n(.*?)^```$/gms)].map(([, code]) => code).join('\n')
}

/** Runs the guide's commands upon a zip, with nothing of the project in reach. */
function check(zip: Uint8Array, script = commands()): { right: boolean; said: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'zx-verify-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(path.join(folder, '档案包.zip'), zip)
  writeFileSync(path.join(folder, 'check.sh'), script)
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', 'check.sh'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder },
  })
  return { right: status === 0, said: `${stdout}${stderr}` }
}

let zip: Uint8Array
let files: Map<string, Uint8Array>
let folder: string
let word: string

/** The same bag with other files in it, and manifests made anew as somebody would who knows how. */
function remade(change: (inside: Map<string, Uint8Array>) => void, manifests = true): Uint8Array {
  const inside = new Map([...files].map(([name, bytes]) => [name.slice(folder.length + 1), bytes]))
  change(inside)
  const sum = (bytes: Uint8Array) => createHash('sha512').update(bytes).digest('hex')
  const hashes = (wanted: (name: string) => boolean) =>
    new Map([...inside].filter(([name]) => wanted(name)).map(([name, bytes]) => [name, sum(bytes)]))
  if (manifests) {
    inside.set(BAG.manifest, strToU8(manifestText(hashes((name) => name.startsWith('data/')))))
    const tags = hashes((name) => !name.startsWith('data/') && name !== BAG.tagManifest)
    inside.set(BAG.tagManifest, strToU8(manifestText(tags)))
  }
  return zipSync(Object.fromEntries([...inside].map(([name, bytes]) => [`${folder}/${name}`, bytes])))
}

const events = (inside: Map<string, Uint8Array>): RecordEvent[] =>
  strFromU8(inside.get(BAG.record) ?? new Uint8Array())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordEvent)
const put = (inside: Map<string, Uint8Array>, record: readonly RecordEvent[]) =>
  inside.set(BAG.record, strToU8(record.map((event) => `${canonical(event)}\n`).join('')))
const altered = (alter: (record: RecordEvent[]) => RecordEvent[]) =>
  remade((inside) => void put(inside, alter(events(inside))))

beforeAll(async () => {
  const play = consultationAt('minuted')
  const bytes = strToU8('现场照片的内容')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const source = sourceOf(play)
  const record = [...source.events]
  const say = (type: string, data: unknown, n: number) => {
    const head = record.at(-1) as RecordEvent
    const stamp = { matter: play.matter, at: head.at + 1, actor: head.actor, command: uuid(500 + n) }
    record.push(sealEvent({ type, data }, stamp, head, uuid(600 + n), String(n).padStart(32, '0')))
  }
  const attachments = [{ sha256, name: '现场 “照片” 100%.png', type: 'image/png', size: bytes.length }]
  say('message.posted', { text: '带附件：“中文”、emoji 👍🏽、反斜杠 \\ 与换行\n都在', attachments }, 1)
  // looks like the end of an event, and must not be taken for it
  say('message.posted', { text: `","dataHash":"${'0'.repeat(64)}","hash":"${'0'.repeat(64)}","id":"x"}` }, 2)
  say('message.posted', { text: '要删的话' }, 3)
  say(REDACTED, { events: [record.length], reason: '涉及个人隐私' }, 4)
  const shown = record.map((event) => (event.seq === record.length - 1 ? redact(event) : event))
  const read = async function* () {
    yield bytes
  }
  zip = await zipOf([
    {
      ...source,
      events: shown,
      checkpoints: [signCheckpoint(record.at(-1) as RecordEvent)],
      files: new Map([[sha256, read]]),
    },
  ])
  files = new Map(Object.entries(unzipSync(zip)))
  folder = [...files.keys()][0]?.split('/')[0] ?? ''
  word = `${folder}/${BAG.word}`
})

describe('the guide to checking a bag', () => {
  it('[BG20] its commands pass on a bag with a Chinese file name, attachments and a redaction', () => {
    expect([...files.keys()]).toContain(word)
    const { right, said } = check(zip)
    expect(said).toContain('Signature Verified Successfully')
    expect(said).toContain('首尾相接')
    expect(said).not.toContain('不一致')
    expect(right, said).toBe(true)
  })

  const wrongs: [what: string, zip: () => Uint8Array][] = [
    ['a byte of the page', () => remade((inside) => inside.set(BAG.page, strToU8('<p>别的</p>')), false)],
    ['a byte of the Chinese-named file', () => remade((inside) => inside.set(BAG.word, strToU8('别的')), false)],
    ['a file that is gone', () => remade((inside) => inside.delete(BAG.text), false)],
    ['a file too many', () => remade((inside) => inside.set('data/多余.txt', strToU8('多')), false)],
    ['another tag file', () => remade((inside) => inside.set(BAG.info, strToU8('Bagging-Date: 2000-01-01\n')), false)],
    [
      'other words in an event, manifests made anew',
      () => altered((record) => record.map((e) => (e.data && e.seq === 2 ? { ...e, data: { text: '改过' } } : e))),
    ],
    [
      'other words and their hash, manifests made anew',
      () =>
        altered((record) =>
          record.map((e) =>
            e.seq === 2 ? { ...e, data: { text: '改过' }, dataHash: hashData(e.salt ?? '', { text: '改过' }) } : e,
          ),
        ),
    ],
    [
      'a whole chain made anew, with manifests',
      () =>
        altered((record) => {
          let prev = record[0]?.prev ?? ''
          return record.map((event) => {
            const at = event.at + (event.seq > 1 ? 1 : 0)
            const next = { ...event, at, prev }
            prev = hashEvent(next)
            return { ...next, hash: prev }
          })
        }),
    ],
    ['a shortened record, with manifests', () => altered((record) => record.slice(0, -1))],
    ['an event dropped, with manifests', () => altered((record) => record.toSpliced(3, 1))],
    [
      'two events the other way round, with manifests',
      () => altered((r) => [...r.slice(0, 2), r[3], r[2], ...r.slice(4)] as RecordEvent[]),
    ],
    [
      'a swapped attachment, with manifests',
      () =>
        remade((inside) => {
          const name = [...inside.keys()].find((one) => one.startsWith(BAG.attachments)) ?? ''
          inside.set(name, strToU8('另一张照片'))
        }),
    ],
    [
      'another attachment, with manifests',
      () =>
        remade((inside) => {
          const bytes = strToU8('没有人附上的')
          inside.set(`${BAG.attachments}${createHash('sha256').update(bytes).digest('hex')}`, bytes)
        }),
    ],
    [
      'a checkpoint with another time, with manifests',
      () =>
        remade((inside) => {
          const line = strFromU8(inside.get(BAG.checkpoints) ?? new Uint8Array())
          inside.set(BAG.checkpoints, strToU8(line.replace(/"at":(\d+)/, (_, at: string) => `"at":${Number(at) + 1}`)))
        }),
    ],
    [
      'another key, with manifests',
      () =>
        remade((inside) => {
          const pem = strFromU8(inside.get(BAG.key) ?? new Uint8Array())
          inside.set(
            BAG.key,
            strToU8(pem.replace(/\n(.{20})(.)/, (_, a: string, b: string) => `\n${a}${b === 'A' ? 'B' : 'A'}`)),
          )
        }),
    ],
  ]
  it.each(wrongs)('[BG20] its commands find %s', (what, wrong) => {
    const { right, said } = check(wrong())
    expect(right, `${what} was not found:\n${said}`).toBe(false)
  })

  it('[BG20] its commands are those it was tested with: none is left out', () => {
    expect(commands()).toContain('sha512sum --strict')
    expect(commands()).toContain('openssl pkeyutl -verify')
    expect((readFileSync(path.resolve('docs/verify.md'), 'utf8').match(/^## /gm) ?? []).length).toBe(8)
  })
})
