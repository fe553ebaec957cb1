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

export const consultationRefusals: Shape<typeof zh.consultationRefusals> = {
  invalid: {
    nobody: 'Nobody takes part yet. Please choose people by name, role, sector or region, or let anyone come.',
    'needs-reason': 'Please say why leave is denied.',
    'needs-options': 'Please write at least two options.',
    'needs-points': 'Please say how many points each person can give.',
    'anonymous-live':
      'An anonymous poll cannot show a running count: it would tell whose ballot came last. Please show results at the close.',
    choice: 'This ballot cannot be counted. Please check it and vote again.',
    'anonymous-reason': 'An anonymous ballot carries no reason: it would tell who wrote it. Please leave it out.',
    'needs-nonce': 'This anonymous ballot lacks your own code. Please update the program and vote again.',
    'no-outcome': 'Please write down a consensus, a difference or a follow-up before publishing.',
  },
  forbidden: {
    'not-participant': 'You do not take part in this session. If you should, please ask the moderator.',
    'not-speaking': 'Somebody else has the floor; you cannot end their speech.',
    'not-on-roll': 'You are not on the roll of this poll, which was fixed when it opened.',
    'not-present': 'You were not at this session; its minutes are not yours to confirm.',
  },
  'not-found': {
    'unknown-item': 'There is no such item on the agenda. Please refresh and try again.',
    'not-participant': 'This person does not take part. Please choose another.',
    'unknown-poll': 'There is no such poll. Please refresh and try again.',
    'unknown-statement': 'There is no such statement. Please refresh and try again.',
    'unknown-question': 'This message is not among the questions. Please refresh and try again.',
    'unknown-appeal': 'There is no such appeal. Please refresh and try again.',
    'unknown-owner': 'There is no such person or unit. Please choose another.',
    'no-such-follow-up': 'There is no such follow-up. Please refresh and try again.',
  },
  conflict: {
    cancelled: 'The session was cancelled; this can no longer be done.',
    'no-leave-asked': 'This person has not asked for leave.',
    'not-invited': 'You have no invitation to this session to answer.',
    'item-finished': 'This item is over. Please add another one if you need it.',
    'item-exists': 'The agenda has this item already.',
    'not-the-agenda': 'The agenda has changed; its order was left. Please refresh and try again.',
    'item-not-running': 'This item is not running. Please refresh and try again.',
    speaking: 'You have the floor; there is no need to raise your hand.',
    'speaker-muted': 'This person is muted. Please end the mute first.',
    'poll-exists': 'This poll has been opened already.',
    'no-voters': 'Nobody here has a vote, so no poll can open.',
    'too-few-voters': 'With fewer than {limit} voters an anonymous poll hides nobody. Please make it a named one.',
    'already-cast': 'You have voted. An anonymous ballot cannot be changed.',
    'poll-over': 'This poll is over.',
    'poll-open': 'A poll is open. Please close or cancel it before ending the session.',
    'statements-open': 'Statements are put to the vote. Please close them before ending the session.',
    'statement-exists': 'This statement was submitted already.',
    'too-many-statements': 'A session takes {limit} statements at most.',
    'same-statement': 'The same statement is there already.',
    'statement-decided': 'Another moderator has decided on this statement.',
    'statement-not-approved': 'This statement was not put to everyone.',
    'round-over': 'This round of statements is closed.',
    'no-statements': 'No statement is put to the vote.',
    'not-from-here': 'The follow-up must name this session as its origin.',
    'no-review-due': 'No review is due.',
    'no-minutes': 'No minutes have been proposed yet.',
    'minutes-settled': 'The minutes are settled.',
    objected: 'Somebody objects to the minutes. Please mend them and propose them again.',
    'not-everyone-asked-MC22': '{n} people have not confirmed the minutes; their time runs until {until}.',
    'nothing-to-appeal': 'There is nothing to appeal against: no message of yours is hidden and you are not muted.',
    'appeal-waits': 'You have appealed; please wait for the answer.',
    'appeal-answered': 'Another moderator has answered this appeal.',
  },
  unavailable: {
    'no-box': 'Ballots can only be cast with the server; this one was not counted. Please vote again once connected.',
  },
}
