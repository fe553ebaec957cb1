import { agree, cannot, claim, handBack, meet, sendTo, type Request } from '../request.ts'
import { say } from '../story.ts'

const HOME = 'zj-lj-wc-dt-ym'
const asker = { by: 'representative', region: HOME }

/** Requests that wait for a helper, or for what the helper does. */
export const WAITING: Request[] = [
  {
    ...asker,
    key: 'help-medicine',
    daysAgo: 1,
    title: '慢性病的药能不能在社区配',
    details:
      '我有高血压和糖尿病，每个月要到市区医院排队配药，来回半天。听说有的社区能配，我们这里问了说没有这个药。想知道要办什么手续，有没有别的办法。',
    category: 'health',
    sectors: ['medicine'],
    then: [],
  },
  {
    ...asker,
    key: 'help-school',
    daysAgo: 2,
    title: '外孙转学要准备哪些材料',
    details: '女儿一家下个月搬来同住，外孙读三年级，想转到东塘小学。房子是我的名字，女儿户口还没有迁来。',
    category: 'education',
    sectors: ['education'],
    then: [],
  },
  {
    ...asker,
    key: 'help-soil',
    daysAgo: 3,
    title: '楼顶菜园的土能不能检测',
    details: '楼里十几户一起在楼顶种菜，有人说土里有重金属。想请人来看看，或告诉我们送到哪里检测、大概多少钱。',
    category: 'environment',
    sectors: ['agriculture'],
    then: [],
  },
  {
    ...asker,
    key: 'help-meals',
    daysAgo: 4,
    title: '独居老人助餐补贴找谁申请',
    details: '楼下孙阿婆八十六岁，一个人住，做不动饭。社区说有助餐补贴，但说法不一，跑了两次没有办成。',
    category: 'elderly',
    sectors: ['women'],
    then: [sendTo(20, 'lj-minzheng')],
  },
  {
    ...asker,
    key: 'help-rehab',
    daysAgo: 6,
    title: '母亲出院后康复去哪里做',
    details:
      '母亲上月中风，下周出院，左手左脚不方便。医院的康复床位要排队两个月，不知道附近还有哪里能做，费用能不能报。',
    category: 'health',
    sectors: ['medicine'],
    then: [
      claim('member2', 10),
      say('member2', 2, '您好，出院小结能拍给我看看吗？重点看康复评定那一页。'),
      say('representative', 6, '好的，明天去医院拿。走路要人扶，说话清楚。'),
      say('member2', 3, '城东有一家社区康复点可以做，我们当面说细一点。'),
      meet(
        'member2',
        1,
        { day: 3, hour: 9.5 },
        {
          place: '东塘街道社区卫生服务中心一楼',
          note: '请带出院小结和医保卡。',
        },
      ),
    ],
  },
  {
    ...asker,
    key: 'help-phone',
    daysAgo: 9,
    title: '手机总弹广告，怕被骗钱',
    details: '手机里多出来好些不认识的软件，天天弹窗，还让我填银行卡。想请懂的人当面帮我看看，教教怎么防。',
    category: 'safety',
    sectors: ['science'],
    then: [
      claim('member4', 8),
      say('member4', 1, '先不要点弹窗，也不要填任何卡号。我当面帮您清理。'),
      meet('member4', 1, { day: 1, hour: 10 }, { place: '杨梅桥社区活动室', note: '请带上手机和充电器。' }),
      meet('representative', 16, { day: 2, hour: 15 }, { place: '杨梅桥社区活动室', minutes: 60, instead: 0 }),
      agree('member4', 3, 1),
    ],
  },
  {
    ...asker,
    key: 'help-choir',
    daysAgo: 12,
    title: '社区合唱队想请老师指点',
    details: '我们合唱队二十多人，平均年纪六十八，想参加重阳演出，没有人会排练。时间是每周三下午。',
    category: 'culture',
    sectors: ['culture'],
    then: [
      claim('member5', 12),
      say('member5', 4, '我可以介绍一位退休的音乐老师，先帮您问问时间。'),
      handBack('member5', 60, '近两个月在外地采风，赶不上重阳演出，怕耽误大家。'),
    ],
  },
  {
    ...asker,
    key: 'help-hearing',
    daysAgo: 16,
    title: '助听器适配哪里有补贴',
    details: '父亲八十岁，听力残疾还没有评定。想知道先评定还是先配，补贴多少，去哪里办。',
    category: 'elderly',
    sectors: ['medicine', 'science'],
    then: [cannot('member4', 20, '不了解残疾评定和补贴的规定。')],
  },
]
