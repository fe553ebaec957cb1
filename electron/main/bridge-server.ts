import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import type { BridgeHandlers } from '../../core/desktop/channels.ts'
import { BRIDGE_CHANNELS, bridgeArguments, type BridgeChannel } from '../../core/desktop/contract.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import { LocalDataError } from '../archive/local-data-error.ts'
import { originOf } from './home.ts'
import { isPlainJson } from './plain-json.ts'

/** Who sent a message: the frame, and whether it is its window's main one. */
type Sender = Pick<IpcMainInvokeEvent, 'senderFrame'>

/** True when a message comes from the main frame of the client's own page. */
export function isTrusted({ senderFrame }: Sender, home: string): boolean {
  return senderFrame !== null && senderFrame.parent === null && originOf(senderFrame.url) === originOf(home)
}

/**
 * Answers every channel of the bridge. A message from anywhere but the client's own page, or with arguments that do
 * not fit, is refused before a handler sees it. What a handler throws is told in plain words; bugs go to `report`.
 */
export function serveBridge(
  ipc: Pick<IpcMain, 'handle'>,
  handlers: BridgeHandlers,
  home: string,
  report: (channel: string, error: unknown) => void,
): void {
  for (const channel of BRIDGE_CHANNELS)
    ipc.handle(channel, async (event, ...args: unknown[]): Promise<Reply<unknown>> => {
      if (!isTrusted(event, home))
        return { ok: false, refusal: refuse('forbidden', 'sender', 'not from the page of the client') }
      return answer(channel, handlers, args, report)
    })
}

async function answer(
  channel: BridgeChannel,
  handlers: BridgeHandlers,
  args: unknown[],
  report: (channel: string, error: unknown) => void,
): Promise<Reply<unknown>> {
  const parsed = isPlainJson(args) ? bridgeArguments[channel].safeParse(args) : undefined
  if (!parsed?.success) {
    const where = parsed?.error.issues[0]?.path.join('.') ?? 'not plain JSON'
    return {
      ok: false,
      refusal: refuse('invalid', 'arguments', `${channel} was called with other arguments: ${where}`),
    }
  }
  try {
    // The table pairs each channel with the handler of its own arguments; that link is lost on a union of channels.
    const handle = handlers[channel] as (...args: unknown[]) => Promise<unknown>
    return { ok: true, value: await handle(...parsed.data) }
  } catch (error) {
    if (error instanceof LocalDataError)
      return { ok: false, refusal: refuse('unavailable', error.reason, error.message) }
    report(channel, error)
    return { ok: false, refusal: refuse('internal', 'bug', `${channel} failed`) }
  }
}
