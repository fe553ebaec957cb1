import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, disposePinia } from 'pinia'
import { onTestFinished } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { Account, Unit } from '../../core/people/roles.ts'
import { ROUTES } from '../../src/app/routes.ts'
import { PLATFORM, type Platform } from '../../src/platform/contract.ts'
import { useDrafts } from '../../src/stores/drafts.ts'
import { useOutbox } from '../../src/stores/outbox.ts'
import { useSession } from '../../src/stores/session.ts'
import { machine, type Machine } from './client/machine.ts'
import { freshFolder } from './folder.ts'

const SERVER = 'http://server.test'
const REGION = { id: 'street', name: '东塘街道', level: 'township' as const }

/** A part of a screen on a real machine without a server: what is sent stays in the outbox. */
export interface Screen {
  view: VueWrapper
  platform: Platform
  machine: Machine
  router: Router
  outbox: ReturnType<typeof useOutbox>
  drafts: ReturnType<typeof useDrafts>
}

/** Mounts a component for somebody who is signed in, with people and units in the roster; all of it ends with the test. */
export async function screen(
  component: Component,
  props: Record<string, unknown>,
  {
    me,
    people = [me],
    units = [],
    route = '/desk',
  }: { me: Account; people?: Account[]; units?: Unit[]; route?: string },
): Promise<Screen> {
  const own = machine(await freshFolder())
  const platform = await own.boot()
  platform.cache.save(`roster:${SERVER} `, { accounts: people, units, regions: [REGION], sectors: [], version: 1 })
  const pinia = createPinia()
  const router = createRouter({ history: createMemoryHistory(), routes: [...ROUTES] })
  await router.push(route)
  const host = document.body.appendChild(document.createElement('div'))
  let session: ReturnType<typeof useSession> | undefined
  const view = mount(component, {
    props,
    attachTo: host,
    global: {
      plugins: [
        pinia,
        router,
        {
          install(app) {
            app.provide(PLATFORM, platform)
            app.runWithContext(() => {
              session = useSession()
              session.server = SERVER
              session.account = me
              session.status = 'signed-in'
            })
          },
        },
      ],
    },
  })
  onTestFinished(async () => {
    view.unmount()
    document.body.replaceChildren()
    disposePinia(pinia)
    await own.shutDown()
  })
  await flushPromises()
  return { view, platform, machine: own, router, outbox: useOutbox(pinia), drafts: useDrafts(pinia) }
}
