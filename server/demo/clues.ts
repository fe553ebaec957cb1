import { forward, rate, reply, takeUp, turnDown } from './handling-steps.ts'
import type { Clue, Story } from './story.ts'
import { cosign, file, support } from './story.ts'

/** Suggestions of 200 characters at every status. */
export const CLUES: Clue[] = [
  {
    key: 'clue-lamp',
    by: 'representative',
    daysAgo: 1,
    text: '杨梅桥 3 号楼前的路灯坏了快一个月，晚上黑灯瞎火，昨天有位阿婆差点摔倒。麻烦派人来修一下。',
    category: 'city',
    region: 'zj-lj-wc-dt-ym',
    then: [],
  },
  {
    key: 'clue-bins',
    by: 'member5',
    daysAgo: 2,
    text: '北巷游客多，垃圾桶间隔两百多米，节假日满得溢出来。建议旺季临时加桶，每两小时清一次。',
    category: 'environment',
    region: 'zj-lj-wc-gl-bx',
    then: [],
  },
  {
    key: 'clue-manhole',
    by: 'representative',
    daysAgo: 6,
    text: '荷柳社区东门井盖翘起来一角，电动车过去“哐”一声，雨天看不见更危险。',
    category: 'safety',
    region: 'zj-lj-wc-dt-hl',
    then: [forward(20, 'lj-chengguan', 12)],
  },
  {
    key: 'clue-crosswalk-time',
    by: 'member9',
    daysAgo: 25,
    text: '河滨路口过街绿灯只有 18 秒，老人走到一半就变红。请把时间调到 30 秒。',
    category: 'transport',
    region: 'zj-lj-qx-cg-hb',
    then: [forward(30, 'lj-jiaotong', -3)],
  },
  {
    key: 'clue-window',
    by: 'member7',
    daysAgo: 14,
    text: '街道便民窗口中午不办事，上班的人只有中午有空。能不能留一个人值班？',
    category: 'governance',
    region: 'zj-lj-wc-gl',
    then: [
      forward(18, 'lj-minzheng', 6),
      reply('unit4', 70, '已与街道商定，自下周一起 11:30 至 13:30 留两个窗口值班，可办事项 18 项，名单贴在大厅门口。'),
    ],
  },
  {
    key: 'clue-bench',
    by: 'representative',
    daysAgo: 40,
    text: '幸福里社区门口的公交站没有凳子，等车的老人只能坐在台阶上。',
    category: 'elderly',
    region: 'zj-lj-wc-dt-xf',
    then: [
      forward(20, 'lj-jiaotong', -8),
      reply('unit5', 200, '已在站台加装四个折叠座位，请您看看是否好用。'),
      rate('representative', 50, 5, '第三天就装好了，谢谢！'),
    ],
  },
  {
    key: 'clue-sprinkler',
    by: 'member4',
    daysAgo: 46,
    text: '洒水车早高峰从锦绣路过，骑车人躲都躲不开。能不能错开七点到九点？',
    category: 'environment',
    region: 'zj-lj-wc-xc-jx',
    then: [
      forward(30, 'lj-chengguan', -12),
      reply('unit', 400, '洒水作业时间由各区自定，您的意见已转达。'),
      rate('member4', 60, 2, '转达之后呢？现在还是七点半来。'),
    ],
  },
  {
    key: 'clue-neighbour',
    by: 'member8',
    daysAgo: 19,
    text: '我家楼上装修占了我的储藏间，希望政协出面让他搬走。',
    region: 'zj-lj-jd-qs',
    then: [
      turnDown(26, 'personal', '这是邻里之间的财产纠纷，可先由社区人民调解委员会调解，调解不成可以起诉。', 'petition'),
    ],
  },
  {
    key: 'clue-better',
    by: 'member6',
    daysAgo: 21,
    text: '城市要更美好，大家要更文明。',
    region: 'zj-lj',
    then: [turnDown(30, 'empty', '感谢关心。没有写明哪里、什么事、希望怎么做，请补充后再提。', 'none')],
  },
  {
    key: 'clue-elevator-alarm',
    by: 'representative',
    daysAgo: 30,
    text: '我们楼电梯困过三次人，按了报警没人接，最后是邻居打的 119。能不能查一查电梯里的报警电话到底通到哪里？',
    category: 'safety',
    region: 'zj-lj-wc-dt-ym',
    then: [takeUp('member4', 60, 'elevator-alarm')],
  },
]

/** What grew from a suggestion: its author is told of every turn. */
export const GROWN: Story[] = [
  {
    key: 'elevator-alarm',
    by: 'member4',
    daysAgo: 28,
    form: 'joint',
    title: '关于让每一部电梯的应急电话都有人接的提案',
    situation:
      '接到杨梅桥社区李桂芳代表的微建议后，我在望潮区抽查了 60 部住宅电梯的五方通话：22 部无人接听，9 部打到已注销的号码，接通的平均等待 94 秒。去年全区电梯困人 317 次，其中四成靠邻居报警。',
    analysis: '物业更换后维保单位没有同步改号；夜间值班室无人；监管系统只登记年检，不登记应急电话。',
    suggestions: [
      '把应急电话接通情况列入电梯月度维保必检项，拨不通的停用整改。',
      '建设全区电梯应急统一接听平台，三十秒内有人应答。',
      '在轿厢内张贴统一识别码，困人时报码即可定位。',
    ],
    category: 'safety',
    region: 'zj-lj-wc',
    origin: 'clue-elevator-alarm',
    cosigners: ['member8'],
    wish: { lead: 'lj-zhujian' },
    then: [
      cosign('member8', 20, '我们小区也拨不通，附议。'),
      support('member2', 10),
      support('member7', 6),
      file(60, 'safety', 'key'),
    ],
  },
]
