import {
  agreeToPublish,
  claim,
  draftAnswer,
  rateHelp,
  refuseToPublish,
  resolve,
  sendTo,
  type PublishedAnswer,
  type Request,
} from '../request.ts'
import { say } from '../story.ts'

const HOME = 'zj-lj-wc-dt-ym'
const asker = { by: 'representative', region: HOME }

/** Closed requests at every point of being published. */
export const PUBLISHED: Request[] = [
  {
    ...asker,
    key: 'help-vaccine',
    daysAgo: 24,
    title: '老人打流感疫苗要不要钱',
    details: '我七十一岁，慢性支气管炎，想打流感疫苗，社区和医院说法不一样。',
    category: 'health',
    sectors: ['medicine'],
    then: [
      claim('member2', 8),
      resolve(
        'member2',
        20,
        '本市七十周岁以上户籍老人每年可免费接种一次流感疫苗，带身份证到街道卫生服务中心预约。慢性支气管炎稳定期可以打。',
      ),
      rateHelp(30, 5, '说得清楚，已经约上了。'),
      draftAnswer('moderator', 24, {
        title: '老年人接种流感疫苗是否免费',
        question: '七十岁以上、有慢性支气管炎的老人能打流感疫苗吗？要不要钱？',
        answer:
          '七十周岁以上户籍老人每年可免费接种一次，带身份证到街道卫生服务中心预约。慢性支气管炎在稳定期可以接种，急性发作时应当推迟。',
      }),
    ],
  },
  {
    ...asker,
    key: 'help-charging',
    daysAgo: 30,
    title: '电瓶车充电桩能装到楼下吗',
    details: '楼里住了四十多户，电瓶车没有地方充，有人从窗口拉线下来。',
    category: 'safety',
    sectors: ['science'],
    then: [
      claim('member4', 10),
      say('member4', 3, '我去现场看过，东侧空地离楼七米，可以装。'),
      resolve(
        'member4',
        40,
        '按规定，集中充电设施与住宅楼的距离不小于六米。东侧空地符合条件，由业委会或居委会申请，街道统一招商安装，居民不用出钱。',
      ),
      rateHelp(20, 5),
      draftAnswer('member4', 12, {
        title: '小区电动自行车充电桩怎样申请',
        question: '楼下想装电动自行车充电桩，由谁申请，要不要居民出钱？',
        answer:
          '由业主委员会或居民委员会向街道申请，街道统一招商安装，居民不用出钱。集中充电设施与住宅楼的距离不小于六米。',
      }),
      agreeToPublish(20, 'city'),
    ],
  },
  {
    ...asker,
    key: 'help-allowance',
    daysAgo: 45,
    title: '失能老人护理补贴怎么申请',
    details: '婆婆卧床两年，吃饭洗澡都要人帮，我辞了工在家照顾。听说有护理补贴，不知道条件。',
    category: 'elderly',
    sectors: ['women'],
    then: [
      sendTo(30, 'lj-minzheng'),
      claim('unit4', 12),
      say('unit4', 4, '请问做过失能等级评估吗？'),
      say('representative', 8, '没有，要去哪里做？'),
      resolve(
        'unit4',
        60,
        '先到街道预约失能等级评估，评估人员上门。评定为中度以上的，凭评估单在街道窗口申请，次月起按月发放。',
      ),
      rateHelp(50, 5, '评估已经上门做过了，谢谢。'),
      draftAnswer('moderator', 10, {
        title: '失能老人护理补贴的申请办法',
        question: '家里老人长期卧床，怎样申请护理补贴？',
        answer:
          '先向街道预约失能等级评估，评估人员上门，不收费。评定为中度以上的，带评估单、身份证和银行卡到街道窗口申请，次月起按月发放。',
      }),
      agreeToPublish(20, 'county'),
    ],
  },
  {
    ...asker,
    key: 'help-elevator',
    daysAgo: 60,
    title: '加装电梯低层不同意怎么谈',
    details: '五楼以上都同意，一楼怕挡光，二楼要补偿，谈了半年没有结果。',
    category: 'city',
    sectors: ['science'],
    then: [
      claim('member4', 12),
      resolve(
        'member4',
        80,
        '可以先做日照分析，用数字说话；补偿由受益楼层按层分摊，街道有参考比例。已把日照分析的模板发给您。',
      ),
      rateHelp(40, 4, '有用，还在谈。'),
      draftAnswer('member4', 10, {
        title: '加装电梯怎样与低层住户协商',
        question: '低层住户担心采光、要求补偿，加装电梯怎样谈得拢？',
        answer:
          '先请有资质的单位做日照分析；补偿由受益楼层按层分摊，可以参照街道公布的比例；谈不拢的，向街道申请调解。',
      }),
      agreeToPublish(15),
    ],
  },
  {
    ...asker,
    key: 'help-debt',
    daysAgo: 52,
    title: '大病后的欠费能不能缓交',
    details: '做了手术，自费部分还差三万，医院催得紧。',
    category: 'health',
    sectors: ['medicine'],
    then: [
      claim('member2', 6),
      resolve('member2', 30, '可以申请医疗救助和分期，材料清单已发给您，医院社工会联系您。'),
      rateHelp(30, 5),
      draftAnswer('member2', 12, {
        title: '大病自费部分交不起怎么办',
        question: '手术后自费部分一时交不起，有什么办法？',
        answer: '可以同时申请医疗救助和向医院申请分期，由医院社工协助准备材料。',
      }),
      refuseToPublish(18, '邻居一看就知道是我家，不想公开。'),
    ],
  },
]

const by = 'moderator'
export const PUBLIC_ANSWERS: PublishedAnswer[] = [
  { by, key: 'answer-allowance', from: 'help-allowance', daysAgo: 31, then: [] },
  { by, key: 'answer-elevator', from: 'help-elevator', daysAgo: 48, then: [] },
]
