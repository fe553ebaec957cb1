import {
  cosign,
  edit,
  endorse,
  file,
  pin,
  revise,
  say,
  sendBack,
  support,
  withdraw,
  type ProposalText,
  type Story,
} from '../story.ts'

const lift: ProposalText = {
  title: '关于杨梅桥社区老旧小区加装电梯实行“一幢一策”的提案',
  situation:
    '杨梅桥社区现有 1998 年以前建成的多层住宅 26 幢、64 个单元，常住 60 岁以上老人 871 人，其中住四楼以上的 312 人。两年来有 19 个单元提出加装电梯，真正动工的只有 3 个。入户走访时，住五楼的张阿婆说，她一个月只下楼两次，一次看病，一次晒被子。居民最焦虑的不是花钱，而是不知道自己这一幢究竟能不能装、卡在哪一步、该找谁。',
  analysis:
    '19 个单元停滞的原因并不相同：7 个卡在底层住户对采光和噪声的顾虑，6 个卡在煤气、雨水等管线迁移费用，4 个卡在楼道宽度不足、需要占用绿地，2 个已经备案但找不到愿意接单的施工企业。现在各幢都按同一套流程、同一张清单去跑，问题对不上办法，来回补材料，热心的楼道长也跑疲了。',
  suggestions: [
    '由街道牵头，请设计单位对 64 个单元逐一踏勘，三个月内出具“能装、改造后能装、不宜加装”三类结论，并向居民公示。',
    '对底层住户，除一次性补偿外，提供采光测算、隔声改造和入户坡道三项实物支持，费用纳入加装项目总成本。',
    '水、电、燃气、通信管线迁移由市住建部门统一打包，一次施工、一张账单，价格公开。',
    '对不宜加装的单元，配备爬楼机并由社区统一保管，优先保障失能老人就医出行。',
  ],
  category: 'elderly',
  region: 'zj-lj-wc-dt-ym',
}

