/** Texts of micro-supervision 微监督. */
export const supervision = {
  status: {
    open: '督办中',
    closed: '已办结',
  },
  unit: '责任单位：{unit}',
}

export const supervisionTasks = {
  fulfil: '请兑现承诺',
  report: '请报告进展',
  respond: '请回应催办',
  verify: '请核查',
  extension: '待批延期',
  remind: '请催办',
  escalate: '可提请上级',
  reopen: '请重新督办',
}

export const supervisionTaskHints = {
  fulfil: '贵单位作出的承诺正在督办，请按期办结并申报',
  report: '进展报告快到期了，请报告这项承诺的进展',
  respond: '贵单位被催办，请报告进展、申报办结或申请延期',
  verify: '责任单位已申报办结，请核查并作出结论',
  extension: '责任单位申请延期，请决定是否同意',
  remind: '承诺已超过期限，请催办责任单位',
  escalate: '按规定可以提请上一级督办，请决定',
  reopen: '回头看发现承诺落空，请决定是否重新督办',
}

export const supervisionCommands = {
  supervision: {
    open: '发起微监督',
    appoint: '调整监督人',
    accept: '作出回应',
    remind: '催办',
    escalate: '提请上级督办',
    rate: '评价回应和成效',
    close: '办结微监督',
    reopen: '重新督办',
    'look-back': '回头看',
    follow: '关注微监督',
    unfollow: '取消关注',
    observe: '随手拍',
  },
  observation: {
    hide: '隐藏随手拍',
    unhide: '恢复显示随手拍',
  },
  commitment: {
    add: '增加承诺',
    amend: '变更承诺',
    drop: '不再督办承诺',
    'claim-done': '申报办结',
    verify: '核查承诺',
  },
  progress: {
    report: '报告进展',
  },
  extension: {
    request: '申请延期',
    grant: '同意延期',
    deny: '不同意延期',
  },
}

export const supervisionEvents = {
  supervision: {
    opened: '{who}发起微监督，责任单位：{unit}',
    appointed: '{who}确定监督人：{people}',
    accepted: '{unit}（{who}）作出回应',
    reminded: '{who}催办',
    escalated: '{who}提请{level}督办',
    rated: '{who}评价：回应 {response} 分，成效 {effect} 分',
    closed: '{who}办结微监督：已兑现 {kept} 项，未兑现 {unkept} 项',
    reopened: '{who}重新督办 {n} 项承诺',
    'looked-back': '{who}回头看：{verdict}',
    'looked-back-after': '{who}回头看（{days} 天）：{verdict}',
    followed: '{who}关注了微监督',
    unfollowed: '{who}取消了关注',
    observed: '{who}随手拍',
  },
  observation: {
    hidden: '{who}隐藏了一条随手拍',
    unhidden: '{who}恢复显示一条随手拍',
  },
  commitment: {
    added: '{who}增加一项承诺，责任单位：{unit}',
    amended: '{who}变更一项承诺，责任单位：{unit}',
    reworded: '{who}修改了一项承诺的表述',
    dropped: '{who}不再督办一项承诺',
    'claimed-done': '{unit}（{who}）申报办结',
    verified: '{who}核查结论：{verdict}',
  },
  progress: {
    reported: '{unit}（{who}）报告进展',
    percent: '{unit}（{who}）报告进展，完成 {percent}%',
  },
  extension: {
    requested: '{unit}（{who}）申请延期到 {at}',
    granted: '{who}同意延期到 {at}',
    denied: '{who}不同意延期',
  },
}

export const supervisionTurns = {
  supervision: {
    opened: '{who}发起微监督',
    appointed: '{who}调整了监督人',
    accepted: '责任单位已作出回应',
    reminded: '{who}催办了承诺',
    escalated: '{who}提请上一级督办',
    rated: '{who}作出评价',
    closed: '{who}办结了微监督',
    reopened: '{who}重新督办',
    'looked-back': '{who}回头看了一项承诺',
    followed: '{who}关注了微监督',
    unfollowed: '{who}取消了关注',
    observed: '{who}发来随手拍',
  },
  observation: {
    hidden: '{who}隐藏了您的随手拍',
    unhidden: '{who}恢复显示一条随手拍',
  },
  commitment: {
    added: '{who}增加了一项承诺',
    amended: '{who}变更了一项承诺',
    reworded: '{who}修改了一项承诺的表述',
    dropped: '{who}不再督办一项承诺',
    'claimed-done': '责任单位申报办结',
    verified: '{who}作出核查结论',
  },
  progress: {
    reported: '责任单位报告了进展',
  },
  extension: {
    requested: '责任单位申请延期',
    granted: '{who}同意延期',
    denied: '{who}不同意延期',
  },
}

export const supervisionLevels = {
  province: '省级',
  city: '市级',
  county: '县级',
  township: '乡镇（街道）',
  community: '社区（村）',
}

export const supervisionDetails = {
  dueBy: '期限：{at}',
  ratedOf: '评价：{text}',
}

/** Refusals in micro-supervision, as `refusals` has them. */
export const supervisionRefusals = {
  invalid: {
    'not-a-pair': '前后对比要用两张不同的、已附上的图片。请重新选择。',
    'not-later': '申请的日期不晚于现在的期限。请选择更晚的日期。',
  },
  forbidden: {
    'not-your-commitment': '这项承诺由其他单位负责，不能代为办理。',
  },
  'not-found': {
    'unknown-commitment': '找不到这项承诺。请刷新后重试。',
    'unknown-observation': '找不到这条随手拍。请刷新后重试。',
    'no-such-promise': '所选事项没有这项可以督办的承诺。请从B类答复或后续事项中选择。',
  },
  conflict: {
    'supervised-already': '这项承诺已经在督办，不必再次发起。请打开已有的微监督。',
    'under-supervision': '这项承诺已转入微监督，请到那里回头看。',
    'cannot-supervise': '所选人员不能担任监督人。请选择不属于承办单位的委员、代表或主持人。',
    'id-taken': '这项承诺已经加入，不必重复操作。',
    'too-many-commitments': '一件微监督最多 {limit} 项承诺，不能再增加。',
    dropped: '这项承诺已不再督办，不能再操作。',
    'kept-already': '这项承诺已核查为兑现，不能再操作。如有反复，请在回头看时反映。',
    'claim-waits': '责任单位已申报办结，正等待核查。请等核查结论作出后再操作。',
    'extension-waits': '有一份延期申请等待审批。请先作出决定。',
    'no-request': '没有等待审批的延期申请，可能已经处理。请刷新后查看。',
    'reminded-already': '已经催办过，回应期限到 {until}。到期后可以再次催办。',
    'at-the-top': '已经是最高一级，不能再向上提请。',
    'not-the-next-level': '只能逐级提请。请选择上一级。',
    'no-ground': '还不符合提请上级督办的条件：催办逾期未回应，或逾期满一个月，才可以提请。',
    unjudged: '还有承诺没有核查结论，不能办结。请监督人先核查。',
  },
  stale: {
    'claimed-meanwhile': '您打开之后，责任单位又申报了办结。请先看新的申报，再作结论。',
  },
}
