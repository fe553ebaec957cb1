import { accept, answer, assign, assist, done, noted, promised, refuse, sendAnswerBack } from '../handling-steps.ts'
import { cosign, file, say, support, type Story } from '../story.ts'

/** Filed and given to units: to be accepted, refused, in hand with time, in hand with little time, overdue, answered and held. */
export const HANDLING: Story[] = [
  {
    key: 'sponge-yard',
    by: 'member3',
    daysAgo: 12,
    title: '关于在锦绣社区改造中同步建设“海绵庭院”的提案',
    situation:
      '锦绣社区去年梅雨季积水 7 次，最深处到小腿。今年的老旧小区改造只换雨水管，绿地仍高出路面二十厘米，雨水全往路上流。我和住户量了六处花坛，把边石降下来、种上耐湿植物，每处造价不到八千元。',
    suggestions: ['改造图纸中把六处绿地改为下凹式，边石开口引水。', '停车位铺装改用透水砖，先做西门十二个车位。'],
    category: 'city',
    region: 'zj-lj-wc-xc-jx',
    wish: { lead: 'lj-zhujian' },
    then: [
      support('member4', 9),
      support('representative', 15),
      file(60, 'city'),
      assign(52, 'lj-zhujian', 80, ['lj-chengguan']),
    ],
  },
  {
    key: 'tunnel-light',
    by: 'member8',
    daysAgo: 17,
    title: '关于修复船巷人行地道照明和排水的提案',
    situation:
      '船巷社区通往菜场的人行地道长 46 米，灯坏了三分之二，墙脚常年渗水。早晚各有五六百人从这里走，上个月两位老人滑倒。市政、铁路、社区都说不归自己管。',
    suggestions: ['明确地道的养护单位并在两端挂牌公示。', '更换为防潮感应灯具，疏通集水井，铺防滑条。'],
    category: 'city',
    region: 'zj-lj-jd-sq-cx',
    then: [
      file(70, 'city', 'key'),
      assign(30, 'lj-chengguan', 70),
      refuse(
        'unit',
        28,
        '经查，该地道位于铁路用地红线内，产权未移交，城管局没有养护权限，建议由交通运输局牵头与铁路方会商。',
      ),
    ],
  },
  {
    key: 'crossing',
    by: 'member9',
    daysAgo: 34,
    form: 'joint',
    title: '关于在乡村学校门口公路设置过街设施的提案',
    situation:
      '青溪县有 9 所小学紧邻县道，校门口既无信号灯也无标线。梅坞小学门口车速实测平均 52 公里，孩子们靠老师举旗过马路。去年全县涉及学生的交通事故 11 起，其中 6 起在校门口两百米内。',
    suggestions: [
      '九所学校门口统一设置抬高式人行横道和前方学校预告标志。',
      '其中车流最大的三处安装按钮式信号灯。',
      '上下学时段在县道平台提示货车绕行。',
    ],
    category: 'transport',
    region: 'zj-lj-qx',
    cosigners: ['member6'],
    wish: { lead: 'lj-jiaotong', assisting: ['lj-jiaoyu'] },
    then: [
      cosign('member6', 22, '梅坞小学我去看过，最急。'),
      file(49, 'transport', 'key'),
      assign(26, 'lj-jiaoyu', 60, ['lj-jiaotong']),
      refuse('unit2', 47, '公路附属设施的设置与养护属交通运输部门职责，教育局愿意配合提供学校名单和上下学时间。'),
      assign(20, 'lj-jiaotong', 62, ['lj-jiaoyu']),
      accept('unit5', 31),
      assist('unit2', 52, '已报送九所学校的校门位置、学生人数和上下学时间；建议施工安排在寒假。'),
      say('unit5', 40, '设计单位已完成三处现场勘察，余下六处两周内看完。'),
    ],
  },
  {
    key: 'gym',
    by: 'member5',
    daysAgo: 88,
    title: '关于利用闲置厂房建设社区运动馆的提案',
    situation:
      '望潮区中部六个社区没有一处室内运动场地，原第二毛纺厂三号车间空置八年，层高九米、结构完好。问卷 642 份，九成居民愿意低价付费使用。',
    suggestions: [
      '将三号车间改造为羽毛球、乒乓球综合馆，学校下课后和居民错时使用。',
      '委托体育社团运营，公益时段每周不少于 20 小时。',
    ],
    category: 'culture',
    region: 'zj-lj-wc',
    then: [
      support('member', 30),
      support('member2', 4),
      file(80, 'culture'),
      assign(48, 'lj-zhujian', 3, ['lj-jiaoyu']),
      accept('unit3', 40),
      assist('unit2', 400, '学校方面可在周一至周五下午安排两节体育课使用，需解决往返安全和保险。'),
      say('unit3', 500, '结构鉴定报告已出：主体可用，屋面需加固。正与产权单位谈十年租约。'),
      say('member5', 30, '租金标准能不能在答复里写清楚？大家最担心最后变成收费高的商业场馆。'),
    ],
  },
  {
    key: 'rain-pipe',
    by: 'member4',
    daysAgo: 112,
    title: '关于清理老城区沿街雨水口的提案',
    situation:
      '鼓楼街道沿街雨水口 318 个，逐个查看后发现 97 个被油污或装修垃圾堵死，41 个箅子破损。每逢大雨，北巷口一片汪洋，店家自己用木板挡水。',
    suggestions: [
      '汛前对 97 个堵塞雨水口集中清掏，破损箅子全部更换。',
      '对餐饮店门前雨水口实行“一店一口”责任牌。',
      '建立清掏台账，扫码可查上次清掏时间。',
    ],
    category: 'city',
    region: 'zj-lj-wc-gl-bx',
    then: [
      support('member7', 20),
      file(50, 'city'),
      assign(45, 'lj-chengguan', -6),
      accept('unit', 36),
      say('unit', 900, '已完成 97 处清掏中的 61 处，其余因地下管线施工顺延。'),
      say('member4', 800, '约定的答复期限已经到了，北巷口昨天又积水，请问还要多久？'),
    ],
  },
  {
    key: 'school-meals',
    by: 'member',
    daysAgo: 78,
    title: '关于改进中小学配餐温度与口味反馈的提案',
    situation:
      '全市 61 所学校由 4 家企业统一配餐。实测 12 所学校到桌温度，冬季平均 41 度，最低 33 度；剩饭率 27%。学生的意见要经班主任、总务处、企业三道转达，没有人知道最后改了没有。',
    suggestions: [
      '配餐合同写入到桌温度不低于 60 度，随机抽测，结果公示。',
      '每校成立学生膳食小组，每周评分直接与结算挂钩。',
    ],
    category: 'education',
    region: 'zj-lj',
    then: [
      support('member2', 18),
      support('member9', 30),
      file(60, 'education'),
      assign(40, 'lj-jiaoyu', 20),
      accept('unit2', 44),
      answer(
        'unit2',
        1200,
        '感谢您对学校配餐的关心。我局会同市场监管部门走访 18 所学校，逐条研究如下。',
        done('自本学期起，新签配餐合同均已写入到桌温度不低于 60 度，每月随机抽测并在教育局网站公示。'),
        promised('学生膳食小组先在 20 所学校试行，明年春季学期起评分与结算挂钩。', 'lj-jiaoyu', 150),
      ),
    ],
  },
  {
    key: 'elder-seats',
    by: 'representative',
    daysAgo: 84,
    title: '关于在公交站和菜场之间增设歇脚座椅的提案',
    situation:
      '杨梅桥社区到东塘菜场 740 米，中间没有一处能坐的地方。社区 70 岁以上老人 512 位，买菜来回要歇三四次，只能坐花坛沿、消防栓。',
    suggestions: ['沿线设置 8 处带扶手的歇脚座椅，间距不超过一百米。', '公交站台加装折叠座位和扶手。'],
    category: 'elderly',
    region: 'zj-lj-wc-dt-ym',
    cosigners: ['member2'],
    then: [
      cosign('member2', 16, '医生角度补充：带扶手的椅子能减少起身跌倒。'),
      file(60, 'elderly'),
      assign(50, 'lj-chengguan', 25, ['lj-minzheng']),
      accept('unit', 30),
      assist('unit4', 200, '可从适老化改造资金中安排 3 万元用于座椅采购。'),
      answer('unit', 900, '经研究，答复如下。', noted('我局高度重视，将结合实际统筹考虑。'), noted('将积极研究推进。')),
      sendAnswerBack(60, '两条答复都没有说做不做、何时做、谁来做，也没有与提案人沟通，请逐条说明后重新报送。'),
    ],
  },
]
