import { cosign, decline, endorse, file, lock, say, support, type Story } from '../story.ts'

export const GOVERNANCE: Story[] = [
  {
    key: 'one-form',
    by: 'member7',
    daysAgo: 31,
    form: 'joint',
    title: '关于简化社区工作台账、推行“一表通”的提案',
    situation:
      '我在石桥街道两个社区蹲点三周，数出需要填报的表格 61 张，来自 17 个部门，其中“姓名、住址、电话、是否独居”四项重复填写 23 次。社区工作者 9 人，每周用于填表约 70 小时，相当于两个人全职填表。一位网格员说：“走访十分钟，录入半小时，录的还是上个月录过的。”',
    analysis:
      '各部门系统不互通，只能让基层反复采集；表格准入没有人管，任何科室都可以下发。近两年已三次“清表”，清完又长出来。',
    suggestions: [
      '建立社区数据底表，一次采集、部门共享；能从底表生成的，不得再要社区填报。',
      '实行表格准入，由市委社会工作部门统一发号，无号表格社区可以拒填。',
      '同一事项的热线工单与巡查任务合并派发，由首接单位负责到底。',
    ],
    category: 'governance',
    region: 'zj-lj-jd-sq',
    cosigners: ['member3', 'member4'],
    then: [
      cosign('member4', 20, '底表的字段标准可以参照省里的公共数据目录，技术上三个月能成。'),
      cosign('member3', 75, '热线重复派单的数据已经移交，请一并纳入。'),
      support('representative', 5),
      say('representative', 2, '无号可以拒填，这句话我要打印出来贴在办公室。', { as: 'print' }),
      endorse('member7', 1, 'print'),
      endorse('member3', 2, 'print'),
      file(52, 'governance', 'key'),
    ],
  },
  {
    key: 'owners',
    by: 'member',
    daysAgo: 10,
    form: 'collective',
    title: '关于加强小区业主委员会换届指导的提案',
    situation:
      '教育界委员活动小组调研了全市 64 个任期届满的业委会，按期换届的只有 19 个，其余平均超期 14 个月。超期期间维修资金动不了，23 个小区的电梯大修、外墙渗漏只能等着。不少小区卡在第一步：筹备组没有人愿意当组长，怕得罪人，也怕不懂程序被告。',
    analysis: '换届的法律程序有 21 个步骤，街道普遍没有专人指导；一旦出现程序瑕疵，整个结果可能被推翻，大家索性拖着。',
    suggestions: [
      '每个街道配备一名物业管理指导员，提供换届文书范本和逐步提醒。',
      '届满前六个月自动提示，超期三个月由街道派员任筹备组组长。',
      '推广线上表决，解决达不到参会人数的问题。',
    ],
    category: 'governance',
    region: 'zj-lj',
    then: [
      support('member7', 16),
      support('representative', 9),
      say('member7', 4, '建议把文书范本做成填空式，一位普通退休职工照着就能走完。', { as: 'blanks' }),
      endorse('member', 2, 'blanks'),
    ],
  },
  {
    key: 'empty',
    by: 'member8',
    daysAgo: 26,
    title: '关于进一步加强城市精细化管理的提案',
    situation:
      '近年来我市城市管理水平不断提升，但与先进城市相比仍有差距，一些方面还存在短板和不足，市民对美好环境的期待越来越高，迫切需要进一步提高认识、加强领导、完善机制、形成合力，推动城市精细化管理再上新台阶。',
    suggestions: ['进一步提高思想认识，加强组织领导。', '进一步完善长效机制，形成工作合力。'],
    category: 'city',
    region: 'zj-lj',
    then: [
      decline(
        64,
        'empty',
        '提案没有写明具体的问题、地点和可以办理的建议。欢迎就其中一件具体的事重新提交，工作人员可以协助。',
        'social-opinion',
      ),
    ],
  },
  {
    key: 'dialect',
    by: 'member5',
    daysAgo: 30,
    form: 'joint',
    title: '关于临江方言入声演变成因的研究提案',
    situation:
      '临江方言保留了较完整的入声系统，但近五十年来城区与乡镇出现明显分化。我采集了 42 位发音人的语料，发现城区 40 岁以下者入声韵尾脱落比例达 76%，而青溪县同龄人仅为 21%。学界对其成因有移民接触说、普通话影响说和韵律重组说三种观点，至今没有定论。',
    analysis: '现有语料年代不齐、采样标准不一，难以支持统计检验，需要系统的历时语料和声学分析。',
    suggestions: ['组织专家对三种成因开展专题研究和论证，并召开全省方言学研讨会。'],
    category: 'culture',
    region: 'zj-lj',
    cosigners: ['member7'],
    then: [
      cosign('member7', 25),
      decline(
        50,
        'academic',
        '属于学术研讨，不宜作为提案办理。其中“系统采集方言语料”一项很有价值，已转市文化和旅游局参考，并建议另提建立有声档案的提案。',
        'unit',
      ),
    ],
  },
  {
    key: 'wristband',
    by: 'member8',
    daysAgo: 20,
    title: '关于在全市中小学推广“安护通”智能手环的提案',
    situation:
      '学生走失、突发疾病和校园安全事件牵动人心。“安护通”智能手环具有定位、心率监测、一键呼叫和家校互动等功能，续航 7 天、防水等级高、价格优惠，已在外地多所学校使用，反响良好，具备在我市全面推广的条件。',
    suggestions: ['由教育局统一采购“安护通”手环，首批覆盖 3 万名学生，纳入智慧校园建设。'],
    category: 'education',
    region: 'zj-lj',
    then: [
      say('member', 12, '学生定位涉及隐私，而且指定了一个品牌，是不是不太合适？', { as: 'brand' }),
      endorse('member4', 3, 'brand'),
      decline(30, 'promotion', '提案指定了具体品牌并建议统一采购，属于宣传推介产品，不予立案。', 'none'),
    ],
  },
  {
    key: 'manager',
    by: 'representative',
    daysAgo: 22,
    open: false,
    title: '关于反映某小区物业项目负责人侵占公共收益的提案',
    situation:
      '有多位居民向我反映，本小区物业项目负责人将电梯广告和地面停车的收入存入个人账户，三年来从未公示，金额估计在二十万元以上，并附有收款码照片和停车登记本的复印件。居民希望有关部门查清去向，把钱退回公共账户。',
    suggestions: ['请有关部门对该负责人立案调查，追回公共收益。'],
    category: 'governance',
    region: 'zj-lj-wc-dt-ym',
    cosigners: ['member'],
    then: [
      decline(
        46,
        'names-a-person',
        '提案指名举报个人，应当依法核查，不在提案受理范围。材料已按规定密封转交信访部门，会有专人与您联系，请注意保护反映人的信息。',
        'petition',
      ),
    ],
  },
  {
    key: 'homestead',
    by: 'representative',
    daysAgo: 36,
    open: false,
    title: '关于协调解决岭南村两户宅基地界址纠纷的提案',
    situation:
      '岭南村两户相邻村民因老屋翻建，对一条宽 1.2 米的滴水巷归属产生争议，矛盾持续两年。今年六月其中一户已向法院起诉，案件正在审理。村里希望政协能够出面协调，让两家重归于好。',
    suggestions: ['请有关部门现场勘界，协调双方和解。'],
    category: 'governance',
    region: 'zj-lj-jd-qs-ln',
    then: [
      decline(
        40,
        'litigation',
        '该纠纷已进入诉讼程序，应由人民法院依法审理。如双方愿意，可以向承办法官申请诉中调解。',
        'petition',
      ),
    ],
  },
]

