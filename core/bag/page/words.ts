import type { MatterKind } from '../../matter/state.ts'

/** What bags call things, in Chinese, the language in which these records are kept. */
export const SYSTEM_NAME = '系统'

export const KIND_WORDS: Record<MatterKind, string> = {
  proposal: '微提案',
  suggestion: '微建议',
  consultation: '微协商',
  supervision: '微监督',
  service: '微服务',
  answer: '微服务公开解答',
  committee: '行政记录',
}

const STATUS: Record<MatterKind, Record<string, string>> = {
  proposal: {
    submitted: '待审查',
    returned: '已退回',
    declined: '不予立案',
    merged: '已并案',
    withdrawn: '已撤回',
    filed: '已立案',
    assigned: '已交办',
    handling: '办理中',
    answered: '已答复',
    closed: '已办结',
  },
  suggestion: {
    submitted: '待受理',
    forwarded: '已转办',
    answered: '已答复',
    declined: '未采用',
    closed: '已办结',
    'taken-up': '已领办',
  },
  consultation: {
    preparing: '筹备中',
    open: '进行中',
    paused: '休会中',
    concluded: '已结束',
    published: '已公布结果',
  },
  supervision: { open: '督办中', closed: '已办结' },
  service: { open: '待认领', claimed: '帮办中', resolved: '已答复', closed: '已办结' },
  answer: { published: '已公开', withdrawn: '已撤下' },
  committee: { standing: '在用' },
}

/** The word for a status; the code itself for one that this version does not know. */
export const statusWord = (kind: MatterKind, status: string): string => STATUS[kind][status] ?? status

const CODES: Record<string, Record<string, string>> = {
  category: {
    economy: '经济发展',
    city: '城市建设',
    transport: '交通出行',
    education: '教育科技',
    health: '医疗卫生',
    elderly: '养老助老',
    environment: '生态环境',
    culture: '文化体育',
    safety: '公共安全',
    governance: '基层治理',
  },
  form: { individual: '个人提案', joint: '联名提案', collective: '集体提案' },
  weight: { normal: '一般', key: '重点提案' },
  decline: {
    'state-secret': '涉及国家秘密',
    prohibited: '国家法律法规明令禁止',
    'party-internal': '中共党内组织、人事安排等事项',
    'democratic-party-internal': '民主党派内部事务',
    litigation: '已进入诉讼、仲裁或行政复议程序',
    academic: '属于学术研讨',
    personal: '为本人或亲属解决个人问题',
    promotion: '宣传、推介具体产品或作品',
    'names-a-person': '指名举报',
    empty: '内容空泛，没有具体建议',
  },
  channel: {
    'social-opinion': '转为社情民意信息',
    unit: '转请有关单位参考',
    petition: '请通过信访渠道反映',
    none: '不再转送',
  },
  cosign: { invited: '未答复', signed: '已联名', declined: '已谢绝' },
  class: { A: 'A类（已解决或采纳）', B: 'B类（列入计划）', C: 'C类（留作参考）' },
  verdict: { done: '已兑现', partly: '部分兑现', 'not-done': '未兑现' },
  commitment: { running: '进行中', claimed: '待核查', done: '已兑现', dropped: '不再督办' },
  contact: { visited: '上门走访', 'not-wanted': '本人表示不必走访', 'not-visited': '没有走访' },
  method: { visit: '当面', telephone: '电话', other: '其他方式', none: '没有联系' },
  attitude: { satisfied: '满意', understanding: '理解', dissatisfied: '不满意' },
  pertinence: { yes: '针对建议', mostly: '基本针对建议', no: '没有针对建议' },
  result: { agree: '同意', understand: '理解', reserve: '保留意见', disagree: '不同意' },
  visibility: { participants: '与会者可见', committee: '全委可见' },
  agenda: { briefing: '通报', questions: '提问', answers: '解答', speeches: '发言', poll: '表决', statements: '征询' },
  poll: { single: '单选', approval: '赞成投票', stance: '表态', score: '打分', ranking: '排序', dots: '分点' },
  stance: { agree: '同意', abstain: '弃权', disagree: '不同意', block: '阻止' },
  statement: { waiting: '待审核', approved: '付诸征询', rejected: '不予征询' },
  level: { province: '省级', city: '市级', county: '县级', township: '乡镇（街道）', community: '社区（村）' },
  helper: { member: '政协委员', unit: '承办单位' },
}

/** The word for a code of the record; the code itself for one that this version does not know. */
export const word = (list: string, code: string): string => CODES[list]?.[code] ?? code
