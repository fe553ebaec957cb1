import { v7 } from 'uuid'
import { describe, expect, it, onTestFinished } from 'vitest'
import { joinCode } from '../../../core/consultation/join-code.ts'
import { createData } from '../../support/consultation-samples.ts'
import { submit } from '../../support/server/desk.ts'
import { download, uploaded } from '../../support/server/files.ts'
import { photograph } from '../../support/files/made.ts'
import { openHall } from '../../support/server/hall.ts'

describe.each(['memory', 'sqlite'] as const)('what a session is prepared with (%s)', (store) => {
  async function prepared(more: (moderator: { url: string; token: string }) => Promise<object>) {
    const hall = await openHall([], { store })
    onTestFinished(() => hall.stop())
    const moderator = await hall.desk('moderator')
    const member = await hall.desk('member')
    const matter = v7()
    const as = { url: hall.server.url, token: moderator.token }
    const participants = { accounts: [member.account.id] }
    const data = { ...createData(hall.now), participants, ...(await more(as)) }
    await hall.must(moderator, matter, 'consultation.create', data)
    return { hall, moderator, member, matter, data, as: { ...as, token: member.token } }
  }

  it('[MC1] its papers are those that were uploaded, and who takes part reads them', async () => {
    let sha256 = ''
    const { hall, moderator, member, matter, data, as } = await prepared(async (sender) => {
      const file = await uploaded(sender, '现场.jpg', await photograph())
      sha256 = file.sha256
      return { materials: [sha256] }
    })
    const { state } = await member.ask('matter:open', { matter })
    expect(state).toMatchObject({ materials: [{ sha256, name: '现场.jpg' }] })
    expect((await download(as, sha256)).status, 'a participant reads the paper').toBe(200)
    await hall.must(moderator, matter, 'consultation.revise', { ...data, title: '改了题目' })
    expect((await member.ask('matter:open', { matter })).state).toMatchObject({
      title: '改了题目',
      materials: [{ sha256 }],
    })
  })

  it('[MC28] a session is found by its short code, by those who may see it', async () => {
    const { hall, member, matter } = await prepared(async () => ({ visibility: 'participants' }))
    const code = joinCode(matter)
    expect(code).toMatch(/^[0-9A-F]{6}$/)
    const sought = async (text: string) =>
      (await member.ask('matters:list', { kind: 'consultation', text })).items.map(({ id }) => id)
    expect(await sought(code), code).toEqual([matter])
    expect(await sought(code.toLowerCase()), 'however it is typed').toEqual([matter])
    const outsider = await hall.desk('member9')
    expect((await outsider.ask('matters:list', { kind: 'consultation', text: code })).items).toEqual([])
  })

  it('[CS16] a session is found by the id of the matter that it is about, by those who may see it', async () => {
    const linked = v7()
    const { hall, member, matter } = await prepared(async () => ({}))
    await submit(member, { matter: linked })
    const about = async (who: string) => {
      const desk = await hall.desk(who)
      const { items } = await desk.ask('matters:list', { kind: 'consultation', text: linked })
      return items.map(({ id }) => id)
    }
    expect(await about('member'), 'before it is linked').toEqual([])
    const moderator = await hall.desk('moderator')
    const participants = { accounts: [member.account.id] }
    const data = { ...createData(hall.now), participants, visibility: 'participants', linked: [linked] }
    await hall.must(moderator, matter, 'consultation.revise', data)
    expect(await about('member')).toEqual([matter])
    expect(await about('member2'), 'who may not see it is not told').toEqual([])
  })
})
