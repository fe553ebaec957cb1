import type { Shape } from '../shape.ts'
import type { redaction as zh } from '../zh-CN/redaction.ts'

export const redaction: Shape<typeof zh> = {
  ask: 'Remove by rule',
  askOf: 'Remove by rule what {name} saw',
  title: 'Remove the content by rule',
  text: 'The words, their earlier versions and files that appear only here are removed from the server and from every desktop’s archive, for good. The record keeps their place and hashes, and says who removed them, when and why.',
  said: 'What {name} said here will be removed',
  reason: 'Everybody sees the reason. Do not repeat in it what is to be removed.',
  confirm: 'Remove for good',
  done: 'The content was removed by rule.',
  gone: 'The content was removed by rule by {who} on {at}: {reason}',
  goneOf: 'What {name} said here was removed by rule by {who} on {at}: {reason}',
}
