import type { Shape } from '../shape.ts'
import type * as zh from '../zh-CN/service.ts'

export const service: Shape<typeof zh.service> = {
  status: {
    open: 'To be claimed',
    claimed: 'Being helped',
    resolved: 'Answered',
    closed: 'Closed',
  },
}

export const answer: Shape<typeof zh.answer> = {
  status: {
    published: 'Published',
    withdrawn: 'Taken back',
  },
  question: 'Question',
  reply: 'Answer',
}

export const serviceTasks: Shape<typeof zh.serviceTasks> = {
  claim: 'Claim',
  dispatch: 'Find a helper',
  take: 'Take it in hand',
  help: 'Help',
  appointment: 'Confirm the meeting',
  consent: 'Decide on publishing',
  publish: 'Publish',
}

export const serviceTaskHints: Shape<typeof zh.serviceTaskHints> = {
  claim: '{who} asks for help in your field and region; could you help?',
  dispatch: 'Nobody has claimed it; please ask other members or a unit',
  take: 'It was sent to your unit; please take it in hand or send it back with a reason',
  help: 'Please get in touch with {who}, help and answer',
  appointment: 'A time to meet was proposed; please agree or call it off',
  consent: 'An anonymous answer could be published; please read it and decide',
  publish: 'The one who asked agrees to publishing; please publish it',
}

export const serviceCommands: Shape<typeof zh.serviceCommands> = {
  service: {
    post: 'Ask for help',
    offer: 'Offer to members',
    send: 'Send to a unit',
    refuse: 'Do not claim',
    claim: 'Claim',
    'hand-back': 'Hand back',
    resolve: 'Answer the request',
    reopen: 'Not solved',
    rate: 'Rate the help',
    withdraw: 'Withdraw the request',
    close: 'Close the request',
  },
  appointment: {
    propose: 'Propose a meeting',
    accept: 'Agree to the meeting',
    cancel: 'Call off the meeting',
  },
  publication: {
    draft: 'Draft an answer for everyone',
    consent: 'Agree to publishing',
    decline: 'Do not publish',
  },
  answer: {
    publish: 'Publish the answer',
    withdraw: 'Take the answer back',
  },
}

export const serviceEvents: Shape<typeof zh.serviceEvents> = {
  service: {
    posted: '{who} asked for help',
    offered: '{who} offered it to {n} members',
    sent: '{who} sent it to {unit}',
    refused: '{who} cannot help',
    refusedFor: '{unit} ({who}) sent it back',
    claimed: '{who} claimed it',
    claimedFor: '{unit} ({who}) claimed it',
    'handed-back': '{who} handed it back',
    resolved: '{who} answered',
    reopened: '{who} says that it is not solved',
    rated: '{who} rated the help {score} of 5',
    withdrawn: '{who} withdrew the request',
    closed: '{who} closed the request',
  },
  appointment: {
    proposed: '{who} proposed to meet on {at} ({minutes} minutes)',
    moved: '{who} moved the meeting to {at} ({minutes} minutes)',
    accepted: '{who} agreed to the meeting',
    cancelled: '{who} called off the meeting',
  },
  publication: {
    drafted: '{who} drafted an answer for everyone',
    consented: '{who} agreed to publishing',
    declined: '{who} does not want it published',
    published: 'The answer was published without a name',
  },
  answer: {
    published: '{who} published an answer',
    withdrawn: '{who} took the answer back',
  },
}

export const serviceTurns: Shape<typeof zh.serviceTurns> = {
  service: {
    posted: '{who} asks for help; please see whether you could',
    offered: '{who} offered the request to members',
    sent: '{who} sent the request to a unit',
    refused: '{who} cannot help',
    claimed: '{who} claimed the request',
    'handed-back': '{who} handed the request back',
    resolved: '{who} answered the request',
    reopened: '{who} says that it is not solved',
    rated: '{who} rated the help',
    withdrawn: '{who} withdrew the request',
    closed: '{who} closed the request',
  },
  appointment: {
    proposed: '{who} proposed a time to meet',
    accepted: '{who} agreed to the meeting',
    cancelled: '{who} called off the meeting',
  },
  publication: {
    drafted: '{who} drafted an answer for everyone; please decide',
    consented: '{who} agreed to publishing',
    declined: '{who} does not want it published',
    published: 'The answer was published without a name',
  },
  answer: {
    published: '{who} published an answer',
    withdrawn: '{who} took the answer back',
  },
}

export const serviceDetails: Shape<typeof zh.serviceDetails> = {
  meetAt: 'Place: {place}',
  note: 'Note: {text}',
  question: 'Question: {text}',
  reply: 'Answer: {text}',
}

export const serviceRefusals: Shape<typeof zh.serviceRefusals> = {
  invalid: {
    'names-asker': 'The text names who asked, or the request. Please take that out and send it again.',
    'names-contact': 'The text has a telephone, identity number or e-mail address. Please take that out.',
    'names-place': 'The text names a nearer place than you chose. Choose a nearer one, or ask for other words.',
    'unknown-level': 'The request has no region of this level. Please choose another.',
  },
  forbidden: {
    'own-proposal': 'The other side agrees to the time. Please wait for their answer.',
  },
  conflict: {
    'by-name-only': 'There is a dialogue already, so one member is asked by name. Please choose one.',
    'cannot-help': 'Please choose a committee member who is not the one who asks.',
    'reaches-nobody': 'No member of this field and region was found. Please widen it, or send it to a unit.',
    'appointed-already': 'A meeting is arranged. To change it, please call it off first.',
    'too-late-HP7': 'The time of this meeting is over. Please propose another.',
    'no-answer': 'There is no answer to publish yet. Please answer first.',
    'published-already': 'The answer is published already.',
    'publication-declined': 'You have decided not to publish this one. Please wait for another draft.',
    'no-draft': 'No draft waits for your decision. Please refresh.',
    'no-consent': 'The one who asked has not agreed, or it is published already. Please refresh.',
  },
  stale: {
    'other-appointment': 'The meeting has changed since you opened it. Please refresh first.',
    'other-draft': 'The draft has changed since you opened it. Please read the new one first.',
  },
  unavailable: {
    'details-held': 'The server hands the details to who claims it. Please try again once it is back.',
  },
}
