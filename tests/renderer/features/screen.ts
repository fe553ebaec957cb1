import { mount, type ComponentMountingOptions } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { onTestFinished } from 'vitest'
import type { Component } from 'vue'
import { i18n, speak } from '../../../src/i18n/i18n.ts'
import { PLATFORM } from '../../../src/platform/contract.ts'
import { machine } from '../../support/client/machine.ts'
import { freshFolder } from '../../support/folder.ts'

/** Puts a component on the page of a desktop of its own, in Chinese; it goes with the test. */
export async function show<C extends Component>(component: C, options: ComponentMountingOptions<C> = {}) {
  await speak('zh-CN')
  const own = machine(await freshFolder())
  const platform = await own.boot()
  const wrapper = mount(component, {
    attachTo: document.body,
    ...options,
    global: { plugins: [createPinia(), i18n], provide: { [PLATFORM as symbol]: platform } },
  } as ComponentMountingOptions<C>)
  onTestFinished(async () => {
    wrapper.unmount()
    await own.shutDown()
  })
  return wrapper
}
