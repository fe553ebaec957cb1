import type { z } from 'zod'
import type { Bridge } from './bridge.ts'
import type { bridgeArguments, BridgeChannel } from './contract.ts'

/** The one channel on which main pushes: a route to open. */
export const OPEN_ROUTE = 'desktop:open-route'

/** The method of the bridge that a channel carries: `drafts:list` is `Bridge['drafts']['list']`. */
export type BridgeMethod<C extends BridgeChannel> = C extends `${infer Area}:${infer Name}`
  ? Area extends keyof Bridge
    ? Name extends keyof Bridge[Area]
      ? Bridge[Area][Name]
      : never
    : never
  : never

type Call<C extends BridgeChannel> = Extract<BridgeMethod<C>, (...args: never) => Promise<unknown>>

/** What a page passes on a channel, and what it gets back. */
export type BridgeInput<C extends BridgeChannel> = Parameters<Call<C>>
export type BridgeValue<C extends BridgeChannel> = Awaited<ReturnType<Call<C>>>

/** What answers each channel in the main process: the parsed arguments in, the method's value out. */
export type BridgeHandlers = {
  [C in BridgeChannel]: (...args: z.output<(typeof bridgeArguments)[C]>) => Promise<BridgeValue<C>>
}
