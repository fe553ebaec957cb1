import { accept, assign } from '../handling-steps.ts'
import { cosign, endorse, file, pin, revise, say, sendBack, support, type ProposalText, type Story } from '../story.ts'

const school: ProposalText = {
  title: '关于在老石桥小学门口设置护学通道的提案',
  situation:
    '老石桥小学有学生 1460 人，校门外的船坊路宽 7 米，双向通行。我连续十天在放学时段观察：16:20 至 16:50 平均有 118 辆接送车临停，最外一排停到路中线，电动自行车从缝隙里穿行，十天里目睹剐蹭 4 起。家长并不想乱停，但最近的停车场在 600 米外，低年级孩子又必须到校门口接。',
  analysis:
    '全校同一时间放学，车流在半小时内集中释放；路对面的粮站旧院有 70 个车位，下午基本空着，但院门朝北，要绕行 900 米。船坊路若在放学时段改为由西向东单行，交警已口头表示技术上可行。',
  suggestions: [
    '放学时段（16:00 至 17:00）船坊路改为由西向东单行，设置 120 米护学通道，由交警、学校和家长志愿者共同值守。',
    '打开粮站旧院南门，作为即停即走接送区，由街道与粮站签订时段共享协议。',
    '学校分年级错峰放学，每批间隔十五分钟，课后服务学生单独出口。',
  ],
  category: 'transport',
  region: 'zj-lj-jd-sq-ls',
}

export const TRANSPORT: Story[] = [
  {
    key: 'school-lane',
    by: 'member',
    daysAgo: 45,
    form: 'joint',
    ...school,
    suggestions: ['在校门口设置护学通道，划定接送车临时停放区。', '请交警在放学时段加强疏导。'],
    cosigners: ['member9', 'member7'],
    then: [
      cosign('member9', 18, '作为家长，天天从那里过，早该办了。'),
      sendBack(31, '情况很清楚，建议写得再具体一些：通道设在哪一段、什么时段、由谁值守？停车需求往哪里分流？'),
      revise('member', 44, school),
      cosign('member9', 7, '改得好，错峰放学这条我去和家委会沟通。'),
      cosign('member7', 26, '粮站旧院共享是点睛之笔，建议把协议文本也公开。'),
      support('representative', 4),
      support('member4', 8),
      file(47, 'transport', 'key'),
      assign(700, 'lj-jiaoyu', 88, ['lj-jiaotong']),
      say('unit2', 20, '教育局意见：错峰放学可以从下学期第一周开始试行，一年级 15:50，其余年级依次后延。', {
        as: 'stagger',
      }),
      pin('moderator', 2, 'stagger'),
      endorse('member', 1, 'stagger'),
      say(
        'member9',
        3,
        '家委会投票结果：1180 票同意，46 票反对，反对的主要担心双职工家庭接不过来，希望课后服务不受影响。',
        {
          as: 'vote',
          to: 'stagger',
        },
      ),
      say('unit2', 5, '课后服务照常，出口改到东门。', { to: 'vote' }),
    ],
  },
  {
    key: 'bus',
    by: 'member7',
    daysAgo: 33,
    title: '关于优化 12 路、27 路公交早高峰衔接的提案',
    situation:
      '新城街道到老城上班的居民，多数要在市民中心站由 12 路换乘 27 路。按时刻表两车间隔 4 分钟，实际上我们记录了 15 个工作日的早高峰，换乘等待平均 13 分钟，最长 27 分钟，有 6 天出现 27 路刚开走、12 路才进站。一位在医院上班的护士说，为了不迟到，她每天提前四十分钟出门。',
    analysis:
      '12 路途经东塘路施工段，晚点 6 至 10 分钟已成常态，但 27 路仍按原时刻发车。两条线分属两个车队，调度互不相通。',
    suggestions: [
      '早高峰 27 路在市民中心站设置最长 3 分钟的衔接等候，由调度中心按 12 路实时位置决定。',
      '施工期间 12 路增发两班区间车，从云安社区直达市民中心。',
      '站台电子牌显示“下一班可换乘”，让乘客心里有数。',
    ],
    category: 'transport',
    region: 'zj-lj-wc-xc',
    then: [
      support('member4', 12),
      support('representative', 26),
      say('member3', 9, '等候 3 分钟会不会把延误传给后面的站？有没有 27 路沿线客流数据？', { as: 'flow' }),
      say('member7', 11, '查过，27 路早高峰七成乘客就在市民中心上车，等候对前两站有影响，对后面反而均匀了。', {
        to: 'flow',
        as: 'data',
      }),
      endorse('member3', 2, 'data'),
      file(52, 'transport'),
    ],
  },
  {
    key: 'passing-place',
    by: 'member6',
    daysAgo: 11,
    title: '关于在茶亭村通村公路增设错车道的提案',
    situation:
      '前山镇到茶亭村的公路长 5.4 公里，路面宽 3.5 米，全程只有 3 处能会车。采茶季每天进出收购车 60 多辆，碰上了就要倒车几百米，雨天尤其危险，去年翻下路肩 2 辆。村里的民宿也因此评不上等级，客人说“路把人吓回去了”。',
    analysis:
      '我和镇里的技术员走了一遍，有 9 处路段内侧是荒坡，不占农田和林地，每处拓宽 2 米、长 20 米即可，初步估算每处 4.5 万元。',
    suggestions: [
      '利用 9 处荒坡增设错车道，优先完成三个急弯处，赶在明年采茶季之前。',
      '急弯加装凸面镜和太阳能警示灯，养护纳入村级公益岗位。',
    ],
    category: 'transport',
    region: 'zj-lj-jd-qs-ct',
    then: [
      support('member9', 17),
      support('member3', 25),
      say('representative', 8, '我娘家就在茶亭，倒车倒得手心冒汗，支持！'),
    ],
  },
]

