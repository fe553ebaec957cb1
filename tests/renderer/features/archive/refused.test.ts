import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { defineComponent, h, type Component } from 'vue'
import KeptPage from '../../../../src/features/archive/KeptPage.vue'
import ShelvedPage from '../../../../src/features/archive/shelf/ShelvedPage.vue'
import { useSignOut } from '../../../../src/features/lock/sign-out.ts'
import { useSettings } from '../../../../src/stores/settings.ts'
import { toasts } from '../../../../src/ui/say.ts'
import { sampleZip } from '../../../support/bags/samples.ts'
import { discussion, summaryOf } from '../../../support/discussion.ts'
import { uuid } from '../../../support/record.ts'
import { screen, type Screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

const owner = { server: 'http://server.test', account: cast.author.id }
const NO = new Error('disk: /home/a/owners/b/catalogue.json could not be written: EIO')
const told = (text: string) =>
  until(`it is said that ${text}`, () =>
    toasts.value.some((toast) => toast.tone === 'act' && toast.text.includes(text)),
  )

/** A page that comes when its id is given. */
const page = (Shown: Component) =>
  defineComponent({
    props: { id: { type: String, default: '' } },
    setup: (props) => () => (props.id ? h(Shown, { id: props.id, key: props.id }) : null),
  })

async function press({ view }: Screen, name: string): Promise<void> {
  const button = () => view.findAll('button').find((one) => one.text() === name)
  await until(name, () => button() !== undefined)
  await button()!.trigger('click')
}

async function confirm(): Promise<void> {
  await until('it is asked', () => document.querySelector('form.ask') !== null)
  document.querySelector('form.ask')!.dispatchEvent(new Event('submit', { cancelable: true }))
}

describe('what the disk refuses', () => {
  it('[AR16] a kept copy that could not be removed is told of, and kept up as before', async () => {
    const found = await screen(page(KeptPage), {}, { me: cast.author })
    const events = discussion(uuid(7), ['一'])
    await found.platform.archive!.append(owner, { summary: summaryOf(events), events })
    vi.spyOn(found.platform.archive!, 'remove').mockRejectedValue(NO)
    await found.view.setProps({ id: uuid(7) })
    await press(found, '从本机移除')
    await confirm()
    await told('没有移除')
    expect(found.platform.cache.load(`removed:${owner.server}:${owner.account}`) ?? []).toEqual([])
  })

  it('[SH9] a received bag that could not be verified or removed is told of', async () => {
    const found = await screen(page(ShelvedPage), {}, { me: cast.author })
    const { platform, machine, view } = found
    machine.chosen = path.join(machine.folder, 'a.zip')
    await writeFile(machine.chosen, sampleZip())
    const taken = await platform.shelf!.takeIn(owner, { file: (await platform.shelf!.choose())!.file })
    if (!taken.ok) throw new Error(taken.reason)
    vi.spyOn(platform.shelf!, 'verify').mockRejectedValue(NO)
    vi.spyOn(platform.shelf!, 'remove').mockRejectedValue(NO)
    await view.setProps({ id: taken.bags[0]!.entry.id })
    await press(found, '再次核验')
    await told('收到的档案读不出来')
    await press(found, '移除')
    await confirm()
    await told('没有移除')
  })

  it('[LK6] what could not be deleted at signing out is told of in plain words', async () => {
    let leave = async (_everywhere: boolean) => {}
    let update: ReturnType<typeof useSettings>['update'] = async () => undefined as never
    const Leaving = {
      setup() {
        leave = useSignOut().leave
        update = useSettings().update
        return () => null
      },
    }
    const { platform } = await screen(Leaving, {}, { me: cast.author })
    await update({ onSignOut: 'erase' })
    vi.spyOn(platform.local, 'erase').mockRejectedValue(NO)
    await leave(false)
    await told('没有清除：磁盘读写出错')
    expect(toasts.value.every(({ text }) => !text.includes('EIO'))).toBe(true)
  })
})
