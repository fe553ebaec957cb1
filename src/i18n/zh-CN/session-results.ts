/** Texts of closed polls and of rounds of statements. */
export const sessionPolls = {
  from: '{from}至{to}',
  since: '{at}开始',
  open: '表决正在会场进行。',
  digest: '定义与名册的校验值：{digest}',
  ballots: '全部选票（{n} 张）',
  ballotsOf: '选票：{question}',
  voter: '投票人',
  leaf: '查票码指纹',
  choice: '选择',
  find: {
    ask: '找到我的选票',
    counted: '您的选票已计入：第 {n} 张，指纹 {leaf}，内容是“{choice}”。',
    missing: '记录里没有您的选票。请将情况告诉主持人，并保留这台设备上的查票码。',
    'none-kept': '这台设备上没有您这次投票的查票码。如果是在别的设备上投的，请到那台设备上查找。',
    withheld: '不足 5 票，选票没有公布，因此无从查找。',
  },
}

export const sessionStatements = {
  running: '正在征询（{n} 条）',
  runningText: '请到会场逐条表态；征询结束后这里显示结果。',
  round: '第 {n} 轮征询（{people} 人参加）',
  csv: '导出原始数据',
  file: '{title} 第{n}轮征询.csv',
  saved: '已导出：{name}',
  withheld: '不足 5 人参加，不公布结果。',
  unites: '凝聚共识的意见',
  divides: '存在分歧的意见',
  none: {
    unites: '没有哪条意见有把握地得到六成以上的人同一看法。',
    divides: '没有哪条意见有把握地分成两派。',
  },
  all: '全部意见（{n} 条）',
  agree: '同意 {n}',
  disagree: '不同意 {n}',
  pass: '略过 {n}',
  sureAgree: '同意占 {share}，95% 置信区间 {low}—{high}',
  sureDisagree: '不同意占 {share}，95% 置信区间 {low}—{high}',
  howTitle: '怎样算出来的',
  how: '占比按表态的人计算，略过也算表态。区间用威尔逊得分区间（Wilson, 1927）。较多一方占比的下限超过六成，列为共识；较少一方占比的下限超过两成，列为分歧；按下限从高到低排列（Miller, 2009）。不足 5 人的不作判断。原始数据里每人是一个编号，编号与姓名无关。',
  apart: '没有付诸征询的意见（{n} 条）',
  by: '{who}，{at}提交',
  status: {
    waiting: '等待审核',
    rejected: '不予征询',
  },
}
