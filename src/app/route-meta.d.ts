import type { TextKey } from '../i18n/i18n.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Name of the place, in the window's title and in the palette. */
    title: TextKey
    /** The place of the rail that stands for it, where its address does not say so. */
    place?: string
    /** Fills the window, without rail and bar: for a screen in a hall. */
    alone?: boolean
    /** For whoever has the address, signed in or not. */
    open?: boolean
  }
}
