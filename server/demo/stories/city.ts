import {
  declineCosign,
  endorse,
  file,
  hide,
  invite,
  cosign,
  mute,
  redact,
  say,
  slow,
  support,
  type Story,
} from '../story.ts'

export const CITY: Story[] = [
  {
    key: 'charging',
    by: 'representative',
    daysAgo: 4,
    title: '关于整治飞线充电、在荷柳社区增设电动自行车充电棚的提案',
    situation:
      '荷柳社区 1120 户，登记电动自行车 863 辆，公共充电口只有 48 个，且集中在南门。北区住户为了充电，从三楼、四楼往下拉线，我们一个晚上数到 37 根。上个月 9 幢楼下的一根线因雨水短路冒烟，幸好巡逻的保安及时拉闸。物业贴过通知、剪过线，第二天又拉出来——因为确实没有地方充。',
    analysis:
      '不是居民不懂危险，而是充电口缺口太大：按两天一充估算，至少需要 260 个口。北区 12 幢东侧有一块 180 平方米的闲置硬地，产权属街道，可以建棚。',
    suggestions: [
      '利用 12 幢东侧闲置地建设一座 120 口的充电棚，配自动断电和喷淋。',
      '在每幢楼的背街面增设小型壁挂充电口，统一计量、统一价格。',
      '充电设施到位后再开展飞线清理，先疏后堵。',
    ],
    category: 'city',
    region: 'zj-lj-wc-dt-hl',
    cosigners: ['member', 'member4'],
    then: [
      support('member9', 14),
      declineCosign('member4', 9, '我正在参加市里充电设施标准的评审，为避嫌不参加联名，但会在讨论里提供数据。'),
      say('member4', 1, '供参考：壁挂口离窗户要有 2 米以上，喷淋不能用普通消防管压力，标准里都有。', {
        as: 'standard',
      }),
      endorse('representative', 5, 'standard'),
    ],
  },
  {
    key: 'fumes',
    by: 'representative',
    daysAgo: 6,
    title: '关于解决状元坊餐饮油烟扰民、还居民一扇能开的窗的提案',
    situation:
      '状元坊社区沿街 46 家餐饮店，有 31 家开在住宅楼下，其中 17 家的油烟管道直接从二楼窗边排出。5 月以来，社区接到相关投诉 128 件。住在 3 号楼的教师一家四口，从傍晚五点到夜里十一点不敢开窗；经营户也委屈，说当年租房时就是这个条件，净化器装了，天天洗，味道还是上去。双方已经为此吵过三次，一次惊动了派出所。',
    analysis:
      '楼体没有公共烟道，单户净化器只能降低油烟浓度，不能解决气味和近距离排放。根子在于当年住改商时没有配套，现在只罚商户，罚完仍要开门。',
    suggestions: [
      '由鼓楼街道牵头，在 1 至 5 号楼背街面建设公共烟道，分片接入，费用按面积由业主、商户和财政三方分担。',
      '烟道建成前，晚九点以后限制爆炒类经营，社区与商户签约公示。',
      '今后住宅楼下新办餐饮，先看烟道再发证。',
    ],
    category: 'environment',
    region: 'zj-lj-wc-gl-zy',
    cosigners: ['member5'],
    then: [
      support('member7', 6),
      say('member8', 5, '沿街店是老百姓的饭碗，动不动就限时，房租谁来补？提案不能只站在一边。', { as: 'rent' }),
      say('representative', 1, '所以第一条就是建公共烟道，不是关店。限时只是烟道建成前的过渡。', {
        to: 'rent',
        as: 'bridge',
      }),
      endorse('member5', 1, 'bridge'),
      slow('moderator', 1, 30, '讨论有些激烈，请每次发言间隔半分钟，就事论事。'),
      say('member8', 0.5, '我们商会有一家会员单位专做油烟净化器，三年质保，现在订八折，有需要的找我，电话可以私信。', {
        as: 'ad',
      }),
      hide('moderator', 0.5, 'ad', '讨论区不作产品推介。'),
      say('member8', 0.5, '怎么就成推介了？效果好才说的，我再发一遍：净化器八折。', { as: 'ad2' }),
      hide('moderator', 0.2, 'ad2', '讨论区不作产品推介。'),
      mute('moderator', 0.1, 'member8', '多次在讨论中推介企业产品，提醒后仍未停止。'),
      say('member7', 3, '建议参考北巷的做法：先请第三方测一次气味和噪声，把数据摆出来，双方的火气会小很多。', {
        as: 'measure',
      }),
      endorse('representative', 2, 'measure'),
      endorse('member5', 1, 'measure'),
      say('member4', 1, '反映最多的是 3 号楼 201 的陈阿姨，电话 139 0000 0000，大家可以直接问她。', { as: 'phone' }),
      redact('moderator', 0.5, 'phone', '发言写明了居民的住址和电话，未经本人同意。'),
      say('representative', 1, '陈阿姨同意由社区转达，需要了解情况的请联系社区，不再贴个人电话。'),
    ],
  },
  {
    key: 'road-patch',
    by: 'member4',
    daysAgo: 9,
    title: '关于提高锦绣社区雨污分流改造后路面恢复质量的提案',
    situation:
      '锦绣社区去年完成雨污分流改造，开挖道路 3.2 公里。今年雨季过后，我和居民沿线走了一遍，发现沉降、开裂 54 处，最深的一处低了 7 厘米，两位老人骑车摔倒。养护单位说保修期内归施工方，施工方说已经验收移交，社区拿着两份函来回跑了四个月。',
    analysis:
      '抽查三处沉降点，都是回填时一次填平、没有分层夯实。验收只看面层平整度，不查回填密实度，问题要等一个雨季才暴露，而质保期恰好只有一年。',
    suggestions: [
      '对 54 处沉降由原施工单位在本季度内返工，街道和居民代表共同验收。',
      '今后管网改造的路面质保期延长至三年，预留 5% 工程款。',
      '验收增加回填密实度抽检，结果在小区公示栏张贴。',
    ],
    category: 'city',
    region: 'zj-lj-wc-xc-jx',
    then: [
      support('member3', 20),
      support('representative', 11),
      say('unit', 30, '其中 21 处属市政管养范围，我们下周先做临时找平，返工方案月底前出。', { as: 'flat' }),
      endorse('member4', 3, 'flat'),
      say('member4', 1, '临时找平请务必夜间放反光锥，那段路没有路灯。', { to: 'flat' }),
    ],
  },
  {
    key: 'night-market',
    by: 'member3',
    daysAgo: 37,
    form: 'joint',
    title: '关于扶持北巷历史街区小店规范经营夜间集市的提案',
    situation:
      '北巷历史街区全长 640 米，沿街 112 家小店中，老手艺、旧书、茶点等特色店 43 家，平均月营业额 1.8 万元，近一年关了 14 家。五一期间街道试办三晚夜间集市，日均客流从 900 人升到 7600 人，小店营业额平均涨了三倍；但也带来占道、噪声和垃圾清运压力，第三晚居民投诉 26 件，集市因此停办。',
    analysis:
      '夜市不是要不要办，而是怎么办得让两边都睡得着。投诉集中在十点半之后的音响和收摊噪声，占道问题集中在两个入口，都可以用时段、分贝和摊位线解决。',
    suggestions: [
      '每周五、六晚六点至十点开办夜间集市，十点停止音乐、十点半清场，摊位划线、编号、轮换。',
      '由小店自治会、居民代表、街道三方组成管理小组，噪声和垃圾数据每周公布。',
      '市级商贸资金对特色小店给予一年摊位费减免，不对连锁品牌开放。',
    ],
    category: 'economy',
    region: 'zj-lj-wc-gl-bx',
    cosigners: ['member5', 'member8'],
    then: [
      cosign('member5', 21, '特色店关一家少一家，集市是它们被看见的机会。'),
      cosign('member8', 16, '商会可以动员会员提供统一的摊位棚和分类垃圾桶。'),
      support('representative', 10),
      say('representative', 4, '我婆婆就住北巷。她说热闹她喜欢，就是收摊时铁架子拖地的声音受不了，能不能要求抬着走？', {
        as: 'drag',
      }),
      endorse('member3', 2, 'drag'),
      endorse('member5', 6, 'drag'),
      say('member3', 1, '这条写进管理公约，摊位架统一换成带胶垫的。', { to: 'drag' }),
      file(70, 'economy', 'key'),
    ],
  },
  {
    key: 'invite-later',
    by: 'representative',
    daysAgo: 3,
    title: '关于在社区议事会推行“意见答复上墙”的提案',
    situation:
      '幸福里社区去年开了 11 次议事会，居民提出意见 174 条。会后我逐条回访了 60 位提意见的居民，有 41 位说“提完就没有下文”，其中 23 位说下次不来了。其实社区办成了不少事，只是没有告诉提意见的人。',
    suggestions: [
      '每次议事会的意见编号上墙、上线，七日内写明“已办、在办、不能办及原因”。',
      '连续两次没有答复的意见，自动转给街道督办。',
    ],
    category: 'governance',
    region: 'zj-lj-wc-dt-xf',
    then: [invite('representative', 8, 'member7', 'member'), support('member4', 15)],
  },
]
