import type { Shape } from '../shape.ts'
import type { archive as zh } from '../zh-CN/archive.ts'

export const archive: Shape<typeof zh> = {
  title: 'Archive',
  lead: 'What you submit, co-sign, open or are invited to is kept whole on this machine: readable offline, verifiable at any time.',
  items: 'Kept copies',
  search: 'Search the archive',
  hits: '{n} places found | {n} place found | {n} places found',
  noHits: 'Nothing in the archive for “{text}”',
  noHitsText: 'Try another word. Only what is kept on this machine is searched.',
  hitAt: 'No. {seq} · {who} · {at}',
  empty: 'The archive is empty',
  emptyText: 'Open any proposal, and its whole record is kept here.',
  toProposals: 'To the proposals',
  browser: 'The archive is in the desktop client',
  browserText:
    'A browser may throw data away, so nothing is archived here. In the desktop client matters are kept whole on your computer, to be read and verified offline.',
  filling: 'filling up {n}%',
  writeError:
    'This machine’s disk cannot be written, so the archive was not kept. Please check the disk space. ({why})',
  unreadable: 'The catalogue of the archive cannot be read',
  unreadableText: 'Please try again, or start the client anew.',
  condition: {
    whole: 'Whole',
    behind: 'Behind',
    damaged: 'Damaged',
  },
  conditionHint: {
    whole: 'The whole record is kept here',
    behind: 'The server has newer entries; they are fetched once connected',
    damaged: 'The file is damaged; it is fetched again once connected',
  },
  events: '{n} entries | {n} entry | {n} entries',
  signed: 'signed up to no. {n}',
  unsigned: 'not signed yet',
  verify: 'Verify',
  verifying: 'Verifying…',
  remove: 'Remove from this machine',
  removeAsk: 'Remove the copy of “{title}” from this machine?',
  removeText: 'Only the copy here is removed; the server’s record stays. It is kept again when you open the matter.',
  removed: 'Removed from this machine.',
  readOnly: 'This is the copy kept on this machine, to be read only.',
  readFailed: 'This copy cannot be read',
  readFailedText: 'Please verify it, or remove it and open the matter again.',
  goOnline: 'Open online',
  pickTitle: 'Choose a copy',
  pickText: 'Read it offline, or verify that it was not altered.',
}
