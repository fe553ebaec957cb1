// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { createKeeper } from '../../../src/stores/archive/keeper.ts'
import { discussion, summaryOf } from '../../support/discussion.ts'
import { uuid } from '../../support/record.ts'

type Parts = Parameters<typeof createKeeper>
const matter = uuid(7)
const events = discussion(matter, ['一', '二'])
const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }

/** A keeper at work on a matter of which nothing is kept yet; the server and the disk answer when they are told to. */
function keeper() {
  const answers: Record<string, (value: unknown) => void> = {}
  const later = (what: string) => vi.fn(() => new Promise((resolve) => (answers[what] = resolve)))
  const archive = { append: later('append'), checkpoint: vi.fn() }
  const link = { state: 'online', request: later('request') }
  const listener = {
    ...{ filling: vi.fn(), kept: vi.fn(), signed: vi.fn(), diverged: vi.fn(), failed: vi.fn() },
    turn: async () => undefined,
  }
  const made = createKeeper(
    archive as unknown as Parts[0],
    link as unknown as Parts[1],
    () => ({ seq: 0, signedUpTo: 0, diverged: false }),
    listener,
  )
  made.serve(owner)
  made.keep(summaryOf(events))
  return { made, archive, link, listener, answers }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('a copy that is removed while it is filled', () => {
  it('[CL37] is not begun anew with what the server answers afterwards', async () => {
    const { made, archive, link, listener, answers } = keeper()
    await vi.waitFor(() => expect(link.request).toHaveBeenCalled())
    made.drop(matter)
    answers.request?.({ ok: true, value: { events } })
    await settled()
    expect(archive.append).not.toHaveBeenCalled()
    expect(listener.kept).not.toHaveBeenCalled()
  })

  it('[CL37] is not shown as kept with what was just being written', async () => {
    const { made, archive, link, listener, answers } = keeper()
    await vi.waitFor(() => expect(link.request).toHaveBeenCalled())
    answers.request?.({ ok: true, value: { events } })
    await vi.waitFor(() => expect(archive.append).toHaveBeenCalled())
    made.drop(matter)
    answers.append?.({ result: 'kept', seq: events.length })
    await settled()
    expect(listener.kept).not.toHaveBeenCalled()
    expect(link.request).toHaveBeenCalledTimes(1)
  })
})
