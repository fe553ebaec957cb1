import type { Shape } from '../shape.ts'
import type { sessionOutcome as zh } from '../zh-CN/session-outcome.ts'

export const sessionOutcome: Shape<typeof zh> = {
  pickOwner: 'Type a unit or a name',
  nobody: 'Nothing found',
  units: 'Units',
  people: 'People',
  publishTitle: 'Publish the outcome',
  publishText:
    'Points of consensus: {consensus}, differences: {differences}, follow-ups: {followUps}. It cannot be changed afterwards.',
  publishSend: 'Publish',
  words: 'In words',
  wordsHint: 'A few sentences that stand before the points.',
  owner: 'Owner',
  ownerHint: 'The unit or person that answers for it, and is asked on the day of the review.',
  reviewOn: 'Review on',
  reviewTitle: 'Review the outcome',
  reviewText: 'Say how far what was published has been done.',
  reviewLabel: 'How far it has been done',
  reviewSend: 'Put on record',
  next: 'Next review',
  nextHint: 'None when left empty.',
  need: {
    words: 'There is no draft: please write a sentence at least.',
    owner: 'Please choose an owner.',
    review: 'Please choose a day.',
    ahead: 'The day must lie ahead.',
    reviewText: 'Please say how far it has been done.',
  },
}
