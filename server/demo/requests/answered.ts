import { claim, endRequest, reopen, resolve, sendTo, takeBackRequest, type Request } from '../request.ts'
import { say } from '../story.ts'

const HOME = 'zj-lj-wc-dt-ym'
const asker = { by: 'representative', region: HOME }

/** Requests that were answered, and some that came to another end. */
export const ANSWERED: Request[] = [
  {
    ...asker,
    key: 'help-homework',
    daysAgo: 14,
    title: '孩子放学后没人辅导怎么办',
    details: '隔壁夫妻都上夜班，孩子五年级，成绩掉得厉害，家里请不起家教。',
    category: 'education',
    sectors: ['education'],
    then: [
      claim('member', 9),
      say('member', 2, '街道青少年宫有公益托管，我帮您问问名额。'),
      say('representative', 5, '太好了，孩子住三号楼，走路五分钟。'),
      resolve(
        'member',
        70,
        '已联系东塘街道青少年宫，每周一至周五下午四点到六点有公益托管和作业辅导，不收费，本周五前到社区登记即可，已预留一个名额。',
      ),
    ],
  },
  {
    ...asker,
    key: 'help-leak',
    daysAgo: 38,
    title: '楼上漏水物业不管怎么维权',
    details: '楼上卫生间渗水三个月，天花板发霉。物业说是业主的事，楼上说是管道老化，谁也不修。',
    category: 'city',
    sectors: ['science'],
    then: [
      sendTo(30, 'lj-zhujian'),
      claim('unit3', 20),
      resolve('unit3', 90, '已约谈物业企业，要求其在十个工作日内查明渗漏点。公共管道由维修资金列支，户内由业主承担。'),
      reopen(60, '过了十天还没有人来查漏点。'),
      say('unit3', 8, '已再次督促，下周一上午派人到场，请留人在家。'),
    ],
  },
  {
    ...asker,
    key: 'help-stairs',
    daysAgo: 20,
    title: '想借一台爬楼机接老人下楼看病',
    details: '父亲腿脚不便，住五楼，下周三复诊。',
    category: 'elderly',
    sectors: ['medicine'],
    then: [takeBackRequest(30, '邻居已经帮忙联系到了，谢谢大家。')],
  },
  {
    ...asker,
    key: 'help-loan',
    daysAgo: 26,
    title: '亲戚借钱不还想请人出面',
    details: '表弟三年前借了两万元，写了借条，现在电话不接。',
    category: 'governance',
    sectors: ['science'],
    then: [endRequest(26, '属于民间借贷纠纷，请到街道人民调解委员会申请调解，也可以拨打 12348 咨询。')],
  },
]
