/** What the pages of all kinds of matters say alike. */
export const matter = {
  notFound: {
    proposal: '找不到这件微提案',
    suggestion: '找不到这条微建议',
    consultation: '找不到这场微协商',
    supervision: '找不到这件微监督',
    service: '找不到这件微服务',
    answer: '找不到这件公开解答',
    committee: '找不到行政记录',
  },
  notFoundAny: '找不到这个事项',
  notFoundText: '它可能不对您公开，或地址有误。',
  failed: {
    proposal: '提案没有载入',
    suggestion: '建议没有载入',
    consultation: '会议没有载入',
    supervision: '这件微监督没有载入',
    service: '这件微服务没有载入',
    answer: '这件公开解答没有载入',
    committee: '行政记录没有载入',
  },
  backToList: '返回列表',
  discussionBeside: '讨论',
  pending: '已保存在本机，连接后会自动提交。',
  offline: '当前离线，显示的是已保存的内容。',
  diverged: '收到的记录与已显示的不一致',
  divergedText: '服务器的记录接不上本机已核验的记录，已停止更新。请重新载入；如仍出现，请到“档案”核验并联系政协机关。',
}
