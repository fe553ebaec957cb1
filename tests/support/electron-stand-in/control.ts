import { de, ser } from './codec.js'

// The test's line into the main process: run a function here with the electron module, as Playwright's _electron does.
process.on('message', (message: Message) => {
  if (message.k === 'evaluate') void evaluate(message)
})

interface Message {
  k: string
  id: number
  fn: string
  arg: string
}

async function evaluate({ id, fn, arg }: Message): Promise<void> {
  try {
    const electron = await import('./electron.ts')
    const run = (0, eval)(`(${fn})`) as (electron: unknown, arg: unknown) => unknown
    process.send?.({ k: 'done', id, ok: true, v: ser(await run(electron, de(arg))) })
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.send?.({ k: 'done', id, ok: false, v: text })
  }
}
