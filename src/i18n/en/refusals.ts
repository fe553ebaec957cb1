import type { Shape } from '../shape.ts'
import type { refusals as zh } from '../zh-CN/refusals.ts'

export const refusals: Shape<typeof zh> = {
  invalid: {
    shape: 'What was filled in does not fit. Please check it and submit again.',
    'in-the-past': 'The chosen time has passed. Please choose a later one.',
    'unknown-region': 'The chosen region does not exist. Please choose again.',
    'lead-assists': 'The lead unit cannot assist itself. Please take it out of the assisting units.',
    repeated: 'Two items answer the same suggestion. Please make them one.',
    'no-such-suggestion':
      'An answered suggestion is no longer there; a merge may have been taken back. Please check it.',
    'needs-promise': 'A class-B answer needs somebody responsible and a date.',
    'needs-no-promise': 'Only class-B answers make a promise.',
    'unknown-unit': 'The chosen unit does not exist. Please choose again.',
    'empty-file': 'The file is empty. Please check it and choose again.',
    'file-type': 'This kind of file is not taken. Use pictures (JPG, PNG, WebP, GIF), PDF, Word or Excel.',
    'broken-file': 'The file is damaged and cannot be read. Use another copy, or save it anew.',
    'too-many-pixels': 'The picture is too large to be handled. Make it smaller than 50 million pixels.',
    'mixed-file': 'Something else is hidden in the file, so it is not taken. Save a clean copy.',
    macros: 'The file contains macros. Save it without macros (.docx or .xlsx).',
    'active-content': 'The file contains scripts or programs, so it is not taken. Export it as a plain document.',
    'zip-bomb': 'Unpacked, the file would be far too large. Please use another one.',
    'zip-names': 'Names inside the file are not allowed. Save it again with Word or Excel.',
    'file-name': 'The file name has characters that cannot be used, or is longer than 120. Rename it and try again.',
    upload: 'The upload was not understood. Please send the file again.',
    'unknown-command': 'The server does not know this action. Please update the client and try again.',
    other: 'Something in it is not right. Please check it and try again.',
  },
  unauthenticated: {
    other: 'You are no longer signed in. Please sign in again; drafts and unsent messages are still here.',
  },
  forbidden: {
    'not-yours': 'This is not for you to do.',
    'not-allowed': 'Your account may not do this. Please ask the administrator if you should.',
    muted: 'You are muted in this proposal and cannot speak. Reason: {because}',
    locked: 'The discussion is locked for now. Reason: {because}',
    'own-message': 'You cannot endorse your own message.',
    moderator: 'A moderator cannot be muted.',
    other: 'You may not do this. If in doubt, ask a moderator.',
  },
  'not-found': {
    'unknown-matter': 'This matter cannot be found. It may not be public, or the address is wrong.',
    'unknown-message': 'This message cannot be found. Please load the page again.',
    'unknown-account': 'This person cannot be found. Please choose again.',
    'unknown-unit': 'This unit cannot be found. Please choose again.',
    'unknown-attachment': 'An attachment was not uploaded. Please upload it again.',
    other: 'It cannot be found. Please load the page again.',
  },
  conflict: {
    exists: 'This proposal has been submitted already.',
    status: 'The proposal is now “{status}”, so this cannot be done. Please look at its present state.',
    ended: 'The matter has ended; nothing more can be said.',
    'too-late': 'Messages can be edited for ten minutes. You can add another message.',
    'too-late-PR19': 'The time to refuse ended on {until}. Please speak to the moderator if you cannot do it.',
    'other-kind': 'This cannot be done to a matter of this kind.',
    itself: 'A proposal cannot be merged into itself. Please choose another.',
    'lead-status': 'The chosen lead is now “{status}” and takes no more. Please choose another.',
    'has-merged': 'Others are merged into this one. Please take those merges back first.',
    'lead-answered': 'The lead is now “{status}” and has been answered; the merge can no longer be taken back.',
    'answer-waits': 'An answer waits for review. Please release or return it first.',
    'no-answer': 'No answer waits for review; another moderator may have dealt with it.',
    uncovered: 'Suggestions {list} are not answered, so it cannot be released. Please return it to the unit.',
    'not-everyone-asked':
      '{n} person has not spoken yet; they can until {until}. | {n} people have not spoken yet; they can until {until}.',
    disagreed: 'Somebody disagrees with the result; it must be handled again before it can be closed.',
    'no-promise': 'Only class-B answers are looked back upon.',
    'not-its-origin': 'The proposal must be your own and name this suggestion as its origin.',
    'message-gone': 'This message was retracted or hidden; nothing more can be done with it.',
    'own-proposal': 'The author need not co-sign. Please choose others.',
    'cannot-cosign': 'This person cannot co-sign. Please choose committee members or community representatives.',
    'needs-member': 'No committee member has co-signed, so it cannot be filed. The author should invite one first.',
    'needs-cosigner':
      'Nobody has co-signed this joint proposal, so it cannot be filed. Please wait for a co-signature.',
    'too-many-versions': 'A proposal can be revised {limit} times at most.',
    'too-many-cosigners': 'There can be {limit} co-signers at most. Please choose fewer.',
    other: 'Something has changed meanwhile, so this was not done. Please load the page again.',
  },
  stale: {
    other: 'What you see has changed. Please load the page again first.',
  },
  'id-reused': {
    other: 'This repeats an earlier action, so it was not done. Please do it once more.',
  },
  'too-large': {
    file: 'The file is larger than 20 MB. Please make it smaller.',
    other: 'This is too long for the server. Please shorten it.',
  },
  'rate-limited': {
    'slow-mode': 'Slow mode is on; you can speak again in {span}. Reason: {because}',
    uploads: 'Too many files at once. Wait for the others and try again in {span}.',
    other: 'That was too fast. Please try again in {span}.',
  },
  unavailable: {
    offline: 'There is no connection to the server. Please try again once it is back.',
    timeout: 'The server did not answer in time. Please check the network and try again.',
    busy: 'The server is busy with other files. Try again in {span}.',
    other: 'The server is not available just now. Please try again later.',
  },
  internal: {
    other:
      'Something went wrong on the server and it was not done. Please try again later; if it happens again, tell the administrator.',
  },
}