export const SAFETY: Story[] = [
  {
    key: 'fire-lane',
    by: 'member7',
    daysAgo: 40,
    title: '关于综合治理高层住宅消防通道被占用的提案',
    situation:
      '我和消防志愿者对江东区 38 个高层小区做了夜间实测：晚十点后，消防车能一次通过的只有 11 个。老石桥社区的一个小区，登高操作场地上停了 26 辆私家车，地面标线早已磨光。住户说，不是不知道危险，是 612 户只有 240 个车位，下班晚了只能停在那里。',
    analysis:
      '只贴罚单解决不了车往哪里停。实测同时发现，38 个小区周边五百米内有 9 处夜间空置的单位停车场，合计 1300 个车位。',
    suggestions: [
      '夜间开放 9 处机关、学校、银行停车场，与小区签订错时共享协议，早八点前驶离。',
      '重新划定登高场地和通道标线，装设地磁感应，占用十分钟自动短信提醒车主。',
      '每季度由消防、街道、物业联合夜测一次，结果公示。',
    ],
    category: 'safety',
    region: 'zj-lj-jd-sq',
    then: [
      support('member3', 6),
      support('member4', 8),
      support('representative', 10),
      say('member3', 4, '银行那两处我去谈过，担心安保责任，能不能由街道统一投保？', { as: 'insure' }),
      say('member7', 6, '可以，外地的做法是每个车位每年保费 36 元，街道出一半。', { to: 'insure', as: 'fee' }),
      endorse('member3', 1, 'fee'),
      file(58, 'safety', 'key'),
      say('member8', 30, '今天又有人在里面跑题吵起来了，建议先停一停。'),
      lock('moderator', 4, '讨论已偏离提案，承办单位答复前暂停发言。'),
    ],
  },
  {
    key: 'flood-warning',
    by: 'member9',
    daysAgo: 2,
    title: '关于在河滨社区设置汛期积水预警的提案',
    situation:
      '青溪县河滨社区地势低洼，近三年汛期进水 5 次，最近一次在凌晨两点，水漫进 43 户一楼，老人是被邻居砸门叫醒的。上游水文站提前一个半小时就有水位数据，但只发到县防汛办，社区干部要等电话通知，再一户一户敲门。',
    suggestions: [
      '把上游水位接入社区广播和居民手机，达到警戒自动播报，老人家里装简易声光警报。',
      '为低洼处 43 户配备可拆卸挡水板，每年五月由社区组织一次演练。',
    ],
    category: 'safety',
    region: 'zj-lj-qx-cg-hb',
    then: [support('member6', 5), support('representative', 3)],
  },
]