export const ELDERLY: Story[] = [
  {
    key: 'lift',
    by: 'representative',
    daysAgo: 41,
    ...lift,
    situation:
      '杨梅桥社区现有 1998 年以前建成的多层住宅 26 幢，常住 60 岁以上老人 871 人，很多住在四楼以上。两年来有 19 个单元提出加装电梯，真正动工的只有 3 个。入户走访时，住五楼的张阿婆说，她一个月只下楼两次，一次看病，一次晒被子。居民最焦虑的不是花钱，而是不知道自己这一幢究竟能不能装、卡在哪一步、该找谁。',
    cosigners: ['member', 'member9'],
    then: [
      cosign('member', 19, '我在东塘街道做过两次调研，情况属实。逐幢踏勘再下结论，比一刀切的指标更能解决问题。'),
      support('member2', 3),
      sendBack(26, '请补充：四楼以上老人的确切人数；19 个停滞单元各卡在哪里。有了这两项，承办单位才好分类答复。'),
      revise('representative', 52, lift),
      cosign('member', 8, '补充后的数据很扎实，继续联名。'),
      cosign('member9', 21, '建议把失能老人的爬楼机放在第一批落实，这件事不必等电梯。'),
      support('member4', 5),
      support('member7', 2),
      file(46, 'elderly', 'key'),
      say(
        'representative',
        6,
        '立案了，谢谢各位委员。我先把社区做的“一幢一表”放在这里：64 个单元里，居民同意率超过三分之二的有 28 个，其中 11 个底层住户已经签字。',
        { as: 'table' },
      ),
      pin('moderator', 1, 'table'),
      say('member4', 3, '管线迁移打包这一条很关键。去年城西一个单元，光等燃气公司排期就等了五个月。', {
        as: 'pipes',
        to: 'table',
      }),
      endorse('representative', 1, 'pipes'),
      endorse('member', 0.2, 'pipes'),
      say(
        'member2',
        5,
        '从就医的角度补充一句：这里面有 40 多位老人需要定期透析或化疗，建议踏勘时把他们所在的单元排在前面。',
        {
          as: 'dialysis',
        },
      ),
      endorse('representative', 2, 'dialysis'),
      say(
        'unit',
        15,
        '城管这边负责绿地占用审批。4 个需要占绿的单元，可以一次受理、并联审批，我们先把所需材料清单发给街道。',
        {
          as: 'green',
        },
      ),
      endorse('representative', 1, 'green'),
      endorse('member', 2, 'green'),
      say('representative', 20, '材料清单已经收到，楼道长们说一看就懂。下周三晚上我们在社区开说明会，欢迎委员来听。'),
      say('member9', 7, '我参加。说明会能不能留半小时专门给底层住户讲？很多话他们不愿意当着整幢楼说。', {
        as: 'ground',
      }),
      endorse('representative', 1, 'ground'),
      say('representative', 3, '好，七点开始先请底层住户，八点大家一起。', { to: 'ground' }),
    ],
  },
  {
    key: 'canteen',
    by: 'representative',
    daysAgo: 29,
    title: '关于让社区老年食堂办得下去、吃得放心的提案',
    situation:
      '东塘街道三个社区各有一家老年食堂，开业时都很热闹。一年过去，荷柳社区那家每天用餐从 140 人降到 58 人，已经两次欠付供应商货款；幸福里社区的食堂改成隔天开伙。老人们反映，菜价从 8 元涨到 14 元，口味偏咸，送餐要等到十二点半。经营方则说，房租虽然免了，人工和配送每月仍亏一万二。再没有办法，年底前恐怕要关掉一家。',
    analysis:
      '三家食堂单独采购、单独配送，规模小、成本高；补贴只看“有没有开门”，不看老人吃得好不好。同时，中午以外的时段厨房闲置，没有向社区其他居民开放。',
    suggestions: [
      '由街道统一招标一家中央厨房，三个社区设助餐点，集中采购、统一配送，把每餐成本降下来。',
      '补贴由“按点位”改为“按老人实际用餐人次”，并与满意度挂钩，每季度公示一次。',
      '晚餐时段向全体居民开放，收益反哺老人午餐；低盐、软食菜单由社区卫生服务中心把关。',
    ],
    category: 'elderly',
    region: 'zj-lj-wc-dt',
    cosigners: ['member9'],
    then: [
      cosign('member9', 30, '按人次补贴是个好办法，青溪县城关镇试过半年，用餐人数涨了四成。'),
      support('member2', 4),
      support('member3', 20),
      say('member2', 6, '低盐菜单我可以请中心的营养师帮忙做一份样板，一周不重样。', { as: 'menu' }),
      endorse('representative', 2, 'menu'),
      file(60, 'elderly'),
      say(
        'member3',
        30,
        '测算过一次账：三个点合并采购，食材能省 12% 左右，但中央厨房要有 300 份以上才划算，建议把石桥街道也算进来。',
      ),
      say('representative', 10, '石桥那边的老年协会我去问过了，他们愿意一起做。'),
    ],
  },
  {
    key: 'kiosk',
    by: 'member4',
    daysAgo: 24,
    title: '关于政务自助机增设“长辈版”和人工陪办的提案',
    situation:
      '全市 68 台政务自助机，我带学生连续四个周末蹲点观察了其中 9 台，记录到 60 岁以上使用者 213 人次，独立办完业务的只有 61 人次。失败最多的三步是：刷脸时不知道往哪看、验证码来不及输入、打印后找不到出纸口。有一位老人排队二十分钟，最后被屏幕提示“操作超时”退回首页，转身走了。',
    analysis:
      '设备厂商按年轻人的速度设定了 60 秒超时，字体最小处不到 4 毫米；大厅虽有导办员，但编制上归综合窗口，忙时照顾不到自助区。',
    suggestions: [
      '自助机首页增加“长辈版”入口：大字、慢速、每屏只问一件事，超时延长到五分钟。',
      '在老年人办事集中的医保、养老认证时段，安排志愿者定点陪办，并公布时间表。',
      '采购合同中写明适老化验收标准，请老年人代表参加验收。',
    ],
    category: 'elderly',
    region: 'zj-lj',
    then: [
      support('member', 9),
      support('representative', 5),
      support('member9', 13),
      say('representative', 8, '我们社区那台机器，老人给它起名叫“催命机”，说的就是那个倒计时。', { as: 'name' }),
      endorse('member4', 3, 'name'),
      endorse('member9', 4, 'name'),
      file(55, 'governance'),
    ],
  },
  {
    key: 'gas-alarm',
    by: 'representative',
    daysAgo: 18,
    title: '关于为独居老人家庭补贴安装燃气报警器的提案',
    situation:
      '杨梅桥社区登记在册的独居老人有 96 户，其中 71 户仍在使用没有熄火保护的老式灶具。去年冬天发生过两次忘关火导致的险情，都是邻居闻到味道才发现。联动切断阀加报警器一套约 380 元，老人觉得“用不上、可惜钱”，子女多在外地。',
    suggestions: ['对独居和高龄老人家庭，由街道按每户 300 元补贴安装带自动切断的燃气报警器，物业协助上门。'],
    category: 'safety',
    region: 'zj-lj-wc-dt-ym',
    cosigners: ['member'],
    then: [
      cosign('member', 22, '花钱不多，救命的事，支持。'),
      say('unit', 31, '街道和燃气公司已在做冬季入户安检，可以把 71 户列入第一批，费用从安全专项里出。', { as: 'done' }),
      endorse('representative', 2, 'done'),
      say('representative', 40, '今天上午最后 6 户也装好了，我陪着去的。谢谢！', { as: 'thanks' }),
      edit('representative', 0.1, 'thanks', '今天上午最后 6 户也装好了，71 户全部完成，我陪着去的。谢谢！'),
      withdraw('representative', 3, '街道已经全部解决，不必再占用提案资源。'),
    ],
  },
]
