import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { Owner } from '../../../core/desktop/contract.ts'
import type { BootedServer } from '../../support/server/boot.ts'
import { person, proposal, submit } from '../../support/server/desk.ts'
import { desktopShelf, filesWith, type DesktopShelf } from '../../support/desktop-shelf.ts'
import { bootForShell, go, signIn } from '../../support/shell.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
let shelf: DesktopShelf

beforeAll(async () => {
  server = await bootForShell()
  shelf = await desktopShelf()
})
afterAll(async () => {
  await shelf?.remove()
  await server?.stop()
})

describe('the client on the desktop', () => {
  it('[DS2 DS11 AR8] signs in on the real server, keeps what was opened, and reads and verifies it without the server', async () => {
    const matter = v7()
    const representative = await person(server, 'representative')
    await submit(representative, { matter })
    await representative.command(matter, 'message.post', { text: '一楼住户的采光怎么办？' })
    const { app, page } = await shelf.start({ ZX_SERVER: server.url })
    await signIn(page)
    const owner: Owner = { server: server.url, account: representative.account.id }
    await go(app, `/proposals/${matter}/discussion`)
    await page.getByText('一楼住户的采光怎么办？').first().waitFor()
    const kept = () => page.evaluate((owner) => window.zx.archive.catalogue(owner), owner)
    await until('the record is kept whole', async () =>
      (await kept()).some(({ seq, condition }) => seq === 2 && condition === 'whole'),
    )
    const session = await page.evaluate(() => window.zx.session.load())
    expect(session?.token).toBeTruthy()
    await app.close()
    representative.close()
    await server.stop()
    expect(await filesWith(path.dirname(shelf.directory), session?.token ?? 'no token')).toEqual([])
    const again = await shelf.start()
    const offline = await again.page.evaluate(
      async ({ owner, matter }) => {
        const { archive } = window.zx
        const { events } = await archive.read(owner, matter)
        const { findings } = await archive.verify(owner, matter)
        return { types: events.map(({ type }) => type), findings, hits: await archive.search(owner, '采光') }
      },
      { owner, matter },
    )
    expect(offline).toMatchObject({
      types: ['proposal.submitted', 'message.posted'],
      findings: [],
      hits: [{ matter, seq: 2, title: proposal().title }],
    })
    await again.app.close()
  })
})
