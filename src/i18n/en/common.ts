import type { Shape } from '../shape.ts'
import type { common as zh } from '../zh-CN/common.ts'

export const common: Shape<typeof zh> = {
  product: 'Zhihui Zhengxie',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  more: 'More actions',
  loading: 'Loading…',
  loadMore: 'Load more',
  none: 'none',
  optional: 'optional',
  and: ', ',
  colon: ': ',
  system: 'System',
  unknownPerson: 'Unknown person',
  unknownUnit: 'unknown unit',
  unknownPlace: 'Unknown region',
  counted: '{n} / {most}',
  counterUnseen: '{n} characters written, {most} at most',
  tooLong: '{n} characters too many',
  today: 'Today {time}',
  yesterday: 'Yesterday {time}',
  lasted: {
    seconds: '{n} seconds | {n} second | {n} seconds',
    minutes: '{n} minutes | {n} minute | {n} minutes',
    hours: '{n} hours | {n} hour | {n} hours',
    days: '{n} days | {n} day | {n} days',
  },
  ago: '{span} ago',
  justNow: 'just now',
  left: '{span} left',
}
