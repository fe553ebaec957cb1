import type { Check, CheckName, ReportFinding } from '../../../core/record/report/report.ts'
import { t } from '../../i18n/i18n.ts'

const short = (text: string | undefined) => (text === undefined ? '' : text.slice(0, 12))

/** Where in a poll the recount differs: its definition, one ballot, or the tally. */
function inPoll(at = ''): string {
  const [part, place] = at.split('.')
  if (part === 'ballots' && place !== undefined) return t('verify.ballot', { n: Number(place) + 1 })
  return t(part === 'digest' || part === 'opening' || part === 'poll' ? 'verify.definition' : 'verify.tally')
}

/** A finding as a sentence that names the event, the file or the signature. */
export function findingText(finding: ReportFinding): string {
  const { fault, seq, file, checkpoint, since = 1, expected = '', found = '' } = finding
  if (fault === 'matter' && checkpoint !== undefined) return t('verify.faults.checkpoint-matter', { n: checkpoint + 1 })
  if (fault === 'shape' && file !== undefined)
    return seq === 0 ? t('verify.faults.file-only', { file }) : t('verify.faults.file', { file, seq })
  const named = file !== undefined && file.length === 64 ? short(file) : (file ?? '')
  return t(`verify.faults.${fault}`, {
    seq,
    since,
    file: named,
    n: (checkpoint ?? 0) + 1,
    expected,
    found,
    at: inPoll(finding.at),
  })
}

const COUNTED: Partial<Record<CheckName, 'files' | CheckName>> = { 'file-types': 'files', 'file-names': 'files' }
const OWN = [
  'signatures',
  'key',
  'signed',
  'votes',
  'statements',
  'redactions',
  'attachments',
  'strays',
  'files',
] as const

/** How many things a check looked at, in words; empty where nothing is to be counted. */
export function countText({ check, n }: Check): string {
  if (check === 'viruses' || check === 'medium') return ''
  const key = COUNTED[check] ?? check
  const own = OWN.find((one) => one === key)
  return t(`verify.count.${own ?? 'events'}`, { n })
}

const SAID = [
  'signatures',
  'key',
  'signed',
  'votes',
  'statements',
  'total',
  'attachments',
  'folds',
  'strays',
  'viruses',
  'medium',
] as const

/** What there is to say of a check: the first thing that is wrong, or why it was not made; empty when it held. */
export function noteText({ check, finding, wrong = 0, left = 0 }: Check): string {
  const notes: string[] = []
  if (finding) notes.push(findingText(finding))
  if (wrong > 1) notes.push(t('verify.more', { n: wrong - 1 }))
  const said = SAID.find((one) => one === check)
  if (left > 0 && said) notes.push(t(`verify.notChecked.${said}`, { n: left }))
  return notes.join(' ')
}
