import type { Shape } from '../shape.ts'
import type { notices as zh } from '../zh-CN/notices.ts'

export const notices: Shape<typeof zh> = {
  title: 'Notices',
  unread: '{n} unread',
  allRead: 'all read',
  markAll: 'Mark all as read',
  marked: 'All marked as read.',
  empty: 'No notices yet',
  emptyText: 'When something happens in matters that you submitted, co-signed or support, you are told here.',
  new: 'Unread',
  more: '{n} earlier notices | {n} earlier notice | {n} earlier notices',
  fewer: 'Show less',
  andMore: ', and {n} more',
  gathered: 'News in {n} matters',
  failed: 'Notices could not be loaded',
}
