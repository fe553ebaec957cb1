import type { Shape } from '../shape.ts'
import type * as zh from '../zh-CN/supervision.ts'

export const supervision: Shape<typeof zh.supervision> = {
  status: {
    open: 'Under supervision',
    closed: 'Closed',
  },
  unit: 'Responsible: {unit}',
}

export const supervisionTasks: Shape<typeof zh.supervisionTasks> = {
  fulfil: 'Keep the promise',
  report: 'Report progress',
  respond: 'Answer the reminder',
  verify: 'Verify',
  extension: 'Decide on more time',
  remind: 'Remind the unit',
  escalate: 'May go to the next level',
  reopen: 'Consider reopening',
}

export const supervisionTaskHints: Shape<typeof zh.supervisionTaskHints> = {
  fulfil: 'A promise of your unit is under supervision; please keep it in time and say so',
  report: 'A progress report is nearly due; please report on this commitment',
  respond: 'Your unit was reminded; please report, claim or ask for more time',
  verify: 'The unit says that it is done; please look and give your verdict',
  extension: 'The unit asks for more time; please decide',
  remind: 'The commitment is overdue; please remind the unit',
  escalate: 'A rule allows taking it to the next level; please decide',
  reopen: 'A look-back found the promise broken; please decide whether to reopen',
}

export const supervisionCommands: Shape<typeof zh.supervisionCommands> = {
  supervision: {
    open: 'Open a supervision',
    appoint: 'Change who supervises',
    accept: 'Respond',
    remind: 'Remind',
    escalate: 'Take to the next level',
    rate: 'Rate response and effect',
    close: 'Close the supervision',
    reopen: 'Reopen the supervision',
    'look-back': 'Look back',
    follow: 'Follow the supervision',
    unfollow: 'Follow no longer',
    observe: 'Add an observation',
  },
  observation: {
    hide: 'Hide an observation',
    unhide: 'Show an observation again',
  },
  commitment: {
    add: 'Add a commitment',
    amend: 'Change a commitment',
    drop: 'Drop a commitment',
    'claim-done': 'Claim that it is done',
    verify: 'Verify a commitment',
  },
  progress: {
    report: 'Report progress',
  },
  extension: {
    request: 'Ask for more time',
    grant: 'Grant more time',
    deny: 'Deny more time',
  },
}

export const supervisionEvents: Shape<typeof zh.supervisionEvents> = {
  supervision: {
    opened: '{who} opened a supervision of {unit}',
    appointed: '{who} named as supervisors {people}',
    accepted: '{unit} ({who}) responded',
    reminded: '{who} reminded the unit',
    escalated: '{who} took it to the {level}',
    rated: '{who} rated the response {response} and the effect {effect} of 5',
    closed: '{who} closed the supervision: {kept} kept, {unkept} not kept',
    reopened: '{who} reopened {n} commitments',
    'looked-back': '{who} looked back: {verdict}',
    'looked-back-after': '{who} looked back ({days} days): {verdict}',
    followed: '{who} follows the supervision',
    unfollowed: '{who} follows it no longer',
    observed: '{who} added an observation',
  },
  observation: {
    hidden: '{who} hid an observation',
    unhidden: '{who} showed an observation again',
  },
  commitment: {
    added: '{who} added a commitment of {unit}',
    amended: '{who} changed a commitment, now of {unit}',
    reworded: '{who} reworded a commitment',
    dropped: '{who} dropped a commitment',
    'claimed-done': '{unit} ({who}) claims that it is done',
    verified: '{who} gave a verdict: {verdict}',
  },
  progress: {
    reported: '{unit} ({who}) reported progress',
    percent: '{unit} ({who}) reported progress: {percent}% done',
  },
  extension: {
    requested: '{unit} ({who}) asked for time until {at}',
    granted: '{who} granted time until {at}',
    denied: '{who} denied more time',
  },
}

export const supervisionTurns: Shape<typeof zh.supervisionTurns> = {
  supervision: {
    opened: '{who} opened a supervision',
    appointed: '{who} changed who supervises',
    accepted: 'The unit has responded',
    reminded: '{who} reminded the unit',
    escalated: '{who} took it to the next level',
    rated: '{who} rated it',
    closed: '{who} closed the supervision',
    reopened: '{who} reopened the supervision',
    'looked-back': '{who} looked back upon a commitment',
    followed: '{who} follows the supervision',
    unfollowed: '{who} follows it no longer',
    observed: '{who} added an observation',
  },
  observation: {
    hidden: '{who} hid your observation',
    unhidden: '{who} showed an observation again',
  },
  commitment: {
    added: '{who} added a commitment',
    amended: '{who} changed a commitment',
    reworded: '{who} reworded a commitment',
    dropped: '{who} dropped a commitment',
    'claimed-done': 'The unit claims that it is done',
    verified: '{who} gave a verdict',
  },
  progress: {
    reported: 'The unit reported progress',
  },
  extension: {
    requested: 'The unit asks for more time',
    granted: '{who} granted more time',
    denied: '{who} denied more time',
  },
}

export const supervisionLevels: Shape<typeof zh.supervisionLevels> = {
  province: 'province',
  city: 'city',
  county: 'county',
  township: 'township',
  community: 'community',
}

export const supervisionDetails: Shape<typeof zh.supervisionDetails> = {
  dueBy: 'Due: {at}',
  ratedOf: 'In words: {text}',
}

export const supervisionRefusals: Shape<typeof zh.supervisionRefusals> = {
  invalid: {
    'not-a-pair': 'Before and after need two different pictures that are attached. Please choose again.',
    'not-later': 'The date is not later than the one that stands. Please choose a later one.',
  },
  forbidden: {
    'not-your-commitment': 'Another unit answers for this commitment.',
  },
  'not-found': {
    'unknown-commitment': 'This commitment was not found. Please refresh and try again.',
    'unknown-observation': 'This observation was not found. Please refresh and try again.',
    'no-such-promise': 'There is no such promise to supervise. Please choose a class-B answer or a follow-up.',
  },
  conflict: {
    'supervised-already': 'This promise is under supervision already. Please open that one.',
    'under-supervision': 'This promise is under supervision. Please look back upon it there.',
    'cannot-supervise': 'Please choose a member, a representative or a moderator who belongs to no unit.',
    'id-taken': 'This commitment was added already.',
    'too-many-commitments': 'A supervision has at most {limit} commitments.',
    dropped: 'This commitment is no longer supervised.',
    'kept-already': 'This commitment was found kept. If it did not last, a look-back is the place to say so.',
    'claim-waits': 'The unit claims that it is done. Please wait for the verdict.',
    'extension-waits': 'A request for more time waits. Please decide on it first.',
    'no-request': 'No request for more time waits; it may have been decided. Please refresh.',
    'reminded-already': 'The unit was reminded and has until {until} to answer. You can remind it again after that.',
    'at-the-top': 'It is at the highest level already.',
    'not-the-next-level': 'It goes up one level at a time. Please choose the next one.',
    'no-ground': 'No rule allows it yet: a reminder must go unanswered, or a commitment be overdue for a month.',
    unjudged: 'Some commitments have no verdict. Please have them verified first.',
  },
  stale: {
    'claimed-meanwhile': 'The unit has claimed it again since you opened it. Please read that before your verdict.',
  },
}
