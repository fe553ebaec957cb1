import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { defineComponent, h, type Component } from 'vue'
import KeptPage from '../../../../src/features/archive/KeptPage.vue'
import ShelvedPage from '../../../../src/features/archive/shelf/ShelvedPage.vue'
import { t } from '../../../../src/i18n/i18n.ts'
import { useShelf } from '../../../../src/stores/shelf.ts'
import Ask from '../../../../src/ui/Ask.vue'
import { toasts } from '../../../../src/ui/say.ts'
import { sampleZip } from '../../../support/bags/samples.ts'
import { uuid } from '../../../support/record.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

/** Shows one of the two pages once it is told of what. */
const Shown = defineComponent({
  props: { page: { type: Object, required: true }, id: { type: String, default: '' } },
  setup: (props) => () => (props.id ? h(props.page as Component, { id: props.id }) : null),
})

async function removed(page: Component, what: 'archive' | 'shelf') {
  const { view, platform, machine, router } = await screen(Shown, { page }, { me: cast.author, route: '/archive' })
  machine.chosen = path.join(machine.folder, 'a.zip')
  await writeFile(machine.chosen, sampleZip())
  const owner = { server: 'http://server.test', account: cast.author.id }
  const taken = await platform.shelf!.takeIn(owner, { file: (await platform.shelf!.choose())!.file })
  const id = taken.ok && what === 'shelf' ? taken.bags[0]!.entry.id : uuid(7)
  await useShelf().refresh()
  vi.spyOn(platform[what]!, 'remove').mockRejectedValue(new Error('disk: it takes nothing'))
  await view.setProps({ id })
  await until('it can be removed', () => view.text().includes(t(`${what}.remove`)))
  const button = view.findAll('button').find((one) => one.text() === t(`${what}.remove`))
  await button!.trigger('click')
  view.getComponent(Ask).vm.$emit('confirm')
  return { router }
}

describe('what the disk does not let go', () => {
  it.each([
    ['a kept copy', KeptPage, 'archive'],
    ['a received bag', ShelvedPage, 'shelf'],
  ] as const)('[CL37 SH9] is said of %s, which stays on the screen', async (_name, page, what) => {
    const before = toasts.value.at(-1)?.id ?? 0
    const { router } = await removed(page as Component, what)
    await until('it is said', () => (toasts.value.at(-1)?.id ?? 0) > before)
    expect(toasts.value.at(-1)).toMatchObject({ text: t('archive.notRemoved'), tone: 'act' })
    expect(router.currentRoute.value.path).toBe('/archive')
  })
})
