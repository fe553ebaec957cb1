import type { Shape } from '../shape.ts'
import type * as zh from '../zh-CN/consultation.ts'

export const consultation: Shape<typeof zh.consultation> = {
  status: {
    preparing: 'Preparing',
    open: 'In session',
    paused: 'Paused',
    concluded: 'Ended',
    published: 'Outcome published',
  },
}

export const consultationTasks: Shape<typeof zh.consultationTasks> = {
  invite: 'Invite',
  attend: 'Answer the invitation',
  leave: 'Decide on leave',
  papers: 'Send the papers',
  begin: 'Open the session',
  run: 'In session',
  vote: 'Vote',
  statement: 'Screen a statement',
  appeal: 'Answer an appeal',
  outcome: 'Publish the outcome',
  minutes: 'Write the minutes',
  'confirm-minutes': 'Confirm the minutes',
  review: 'Review the outcome',
}

export const consultationTaskHints: Shape<typeof zh.consultationTaskHints> = {
  invite: 'Not everyone who takes part has been invited',
  attend: '{who} invites you to a micro-consultation; please say whether you come',
  leave: 'Somebody asks for leave; please decide',
  papers: 'There are no papers yet; please send them in time',
  begin: 'It is time to open the session',
  run: 'The session is under way; please chair it',
  vote: 'A poll is open; please vote',
  statement: 'A statement waits; please decide whether it is put to everyone',
  appeal: 'Somebody appeals against a measure of order; please answer',
  outcome: 'The session has ended; please publish outcome, owner and review date',
  minutes: 'Please propose the minutes and have them confirmed in time',
  'confirm-minutes': 'The minutes are proposed; please check and confirm them',
  review: 'The outcome has come due for its review',
}

export const consultationCommands: Shape<typeof zh.consultationCommands> = {
  consultation: {
    create: 'Begin a micro-consultation',
    revise: 'Change the session',
    invite: 'Send invitations',
    postpone: 'Postpone the session',
    cancel: 'Cancel the session',
    open: 'Open the session',
    pause: 'Pause the session',
    resume: 'Resume the session',
    announce: 'Announce',
    conclude: 'End the session',
    publish: 'Publish the outcome',
    review: 'Review the outcome',
  },
  agenda: {
    start: 'Start an item',
    finish: 'Finish an item',
    extend: 'Extend an item',
    add: 'Add an item',
    reorder: 'Reorder the agenda',
  },
  attendance: {
    accept: 'Accept the invitation',
    excuse: 'Ask for leave',
    'decide-leave': 'Decide on leave',
    'check-in': 'Check in',
    leave: 'Leave the room',
  },
  floor: {
    request: 'Raise the hand',
    withdraw: 'Lower the hand',
    grant: 'Give the floor',
    finish: 'Finish speaking',
  },
  question: {
    collect: 'Collect a question',
    settle: 'Mark as answered',
  },
  poll: {
    open: 'Open a poll',
    close: 'Close a poll',
    cancel: 'Cancel a poll',
  },
  ballot: {
    cast: 'Vote',
  },
  statement: {
    submit: 'Submit a statement',
    approve: 'Put a statement to everyone',
    reject: 'Reject a statement',
    respond: 'Respond to a statement',
    vote: 'Vote on a statement',
  },
  statements: {
    close: 'Close the statements',
  },
  outcome: {
    draft: 'Draft the outcome',
    link: 'Link a follow-up',
  },
  minutes: {
    propose: 'Propose the minutes',
    confirm: 'Confirm the minutes',
    object: 'Object to the minutes',
    settle: 'Settle the minutes',
  },
  moderation: {
    appeal: 'Appeal',
    'answer-appeal': 'Answer an appeal',
  },
}

export const consultationEvents: Shape<typeof zh.consultationEvents> = {
  consultation: {
    created: '{who} began a micro-consultation',
    revised: '{who} changed the session',
    invited: '{who} invited {n} people',
    postponed: '{who} postponed the session to {at}',
    cancelled: '{who} cancelled the session',
    opened: '{who} opened the session',
    paused: '{who} paused the session',
    resumed: '{who} resumed the session',
    announced: '{who} announced to everyone',
    concluded: '{who} ended the session',
    published: '{who} published the outcome; {owner} answers for it, review on {at}',
    reviewed: '{who} reviewed the outcome',
  },
  agenda: {
    started: '{who} started an item of the agenda',
    finished: '{who} finished an item of the agenda',
    extended: '{who} extended the item by {n} minutes',
    added: '{who} added “{title}” to the agenda',
    reordered: '{who} reordered the agenda',
  },
  attendance: {
    accepted: '{who} will come',
    excused: '{who} asked for leave',
    'leave-granted': '{who} granted leave to {person}',
    'leave-denied': '{who} denied leave to {person}',
    'checked-in': '{who} checked in',
    left: '{who} left',
  },
  floor: {
    requested: '{who} raised the hand',
    withdrawn: '{who} lowered the hand',
    granted: '{who} gave the floor to {person}',
    called: '{who} called upon {person}',
    finished: '{person} finished speaking',
  },
  question: {
    collected: '{who} put a message among the questions',
    settled: '{who} marked a question as answered',
  },
  moderation: {
    appealed: '{who} appealed',
    upheld: '{who} upheld the appeal',
    dismissed: '{who} dismissed the appeal',
  },
  poll: {
    opened: '{who} opened a poll: {question}',
    openedSecret: '{who} opened an anonymous poll: {question}',
    closed: 'The poll closed with {cast} ballots of {eligible}',
    cancelled: '{who} cancelled a poll',
  },
  statement: {
    submitted: '{who} submitted a statement',
    approved: '{who} put a statement to everyone',
    rejected: '{who} rejected a statement',
    responded: '{who} responded to a statement',
  },
  statements: {
    closed: '{who} closed the statements; {n} people voted',
  },
  outcome: {
    drafted: '{who} drafted the outcome',
    linked: '{who} linked “{title}” to the outcome',
  },
  minutes: {
    proposed: '{who} proposed the minutes',
    confirmed: '{who} confirmed the minutes',
    objected: '{who} objected to the minutes',
    settled: '{who} settled the minutes',
  },
}

export const consultationTurns: Shape<typeof zh.consultationTurns> = {
  consultation: {
    invited: '{who} invites you to a micro-consultation',
    postponed: '{who} postponed the session',
    cancelled: '{who} cancelled the session',
    opened: '{who} opened the session',
    concluded: '{who} ended the session',
    published: '{who} published the outcome',
    reviewed: '{who} reviewed the outcome',
  },
  attendance: { 'leave-decided': '{who} decided on your leave' },
  statement: {
    approved: '{who} put your statement to everyone',
    rejected: '{who} did not put your statement to everyone',
    responded: '{who} responded to your statement',
  },
  minutes: {
    proposed: '{who} proposed the minutes; please check them',
    settled: '{who} settled the minutes',
  },
  outcome: { linked: '{who} linked a follow-up to the outcome' },
  moderation: { 'appeal-answered': '{who} answered your appeal' },
}
