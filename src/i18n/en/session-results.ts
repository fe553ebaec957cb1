import type { Shape } from '../shape.ts'
import type { sessionPolls as polls, sessionStatements as statements } from '../zh-CN/session-results.ts'

export const sessionPolls: Shape<typeof polls> = {
  from: '{from} to {to}',
  since: 'open since {at}',
  open: 'The vote is going on in the room.',
  digest: 'Hash of definition and roll: {digest}',
  ballots: 'All ballots ({n})',
  ballotsOf: 'Ballots: {question}',
  voter: 'Voter',
  leaf: 'Fingerprint',
  choice: 'Choice',
  find: {
    ask: 'Find my ballot',
    counted: 'Your ballot is counted: number {n}, fingerprint {leaf}, it says “{choice}”.',
    missing: 'Your ballot is not in the record. Please tell the moderator, and keep this computer’s code.',
    'none-kept': 'This computer has no code of yours for this poll. If you voted elsewhere, look there.',
    withheld: 'Under 5 ballots nothing is published, so nothing can be looked for.',
  },
}

export const sessionStatements: Shape<typeof statements> = {
  running: 'Put to everyone now ({n})',
  runningText: 'Please answer them in the room; the results will stand here.',
  round: 'Round {n} ({people} took part)',
  csv: 'Raw votes',
  file: '{title}, round {n}.csv',
  saved: 'Saved: {name}',
  withheld: 'Under 5 people took part; nothing is published.',
  unites: 'What unites',
  divides: 'What divides',
  none: {
    unites: 'Of no statement it is sure that more than 60 % think the same.',
    divides: 'No statement surely divides people.',
  },
  all: 'All statements ({n})',
  agree: 'agree {n}',
  disagree: 'disagree {n}',
  pass: 'pass {n}',
  sureAgree: '{share} agree, 95% interval {low}–{high}',
  sureDisagree: '{share} disagree, 95% interval {low}–{high}',
  howTitle: 'How this is reckoned',
  how: 'Shares are of those who voted on it, passing included; intervals are Wilson’s (1927). What unites has a larger camp whose lower bound is above 60 %, what divides a smaller camp whose lower bound is above 20 %; the surest first (Miller, 2009). Of fewer than 5 nothing is said. In the raw votes people are numbers that say nothing of who they are.',
  apart: 'Not put to the vote ({n})',
  by: '{who}, {at}',
  status: {
    waiting: 'waiting',
    rejected: 'rejected',
  },
}
