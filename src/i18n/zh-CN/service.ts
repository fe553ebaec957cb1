/** Texts of micro-services 微服务. */
export const service = {
  status: {
    open: '待认领',
    claimed: '帮办中',
    resolved: '已答复',
    closed: '已办结',
  },
}

/** Texts of what everyone may read of them 公开解答. */
export const answer = {
  status: {
    published: '已公开',
    withdrawn: '已撤下',
  },
  question: '问题',
  reply: '解答',
}

export const serviceTasks = {
  claim: '请认领',
  dispatch: '请转办',
  take: '请接收求助',
  help: '请帮办',
  appointment: '请确认面谈',
  consent: '请决定是否公开',
  publish: '待公开',
}

export const serviceTaskHints = {
  claim: '{who}的求助与您的专长和地区相符，您愿意帮忙吗',
  dispatch: '求助还没有人认领，请转请其他委员或有关单位',
  take: '这件求助转请贵单位办理，请接收或说明理由退回',
  help: '请与{who}联系，帮办后答复',
  appointment: '对方提出了面谈时间，请同意或取消',
  consent: '拟将这件事的解答匿名公开，请先看过再决定',
  publish: '求助人已同意公开，请发布',
}

export const serviceCommands = {
  service: {
    post: '发布求助',
    offer: '请委员认领',
    send: '转请单位办理',
    refuse: '不认领',
    claim: '认领',
    'hand-back': '交回',
    resolve: '答复求助',
    reopen: '没有解决',
    rate: '评价帮办',
    withdraw: '撤回求助',
    close: '办结求助',
  },
  appointment: {
    propose: '约定面谈',
    accept: '同意面谈',
    cancel: '取消面谈',
  },
  publication: {
    draft: '拟写公开解答',
    consent: '同意公开',
    decline: '不同意公开',
  },
  answer: {
    publish: '公开解答',
    withdraw: '撤下公开解答',
  },
}

export const serviceEvents = {
  service: {
    posted: '{who}发布求助',
    offered: '{who}请 {n} 位委员认领',
    sent: '{who}转请{unit}办理',
    refused: '{who}表示不能认领',
    refusedFor: '{unit}（{who}）退回求助',
    claimed: '{who}认领',
    claimedFor: '{unit}（{who}）认领',
    'handed-back': '{who}交回求助',
    resolved: '{who}答复',
    reopened: '{who}认为还没有解决',
    rated: '{who}评价 {score} 分',
    withdrawn: '{who}撤回求助',
    closed: '{who}办结求助',
  },
  appointment: {
    proposed: '{who}提出 {at} 面谈（{minutes} 分钟）',
    moved: '{who}改约 {at} 面谈（{minutes} 分钟）',
    accepted: '{who}同意面谈',
    cancelled: '{who}取消面谈',
  },
  publication: {
    drafted: '{who}拟写公开解答',
    consented: '{who}同意公开',
    declined: '{who}不同意公开',
    published: '解答已匿名公开',
  },
  answer: {
    published: '{who}公开一件解答',
    withdrawn: '{who}撤下公开解答',
  },
}

export const serviceTurns = {
  service: {
    posted: '{who}发布了一件求助，请您看看能否帮忙',
    offered: '{who}转请委员认领求助',
    sent: '{who}将求助转请单位办理',
    refused: '{who}不能认领求助',
    claimed: '{who}认领了求助',
    'handed-back': '{who}交回了求助',
    resolved: '{who}答复了求助',
    reopened: '{who}认为还没有解决',
    rated: '{who}作出评价',
    withdrawn: '{who}撤回了求助',
    closed: '{who}办结了求助',
  },
  appointment: {
    proposed: '{who}提出了面谈时间',
    accepted: '{who}同意了面谈',
    cancelled: '{who}取消了面谈',
  },
  publication: {
    drafted: '{who}拟写了公开解答，请您决定',
    consented: '{who}同意公开解答',
    declined: '{who}不同意公开解答',
    published: '解答已匿名公开',
  },
  answer: {
    published: '{who}公开了一件解答',
    withdrawn: '{who}撤下了公开解答',
  },
}

export const serviceDetails = {
  meetAt: '地点：{place}',
  note: '备注：{text}',
  question: '问题：{text}',
  reply: '解答：{text}',
}

/** Refusals in micro-services, as `refusals` has them. */
export const serviceRefusals = {
  invalid: {
    'names-asker': '文字中有求助人的姓名或编号，不能公开。请删去后重新提交。',
    'names-contact': '文字中有电话、证件号码或邮箱，不能公开。请删去后重新提交。',
    'names-place': '文字中有比您所选范围更具体的地名。请选更小的范围，或请对方改写。',
    'unknown-level': '这件求助没有这一级区划。请另选公开的范围。',
  },
  forbidden: {
    'own-proposal': '面谈时间由另一方确认。请等对方答复。',
  },
  conflict: {
    'by-name-only': '这件求助已有沟通内容，只能指名请一位委员接手。请选择一位。',
    'cannot-help': '只能请求助人以外的政协委员认领。请重新选择。',
    'reaches-nobody': '没有专长和地区相符的委员。请放宽范围，或转请单位办理。',
    'appointed-already': '已有约定的面谈。如需改期，请先取消。',
    'too-late-HP7': '这个面谈时间已过。请重新约定。',
    'no-answer': '还没有答复，没有可以公开的内容。请答复后再拟写。',
    'published-already': '解答已经公开，不必再拟写。',
    'publication-declined': '这份公开解答您已经决定不公开。请等新的一份。',
    'no-draft': '没有等您决定的公开解答。请刷新后查看。',
    'no-consent': '求助人还没有同意公开，或已经公开。请刷新后查看。',
  },
  stale: {
    'other-appointment': '您打开之后，面谈约定已有变化。请刷新后再操作。',
    'other-draft': '您打开之后，公开解答又改过了。请先看新的一份。',
  },
  unavailable: {
    'details-held': '求助内容要由服务器交给认领人。请在连接后重试。',
  },
}
