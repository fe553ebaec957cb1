import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Attachment } from '../../../../core/wire/attachments.ts'
import ShelvedPage from '../../../../src/features/archive/shelf/ShelvedPage.vue'
import ProposalText from '../../../../src/features/proposal/ProposalText.vue'
import { currentVersion, type ProposalState } from '../../../../core/proposal/state.ts'
import { said, toasts } from '../../../../src/ui/say.ts'
import { bagWithFiles } from '../../../support/bags/samples.ts'
import { filesBelow } from '../../../support/folder.ts'
import { namedFile } from '../../../support/named-file.ts'
import { screen } from '../../../support/screen.ts'
import { cast, proposalAt } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

const photo = namedFile('照片的字节', '电梯井.png', 'image/png')
const letter = namedFile('住户意见', '意见.pdf')
const left = namedFile('没有放进来的', '图纸.pdf')

const Page = defineComponent({
  props: { id: { type: String, default: '' } },
  setup: (props) => () => (props.id ? h(ShelvedPage, { id: props.id, key: props.id }) : null),
})

/** The page of a bag with two attachments in it and one left out. */
async function shelved() {
  const { view, platform, machine } = await screen(Page, {}, { me: cast.author })
  machine.chosen = path.join(machine.folder, '来自王敏.zip')
  const named = [photo.named, letter.named, left.named]
  const files = new Map([photo, letter].map(({ named: { sha256 }, bytes }) => [sha256, bytes]))
  await writeFile(machine.chosen, bagWithFiles(named, files))
  const owner = { server: 'http://server.test', account: cast.author.id }
  const taken = await platform.shelf!.takeIn(owner, { file: (await platform.shelf!.choose())!.file })
  if (!taken.ok) throw new Error(taken.reason)
  const [bag = ''] = (await filesBelow(machine.folder)).filter((file) => file.endsWith('bag.zip'))
  await view.setProps({ id: taken.bags[0]!.entry.id })
  await until('the page has come', () => view.find('.files').exists())
  const button = ({ named: { name } }: { named: Attachment }) =>
    view.findAll('.files button').find((one) => one.text().includes(name) || one.attributes('title') === name)!
  return { view, machine, bag: path.join(machine.folder, bag), button }
}

describe('attachments of a shelved matter', () => {
  it('[SH12] are shown out of the bag; what was left out says so, and says why when it is asked for', async () => {
    const { view, machine, button } = await shelved()
    await until('the picture has an address', () => button(photo).find('img').exists())
    const address = button(photo).get('img').attributes('src') ?? ''
    expect(address).toMatch(new RegExp(`^/kept/.*/${photo.named.sha256}$`))
    const answer = await machine.door.answer(new Request(`app://zx${address}`))
    expect(Buffer.from(await answer!.arrayBuffer())).toEqual(photo.bytes)
    expect(button(letter).text()).toContain('1 KB')
    expect(button(left).text()).toContain('未放入档案包')
    expect(view.text()).toContain('附件 2/3')
    await button(left).trigger('click')
    await until('the sentence', () => toasts.value.some(({ text }) => text.includes('没有把这个附件放进来')))
  })

  it('[SH12] a picture that was altered since is not shown, and the reason is a plain sentence', async () => {
    const { button, bag } = await shelved()
    await until('the picture has an address', () => button(photo).find('img').exists())
    const bytes = await readFile(bag)
    bytes[bytes.indexOf(photo.bytes) + 3]! ^= 1
    await writeFile(bag, bytes)
    await button(photo).get('img').trigger('error')
    await until('it is not shown', () => button(photo).text().includes('图片没有载入'))
    await button(photo).trigger('click')
    await until('the sentence', () => document.body.textContent!.includes('这个附件已损坏，不是记录里说的那个文件'))
  })
})

describe('a shelved matter', () => {
  it('[SH9] that is verified says the same to those who listen as to those who look', async () => {
    const { view } = await shelved()
    const [verify] = view.findAll('button').filter((button) => button.text().includes('再次核验'))
    await verify!.trigger('click')
    await until('the report', () => view.text().includes('未发现改动，但有几项未能检测'))
    expect(said.value.at(-1)?.text).toBe('未发现改动，但有几项未能检测')
  })
})

describe('a proposal', () => {
  it('[AT16] shows the files of its text', async () => {
    const state = proposalAt('closed').now as ProposalState
    const version = { ...currentVersion(state), attachments: [photo.named, letter.named] }
    const { view } = await screen(ProposalText, { state, version }, { me: cast.author })
    expect(view.find('.files').text()).toContain('意见.pdf')
    expect(view.find(`[title="${photo.named.name}"]`).exists()).toBe(true)
  })
})
