/**
 * Every refusal as a sentence: what was wrong and what to do next. `code` → `reason`; `other` stands for every reason
 * of its code that has no sentence of its own.
 */
export const refusals = {
  invalid: {
    shape: '填写的内容不符合要求。请检查后再提交。',
    'in-the-past': '所选的时间已经过去，请选择以后的时间。',
    'unknown-region': '所选区划不存在，请重新选择。',
    'lead-assists': '主办单位不能同时会办，请从会办单位中去掉它。',
    repeated: '同一条建议有两处答复，请合并为一条。',
    'no-such-suggestion': '答复的建议已不存在，可能并案已撤销。请重新打开答复，核对后再送审。',
    'needs-promise': 'B类答复需要写明由谁负责、何时完成。',
    'needs-no-promise': '只有B类答复需要承诺。请改为B类，或去掉承诺。',
    'unknown-unit': '所选单位不存在，请重新选择。',
    'unknown-command': '服务器不认识这个操作。请更新客户端后重试。',
    other: '提交的内容有误。请检查后重试。',
  },
  unauthenticated: {
    other: '登录已失效。请重新登录，草稿和待发送的内容都还在。',
  },
  forbidden: {
    'not-yours': '这件事不由您办理。',
    'not-allowed': '您的账户没有这项权限。如有需要，请联系管理员。',
    muted: '您在本提案中被禁言，不能发言。原因：{because}',
    locked: '讨论已锁定，暂时不能发言。原因：{because}',
    'own-message': '不能赞同自己的发言。',
    moderator: '不能对主持人禁言。',
    other: '您不能进行这项操作。如有疑问，请联系主持人。',
  },
  'not-found': {
    'unknown-matter': '找不到这件事项。它可能不公开，或地址有误。',
    'unknown-message': '找不到这条发言，它可能已被移除。请刷新后重试。',
    'unknown-account': '找不到这个人员。请重新选择。',
    'unknown-unit': '找不到这个单位。请重新选择。',
    'unknown-attachment': '附件没有上传成功。请重新上传后再提交。',
    other: '找不到所要的内容。请刷新后重试。',
  },
  conflict: {
    exists: '这件提案已经提交过了，不必再次提交。',
    status: '提案现在是“{status}”，不能这样操作。请刷新查看最新进展。',
    ended: '事项已结束，不能再发言。',
    'too-late': '发言超过十分钟，不能再修改。可以另发一条补充说明。',
    'too-late-PR19': '退办期限（{until}）已过，不能再退办。如确有困难，请与主持人联系。',
    'other-kind': '这项操作不适用于这类事项。',
    itself: '提案不能并入自己，请另选一件。',
    'lead-status': '所选的主案现在是“{status}”，不能再并入。请另选一件。',
    'has-merged': '本件已有其他提案并入，请先撤销那些并案，再并入别件。',
    'lead-answered': '主案现在是“{status}”，已答复，不能再撤销并案。',
    'answer-waits': '有一份答复正等待审核。请先发布或退回，再改派。',
    'no-answer': '没有等待审核的答复，可能已由另一位主持人处理。',
    uncovered: '第 {list} 条建议还没有答复，不能发布。请退回承办单位补充。',
    'not-everyone-asked': '还有 {n} 人没有评价，评价期限到 {until}。到期后可以办结。',
    disagreed: '有人不同意办理结果，需要先再次办理，然后才能办结。',
    'no-promise': '只有B类答复的承诺才需要回头看。',
    'not-its-origin': '领办的提案须由您本人提交，并注明来自这条微建议。',
    'message-gone': '这条发言已撤回或隐藏，不能再操作。',
    'own-proposal': '提案人不需要联名，请选择其他人。',
    'cannot-cosign': '所选人员不能联名。请选择政协委员或社区代表。',
    'needs-member': '还没有政协委员联名，不能立案。请提案人先邀请一位委员联名。',
    'needs-cosigner': '联名提案还没有人联名，不能立案。请等联名人同意后再立案。',
    'too-many-versions': '提案最多修改 {limit} 次，不能再改了。',
    'too-many-cosigners': '联名人最多 {limit} 位，请减少人数。',
    other: '内容已有变化，操作没有完成。请刷新后重试。',
  },
  stale: {
    other: '您看到的内容已有更新。请刷新后再操作。',
  },
  'id-reused': {
    other: '这次操作与之前的一次重复，没有执行。请重新操作一次。',
  },
  'too-large': {
    other: '内容太长，服务器不接收。请精简后重试。',
  },
  'rate-limited': {
    'slow-mode': '慢速模式已开启，请在 {span}后再发言。原因：{because}',
    other: '操作太频繁，请在 {span}后重试。',
  },
  unavailable: {
    offline: '当前离线，没有连接到服务器。恢复连接后请重试。',
    timeout: '服务器没有及时回应。请检查网络后重试。',
    other: '服务器暂时不可用。请稍后重试。',
  },
  internal: {
    other: '服务器出了问题，操作没有完成。请稍后重试；如反复出现，请联系管理员。',
  },
}