export const EDUCATION: Story[] = [
  {
    key: 'after-school',
    by: 'member',
    daysAgo: 39,
    title: '关于提升小学课后服务质量、让孩子愿意留下来的提案',
    situation:
      '全市 42 所小学都开设了课后服务，参加率 87%。我走访了 11 所学校、发放问卷 2300 份，家长最满意的是“接送时间解决了”，最不满意的是“内容就是写作业”。孩子的回答更直接：喜欢课后服务的只有四成，最想要的是球类、手工和种植。教师平均每周多工作 7.5 小时，近三成表示难以坚持。',
    analysis:
      '学校缺场地、缺教师，而社区里的体育馆、文化站、退休工程师、非遗传承人却用不上。引进校外力量缺少统一的准入和安全责任约定，校长不敢用。',
    suggestions: [
      '由市教育局建立校外课程与人员“白名单”，统一审核资质、统一购买责任保险，学校点单。',
      '每所学校每周至少安排两次体育或劳动类课程，作业辅导不超过一半时间。',
      '实行教师弹性上下班，参加课后服务计入工作量。',
    ],
    category: 'education',
    region: 'zj-lj',
    then: [
      support('member9', 8),
      support('member5', 12),
      support('representative', 9),
      say('member5', 5, '文化馆有 14 位剪纸、竹编老师愿意进校，一直不知道找谁。白名单可以把他们放进去。', {
        as: 'craft',
      }),
      endorse('member', 3, 'craft'),
      file(62, 'education'),
      assign(70, 'lj-jiaoyu', 56),
      accept('unit2', 40),
      say('unit2', 30, '白名单的准入标准正在起草，计划先在 8 所学校试点，欢迎提案人参加论证会。', { as: 'pilot' }),
      endorse('member', 2, 'pilot'),
      endorse('member5', 4, 'pilot'),
    ],
  },
  {
    key: 'book-van',
    by: 'member9',
    daysAgo: 16,
    title: '关于为青溪县乡村教学点配备流动图书车的提案',
    situation:
      '青溪县还有 13 个乡村教学点，学生最少的只有 9 人。我去了其中 7 个，图书角平均 86 本，多数是十年前捐赠的，有的书孩子们已经能背。县图书馆少儿藏书 4.2 万册，离最远的教学点 41 公里，没有孩子去过。',
    suggestions: [
      '由县图书馆配备一辆流动图书车，每两周到每个教学点一次，每次 300 册，可借可换。',
      '随车安排一节阅读课，由县城学校教师轮流承担，计入支教时长。',
    ],
    category: 'education',
    region: 'zj-lj-qx',
    then: [
      support('member', 10),
      sendBack(40, '请补充：车辆购置和每年运行的大致费用，以及是否可以与现有的邮路、客运班线结合。'),
      say('member9', 20, '正在和县邮政公司核算，邮路车可以捎带固定书箱，费用能降一大半。', { as: 'post' }),
      endorse('member6', 6, 'post'),
    ],
  },
  {
    key: 'tutoring',
    by: 'member2',
    daysAgo: 8,
    title: '关于规范校外托管机构食品安全的提案',
    situation:
      '我所在的医院儿科，9 月以来接诊了 3 起、共 17 名学生的集体性腹泻，追溯下来都是同一家午托机构。全市登记的午托机构 96 家，取得食品经营许可的 41 家，其余多在居民楼内自己做饭，由家长口口相传，出了事才知道没有证。',
    analysis:
      '午托既不算学校也不算餐馆，教育、市场监管、街道都管一点，谁也没有一张完整的名单。居民楼内的厨房达不到许可条件，一律取缔又会让上千名孩子中午没有去处。',
    suggestions: [
      '三个月内摸清底数，建立公开名单：证照齐全、整改中、已关停三类，家长扫码可查。',
      '没有厨房条件的机构，一律改为由持证中央厨房配餐，街道提供对接。',
      '学校食堂有余力的，优先向周边学生开放午餐。',
    ],
    category: 'education',
    region: 'zj-lj',
    then: [
      support('member', 3),
      support('member9', 2),
      support('representative', 4),
      support('member4', 7),
      support('member5', 6),
      support('member7', 9),
      say('representative', 5, '我们小区楼上就有一家，二十多个孩子挤在两室一厅，家长也是没办法。', { as: 'upstairs' }),
      say('unit2', 16, '教育局可以先公布有余力的学校食堂，目前统计到 9 所，每天可多供 620 份。', { as: 'canteens' }),
      endorse('member2', 1, 'canteens'),
      endorse('representative', 2, 'canteens'),
    ],
  },
]
