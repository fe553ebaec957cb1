import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { sealFile } from '../../../electron/archive/sealed-file.ts'
import { KeptDoor } from '../../../electron/main/kept-door.ts'
import { shelfHandlers } from '../../../electron/main/shelf-handlers.ts'
import { sampleZip } from '../../support/bags/samples.ts'
import { discussion, summaryOf } from '../../support/discussion.ts'
import { freshFolder } from '../../support/folder.ts'
import { uuid } from '../../support/record.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }

/** The handlers over data of their own, and a person who chooses what `answers` says. */
async function bench() {
  const home = await freshFolder()
  const data = openLocalData({ directory: path.join(home, 'data') })
  const answers: (string | null)[] = []
  const handlers = shelfHandlers(data, async () => answers.shift() ?? null, new KeptDoor())
  const choose = (file: string | null) => {
    answers.push(file)
    return handlers['shelf:choose']()
  }
  return { home, data, handlers, choose }
}

describe('the bridge of the shelf', () => {
  it('[SH10] gives the page a token, a name and a size, and takes in by the token', async () => {
    const { home, handlers, choose } = await bench()
    const file = path.join(home, '档案.zip')
    const zip = sampleZip()
    await writeFile(file, zip)
    expect(await choose(null)).toBeNull()
    const chosen = await choose(file)
    expect(chosen).toEqual({ file: expect.any(String) as string, name: '档案.zip', size: zip.length, sealed: false })
    expect(JSON.stringify(chosen)).not.toContain(home)
    const taken = await handlers['shelf:takeIn'](owner, { file: chosen!.file })
    expect(taken).toMatchObject({ ok: true, bags: [{ already: false, relations: [] }] })
    if (!taken.ok) return
    const { entry } = taken.bags[0]!
    const { id } = entry
    expect(await handlers['shelf:list'](owner)).toEqual([entry])
    expect(await handlers['shelf:read'](owner, id)).toMatchObject({ ok: true, entry })
    expect(await handlers['shelf:verify'](owner, id)).toMatchObject({
      ok: true,
      report: { verdict: expect.stringMatching(/held|partly/), findings: [] },
    })
    await handlers['shelf:remove'](owner, id)
    expect(await handlers['shelf:list'](owner)).toEqual([])
    expect(await handlers['shelf:read'](owner, id)).toEqual({ ok: false, reason: 'gone' })
  })

  it('[SH10] takes nothing for a token that it did not give, or gave long ago', async () => {
    const { home, handlers, choose } = await bench()
    const file = path.join(home, 'a.zip')
    await writeFile(file, sampleZip())
    for (const token of [uuid(5), file])
      expect(await handlers['shelf:takeIn'](owner, { file: token })).toEqual({ ok: false, reason: 'gone' })
    const first = await choose(file)
    for (let n = 0; n < 16; n++) await choose(file)
    expect(await handlers['shelf:takeIn'](owner, { file: first!.file })).toEqual({ ok: false, reason: 'gone' })
  })

  it('[SH10] says that a file is sealed, and takes what cannot be read for what it is', async () => {
    const { home, handlers, choose } = await bench()
    const plain = path.join(home, 'a.zip')
    const sealed = path.join(home, 'a.zxbag')
    await writeFile(plain, sampleZip())
    await sealFile(plain, sealed, '正阳门', { logN: 8, r: 8, p: 1 })
    const chosen = await choose(sealed)
    expect(chosen).toMatchObject({ name: 'a.zxbag', sealed: true })
    const take = (passphrase: string) => handlers['shelf:takeIn'](owner, { file: chosen!.file, passphrase })
    expect(await take('前门')).toEqual({ ok: false, reason: 'wrong-passphrase' })
    expect(await take('正阳门'), 'the token holds for another try').toMatchObject({ ok: true })
    await mkdir(path.join(home, 'folder'))
    const folder = await choose(path.join(home, 'folder'))
    expect(folder).toMatchObject({ sealed: false })
    expect(await handlers['shelf:takeIn'](owner, { file: folder!.file })).toEqual({ ok: false, reason: 'gone' })
  })

  it('[SH7] compares with the copy in the archive of its owner', async () => {
    const { home, data, handlers, choose } = await bench()
    const other = discussion(uuid(7), ['别的'])
    await data.owner(owner).archive.append({ summary: summaryOf(other), events: other })
    const file = path.join(home, 'a.zip')
    await writeFile(file, sampleZip())
    const taken = await handlers['shelf:takeIn'](owner, { file: (await choose(file))!.file })
    expect(taken).toMatchObject({ bags: [{ relations: [{ to: 'own', relation: 'diverged', seq: 2 }] }] })
  })
})
