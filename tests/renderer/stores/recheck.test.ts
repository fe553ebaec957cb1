// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import type { ArchiveEntry } from '../../../core/desktop/contract.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { createVerifying } from '../../../src/stores/archive/verifying.ts'
import { discussion, summaryOf } from '../../support/discussion.ts'
import { uuid } from '../../support/record.ts'

type Parts = Parameters<typeof createVerifying>[0]
const matter = uuid(7)
const theirs = discussion(matter, ['一', '二', '三'])

/** A copy of which so many events can be read, with an alarm from place 3 on; the server shows `theirs`. */
function recheck(kept: readonly RecordEvent[]) {
  const alarms = { settle: vi.fn(), alarm: vi.fn() }
  const request = async (_name: string, { after }: { after: number }) => ({
    ok: true,
    value: { events: theirs.slice(after) },
  })
  const entry = { summary: summaryOf(theirs), seq: 4, diverged: { seq: 3, at: 1 } } as unknown as ArchiveEntry
  const { recheck: run } = createVerifying({
    archive: { read: async () => ({ events: kept, checkpoints: [] }) },
    link: { state: 'online', request },
    owner: () => ({ server: '', account: '' }),
    entries: () => [entry],
    alarms,
    sign: async () => undefined,
    refresh: async () => undefined,
  } as unknown as Parts)
  return { alarms, answer: run(matter) }
}

describe('laying a copy beside what the server says', () => {
  it.each([0, 2])('[PF12] does not take the alarm back when only %i events can be read of the copy', async (count) => {
    const { alarms, answer } = recheck(theirs.slice(0, count))
    expect(await answer).toBe('short')
    expect(alarms.settle).not.toHaveBeenCalled()
  })

  it('[PF12] takes it back once both agree at that place again', async () => {
    const { alarms, answer } = recheck(theirs.slice(0, 3))
    expect(await answer).toBe('same')
    expect(alarms.settle).toHaveBeenCalledWith(matter)
  })
})
