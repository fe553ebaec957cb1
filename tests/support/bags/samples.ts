import { filesTold } from '../../../core/bag/told.ts'
import { BAG } from '../../../core/bag/layout.ts'
import type { EventDraft } from '../../../core/record/event.ts'
import type { Attachment } from '../../../core/wire/attachments.ts'
import { discussion } from '../discussion.ts'
import { signCheckpoint, uuid } from '../record.ts'
import { hashOf, matterBag, zipped, type MatterParts } from './bag.ts'
import { zipOf } from './zip.ts'

const PICTURE = new Uint8Array(3000).map((_, i) => (i * 7919) % 251)

/** A matter with a file, a checkpoint and names, of this many events at least. */
export function sampleParts(matter = uuid(7), texts = 6): MatterParts & { files: Map<string, Uint8Array> } {
  const sha256 = hashOf('sha256', PICTURE)
  const withFile: EventDraft = {
    type: 'message.posted',
    data: { text: '现场照片', attachments: [{ sha256, name: '楼道.png', type: 'image/png', size: PICTURE.length }] },
  }
  const said = Array.from({ length: texts }, (_, n) => `第${n + 1}条：加装电梯的资金由谁来出？`)
  const events = discussion(matter, [...said, withFile, '附了照片'])
  return {
    events,
    checkpoints: [signCheckpoint(events[3]!), signCheckpoint(events.at(-1)!)],
    names: { [uuid(1)]: '王敏' },
    files: new Map(filesTold(events).map((file) => [file.sha256, PICTURE])),
  }
}

/** The same as a zipped bag. */
export const sampleZip = (matter?: string, texts?: number): Buffer =>
  zipped(matterBag(sampleParts(matter, texts)), '档案')

/** A zipped bag of a proposal with these files, with those of them that are given: they lie in it as they are. */
export function bagWithFiles(
  named: readonly Attachment[],
  files: ReadonlyMap<string, Uint8Array>,
  matter = uuid(7),
): Buffer {
  const events = discussion(matter, ['见附件'], { attachments: [...named] })
  const bag = matterBag({ events, checkpoints: [signCheckpoint(events.at(-1)!)], files })
  return zipOf(
    [...bag].map(([path, bytes]) => ({
      name: `档案/${path}`,
      bytes,
      method: path.startsWith(BAG.attachments) ? 0 : 8,
    })),
  )
}
