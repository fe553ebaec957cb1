import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import KeptUsage from '../../../../src/features/archive/KeptUsage.vue'
import { bagWithFiles } from '../../../support/bags/samples.ts'
import { namedFile } from '../../../support/named-file.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

const Shown = defineComponent({ props: { now: Boolean }, setup: (props) => () => (props.now ? h(KeptUsage) : null) })

describe('what the archive takes', () => {
  it('[KP8] received bags have a row of their own', async () => {
    const { view, platform, machine } = await screen(Shown, {}, { me: cast.author })
    machine.chosen = path.join(machine.folder, 'a.zip')
    const { named, bytes } = namedFile('x'.repeat(3 * 1024 * 1024))
    await writeFile(machine.chosen, bagWithFiles([named], new Map([[named.sha256, bytes]])))
    const owner = { server: 'http://server.test', account: cast.author.id }
    await platform.shelf!.takeIn(owner, { file: (await platform.shelf!.choose())!.file })
    await view.setProps({ now: true })
    await until('it is told', () => view.find('dl').exists())
    const rows = view.findAll('dl > div').map((row) => row.text())
    expect(rows).toEqual(expect.arrayContaining(['记录0 KB', '附件0 KB', '收到的档案3.0 MB']))
  })
})
