export const notices = {
  title: '消息',
  unread: '{n} 条未读',
  allRead: '全部已读',
  markAll: '全部标为已读',
  marked: '已全部标为已读。',
  empty: '还没有消息',
  emptyText: '您提交、联名或附议的事项有了进展，会在这里告诉您。',
  new: '未读',
  more: '还有 {n} 条较早的消息',
  fewer: '收起',
  failed: '消息没有载入',
}
