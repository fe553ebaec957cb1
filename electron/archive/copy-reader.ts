import type { Report } from '../../core/record/report/report.ts'
import type { CopyFiles } from './copy-files.ts'
import { inThread } from './in-thread.ts'
import { reportOnCopy, type AboutCopy, type Known } from './report-on-copy.ts'

/**
 * A thread that reports on one kept copy, so that the window stays alive meanwhile. It opens no file: it asks for the
 * content of each, and so never learns the key under which they may lie.
 */
const { given, ask, end } = inThread<Known, AboutCopy, never, Report>()

const copy: CopyFiles = {
  segments: () => ask('segments'),
  content: (content) => ask({ content }),
  attachment: (attachment) => ask({ attachment }),
}

end(await reportOnCopy(copy, given))
