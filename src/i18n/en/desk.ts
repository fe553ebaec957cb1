import type { Shape } from '../shape.ts'
import type { desk as zh } from '../zh-CN/desk.ts'

export const desk: Shape<typeof zh> = {
  morning: 'Good morning, {name}',
  noon: 'Good day, {name}',
  afternoon: 'Good afternoon, {name}',
  evening: 'Good evening, {name}',
  waiting: '{n} things wait for you. | {n} thing waits for you. | {n} things wait for you.',
  clear: 'Nothing waits for you.',
  needs: 'Waiting for me',
  needsEmpty: 'All done',
  needsEmptyText: 'Proposals that you should co-sign, screen or revise will stand here first.',
  allNeeds: 'Everything',
  mine: 'My proposals and suggestions',
  mineEmpty: 'No proposals or suggestions yet',
  mineEmptyText: 'Something around you could be better? A proposal is written in two minutes.',
  allMine: 'See all',
  turns: 'Recent turns',
  turnsEmpty: 'Nothing has happened yet',
  turnsEmptyText: 'What becomes of proposals that you submitted, co-signed or support is written here.',
  allTurns: 'All notices',
  write: 'Write a proposal',
  suggest: 'Make a suggestion',
  lookBackOf: 'The promise on suggestion {n} is to be looked back upon: was it kept?',
  commitmentDue: 'Commitment {n}: {hint}',
  drafts: 'Drafts ({n})',
  problem: 'The desk could not be loaded',
}
