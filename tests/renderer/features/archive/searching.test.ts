import { expect, it, vi } from 'vitest'
import Catalogue from '../../../../src/features/archive/Catalogue.vue'
import { t } from '../../../../src/i18n/i18n.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

it('[CL34] what cannot be looked for in the archive is said, and looked for again when asked', async () => {
  const { view, platform } = await screen(Catalogue, {}, { me: cast.author, route: '/archive' })
  const search = vi.spyOn(platform.archive!, 'search').mockRejectedValueOnce(new Error('disk: it gives nothing'))
  await view.get('input').setValue('采光')
  await until('it is said', () => view.text().includes(t('archive.unreadable')))
  const again = view.findAll('button').find((one) => one.text() === t('common.retry'))
  await again!.trigger('click')
  await until('it is looked for again', () => view.text().includes(t('archive.noHits', { text: '采光' })))
  expect(search).toHaveBeenCalledTimes(2)
  expect(view.text()).not.toContain(t('archive.unreadable'))
})
