import { growFrom } from '../session.ts'
import { cosign, endorse, file, pin, retract, say, support, withdraw, type Story } from '../story.ts'

export const ENVIRONMENT: Story[] = [
  {
    key: 'canal',
    by: 'member4',
    daysAgo: 35,
    title: '关于治理船巷河道夏季反复黑臭的提案',
    situation:
      '船巷河道全长 1.1 公里，五年内清淤三次，每年七八月仍然发黑发臭。今年我们在 6 个点位连续取样 28 天，发现凌晨三点至五点氨氮浓度骤升，最高达到 11.6 毫克每升，上午又回落到 3 左右。常规监测都在上午九点取样，所以报表上看不出来。',
    analysis:
      '夜间骤升说明有间歇性偷排或溢流。沿河 14 个排口中，有 3 个标为“雨水口”却在连续晴天的凌晨有水流出，其中一个上游接着农贸市场的冲洗沟。',
    suggestions: [
      '对 3 个晴天有水的雨水口开展夜间溯源，排查农贸市场和两家洗涤店的错接。',
      '在 2 号、5 号排口安装在线氨氮监测，数据实时公开，报警后两小时内到场。',
      '截污完成之前暂停清淤，避免“清了又黑”的重复投入。',
    ],
    category: 'environment',
    region: 'zj-lj-jd-sq-cx',
    origin: 'canal-session',
    cosigners: ['member3'],
    then: [
      growFrom('member4', 2, 'canal-session', 0),
      cosign('member3', 28, '三次清淤花了 460 万，先找源头再花钱。'),
      support('representative', 5),
      support('member7', 14),
      say('member4', 6, '28 天的逐时数据已经整理好，取样方法、仪器型号、原始记录都可以核对。', { as: 'data' }),
      pin('moderator', 3, 'data'),
      file(48, 'environment', 'key'),
      say('unit', 24, '城管局昨晚三点到现场，确认农贸市场冲洗沟错接雨水管，今天起改接，预计十天完成。', {
        as: 'found',
      }),
      endorse('member4', 1, 'found'),
      endorse('member3', 2, 'found'),
      endorse('representative', 3, 'found'),
      say('member4', 2, '感谢这么快。另外两个口建议也在凌晨看一次，尤其是雨后第二天。', { to: 'found' }),
      say('unit', 40, '5 号口已查明是洗涤店，已责令停排；9 号口上游管道年久，需要内窥检测，正在安排。'),
    ],
  },
  {
    key: 'dust',
    by: 'member3',
    daysAgo: 7,
    title: '关于规范夜间建筑垃圾运输、减少扬尘扰民的提案',
    situation:
      '云安社区北侧的迎宾路是三个工地渣土外运的必经之路。社区安装的噪声仪显示，夜间十一点到凌晨四点平均每小时通过重型车 34 辆，最高 78 分贝；清晨路面积尘厚的地方能写字。居民投诉 70 多件，得到的答复是“白天禁行，只能夜里走”。',
    analysis:
      '三个工地各自申请线路，叠加在同一条路上。按消纳场位置，其中一个工地走绕城反而近 1.6 公里，只是多一个收费口。',
    suggestions: [
      '由城管、交警统一编制夜间线路，三个工地分流，单条道路每小时不超过 12 辆。',
      '凌晨一点以后禁止鸣笛和急加速，车辆定位数据接入执法平台。',
      '出口增设洗轮机，清晨五点前完成路面冲洗。',
    ],
    category: 'environment',
    region: 'zj-lj-wc-xc-ya',
    then: [
      support('member4', 10),
      say('member3', 5, '补充：最近的那家搅拌站也从这里走，我把车牌列表发上来，请执法部门核对……', { as: 'plates' }),
      retract('member3', 0.1, 'plates'),
      say('member3', 0.3, '车牌信息不宜公开，已撤回，改由社区直接提交给执法部门。'),
      support('representative', 20),
    ],
  },
  {
    key: 'hotline',
    by: 'member3',
    daysAgo: 27,
    title: '关于减少 12345 热线重复派单的提案',
    situation:
      '我统计了江东区两个月的热线工单，同一事项重复派单占 31%，最多的一件“路灯不亮”被派给四个部门共 9 次。一线工作人员说，三分之一的时间花在写“不属于本单位职责”的退单说明上。',
    suggestions: ['同一地点、同一事项七日内的诉求自动合并，由首接单位负责到底，退单须经区级协调。'],
    category: 'governance',
    region: 'zj-lj-jd',
    then: [
      support('member7', 15),
      say('member7', 3, '我正在写的“一表通”提案里也涉及工单合并，两件事根子相同，要不要并到一起？', { as: 'merge' }),
      endorse('member3', 8, 'merge'),
      withdraw('member3', 20, '与苏文彬委员的“一表通”提案内容相近，商定并入该提案，数据一并移交。'),
    ],
  },
]

export const CULTURE: Story[] = [
  {
    key: 'old-houses',
    by: 'member5',
    daysAgo: 38,
    title: '关于抢救性保护鼓楼街道名人旧居群的提案',
    situation:
      '鼓楼街道北巷两侧有清末至民国的名人旧居 11 处，其中挂牌文保单位 4 处，其余 7 处没有身份。今年汛期后我带学生逐处测绘，发现 3 处屋面塌陷超过 10 平方米，1 处山墙外倾 6 厘米，用两根毛竹撑着。住户共 38 户，多是租客，修又无权修，搬又没处搬。',
    analysis: '没有挂牌就没有保护资金，等挂牌又要两三年。11 处产权分属房管、企业和私人，缺少一个可以先动手抢险的主体。',
    suggestions: [
      '设立历史建筑抢险资金，先排险、后定级，由街道代为实施。',
      '对 7 处未挂牌旧居在半年内完成认定，测绘成果可直接采用。',
      '修缮后优先用于社区书房、邻里食堂等公共用途，不整体改为商业。',
    ],
    category: 'culture',
    region: 'zj-lj-wc-gl-bx',
    then: [
      support('member3', 11),
      support('member7', 7),
      support('member', 9),
      say('representative', 10, '毛竹撑着的那间，我每天买菜都从墙根过，心里发怵。', { as: 'wall' }),
      endorse('member5', 2, 'wall'),
      file(55, 'culture'),
      say('unit', 22, '外倾的山墙今天已经做了钢管支撑和围挡，行人改走对侧，谢谢提醒。', { to: 'wall', as: 'prop' }),
      endorse('member5', 1, 'prop'),
      endorse('representative', 1, 'prop'),
    ],
  },
  {
    key: 'activity-rooms',
    by: 'member5',
    daysAgo: 5,
    title: '关于社区文化活动室错峰开放的提案',
    situation:
      '全市 173 个社区文化活动室，开放时间大多是工作日上午九点到下午四点半。我在 20 个社区做了一周计数，平均每天使用 11 人次，几乎全是退休老人；而傍晚六点以后，广场上挤着跳舞的、练琴的孩子在楼道里练、合唱团借不到排练厅。',
    suggestions: [
      '文化活动室改为每周三天“午后到晚九点”，由社区文化团队轮值管理。',
      '接入全市场馆预约平台，团队信用良好的可以自助开门。',
      '水电和保洁费用由街道按开放时长补贴。',
    ],
    category: 'culture',
    region: 'zj-lj',
    then: [
      support('representative', 6),
      say('representative', 2, '我们社区合唱团愿意第一个当轮值，钥匙交给我们就行。'),
    ],
  },
]
