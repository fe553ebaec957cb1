/** Texts of micro-consultations 微协商. */
export const consultation = {
  status: {
    preparing: '筹备中',
    open: '进行中',
    paused: '休会中',
    concluded: '已结束',
    published: '已公布结果',
  },
}

export const consultationTasks = {
  invite: '请发邀请',
  attend: '请答复邀请',
  leave: '待批请假',
  papers: '请发材料',
  begin: '请开会',
  run: '会议进行中',
  vote: '请投票',
  statement: '待审意见',
  appeal: '待答申诉',
  outcome: '请公布结果',
  minutes: '请整理纪要',
  'confirm-minutes': '请确认纪要',
  review: '请回看结果',
}

export const consultationTaskHints = {
  invite: '与会人员还没有全部邀请，请发出邀请',
  attend: '{who}邀请您参加微协商，请答复是否到会',
  leave: '有委员请假，请批复',
  papers: '会议材料还没有上传，请在期限前发出',
  begin: '会议时间已到，请宣布开会',
  run: '会议正在进行，请主持',
  vote: '表决已开始，请投票',
  statement: '有新提交的意见，请审核是否付诸征询',
  appeal: '有人对会场管理提出申诉，请答复',
  outcome: '会议已结束，请公布协商结果、负责人和回看日期',
  minutes: '请拟定会议纪要，并在期限内完成确认',
  'confirm-minutes': '会议纪要已拟定，请核对确认',
  review: '协商结果到了回看日期，请核实落实情况',
}

export const consultationCommands = {
  consultation: {
    create: '发起微协商',
    revise: '修改会议安排',
    invite: '发出邀请',
    postpone: '会议改期',
    cancel: '取消会议',
    open: '宣布开会',
    pause: '休会',
    resume: '复会',
    announce: '会场通知',
    conclude: '宣布散会',
    publish: '公布协商结果',
    review: '回看协商结果',
  },
  agenda: {
    start: '开始议程',
    finish: '结束议程',
    extend: '延长议程',
    add: '增加议程',
    reorder: '调整议程顺序',
  },
  attendance: {
    accept: '答复到会',
    excuse: '请假',
    'decide-leave': '批复请假',
    'check-in': '签到',
    leave: '离会',
  },
  floor: {
    request: '举手',
    withdraw: '放下手',
    grant: '请人发言',
    finish: '结束发言',
  },
  question: {
    collect: '列为提问',
    settle: '标为已答',
  },
  poll: {
    open: '开始表决',
    close: '结束表决',
    cancel: '取消表决',
  },
  ballot: {
    cast: '投票',
  },
  statement: {
    submit: '提交意见',
    approve: '采纳意见付诸征询',
    reject: '不予征询',
    respond: '回应意见',
    vote: '对意见表态',
  },
  statements: {
    close: '结束征询',
  },
  outcome: {
    draft: '起草协商结果',
    link: '关联后续事项',
  },
  minutes: {
    propose: '拟定纪要',
    confirm: '确认纪要',
    object: '对纪要提出意见',
    settle: '纪要定稿',
  },
  moderation: {
    appeal: '提出申诉',
    'answer-appeal': '答复申诉',
  },
}

export const consultationEvents = {
  consultation: {
    created: '{who}发起微协商',
    revised: '{who}修改了会议安排',
    invited: '{who}邀请 {n} 人参加',
    postponed: '{who}将会议改到 {at}',
    cancelled: '{who}取消了会议',
    opened: '{who}宣布开会',
    paused: '{who}宣布休会',
    resumed: '{who}宣布复会',
    announced: '{who}通知全场',
    concluded: '{who}宣布散会',
    published: '{who}公布协商结果，{owner}负责，{at}回看',
    reviewed: '{who}回看了协商结果',
  },
  agenda: {
    started: '{who}开始一项议程',
    finished: '{who}结束一项议程',
    extended: '{who}将议程延长 {n} 分钟',
    added: '{who}增加议程“{title}”',
    reordered: '{who}调整了议程顺序',
  },
  attendance: {
    accepted: '{who}答复到会',
    excused: '{who}请假',
    'leave-granted': '{who}准{person}请假',
    'leave-denied': '{who}未准{person}请假',
    'checked-in': '{who}签到',
    left: '{who}离会',
  },
  floor: {
    requested: '{who}举手',
    withdrawn: '{who}放下了手',
    granted: '{who}请{person}发言',
    called: '{who}点名请{person}发言',
    finished: '{person}发言结束',
  },
  question: {
    collected: '{who}将一条发言列为提问',
    settled: '{who}将一个提问标为已答',
  },
  moderation: {
    appealed: '{who}提出申诉',
    upheld: '{who}支持了申诉',
    dismissed: '{who}驳回了申诉',
  },
  poll: {
    opened: '{who}开始表决：{question}',
    openedSecret: '{who}开始不记名表决：{question}',
    closed: '表决结束，收到 {cast} 票，应投 {eligible} 人',
    cancelled: '{who}取消了一项表决',
  },
  statement: {
    submitted: '{who}提交意见',
    approved: '{who}将一条意见付诸征询',
    rejected: '{who}不予征询一条意见',
    responded: '{who}回应一条意见',
  },
  statements: {
    closed: '{who}结束征询，{n} 人表态',
  },
  outcome: {
    drafted: '{who}起草了协商结果',
    linked: '{who}关联了后续事项《{title}》',
  },
  minutes: {
    proposed: '{who}拟定了会议纪要',
    confirmed: '{who}确认了会议纪要',
    objected: '{who}对会议纪要提出意见',
    settled: '{who}将会议纪要定稿',
  },
}

export const consultationTurns = {
  consultation: {
    invited: '{who}邀请您参加微协商',
    postponed: '{who}将会议改期',
    cancelled: '{who}取消了会议',
    opened: '{who}宣布开会',
    concluded: '{who}宣布散会',
    published: '{who}公布了协商结果',
    reviewed: '{who}回看了协商结果',
  },
  attendance: { 'leave-decided': '{who}批复了您的请假' },
  statement: {
    approved: '{who}已将您的意见付诸征询',
    rejected: '{who}没有将您的意见付诸征询',
    responded: '{who}回应了您的意见',
  },
  minutes: {
    proposed: '{who}拟定了会议纪要，请您核对',
    settled: '{who}已将会议纪要定稿',
  },
  outcome: { linked: '{who}为协商结果关联了后续事项' },
  moderation: { 'appeal-answered': '{who}答复了您的申诉' },
}
