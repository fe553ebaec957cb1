import { cosign, declineCosign, endorse, file, say, sendBack, support, type Story } from '../story.ts'

export const HEALTH: Story[] = [
  {
    key: 'night-clinic',
    by: 'member2',
    daysAgo: 43,
    title: '关于在社区卫生服务中心开设儿科夜间门诊的提案',
    situation:
      '市一院儿科夜间急诊去年接诊 3.1 万人次，其中八成是发热、咳嗽、轻微腹泻等常见病，平均候诊 2 小时 40 分。家长抱着孩子从江东赶到市区，路上还要半个多小时。全市 14 家社区卫生服务中心，下午五点以后没有一家看儿科，而其中 5 家有经过儿科转岗培训的医生。',
    analysis: '不是没有医生，是没有夜间运行的机制：夜班补贴低于市级医院三分之二，检验科不开，家长担心“看了也白看”。',
    suggestions: [
      '在望潮、江东、青溪各选一家中心，每晚六点至十点开设儿科门诊，配快速血常规和胸片远程判读。',
      '夜班补贴由市、县两级分担，与市级医院同标准；市一院儿科医生每周轮驻两晚。',
      '开通社区转诊绿色通道，转到市一院不再重新排队。',
    ],
    category: 'health',
    region: 'zj-lj',
    then: [
      support('member', 5),
      support('member9', 7),
      support('representative', 3),
      say('representative', 9, '上个月半夜抱外孙去市一院，排到我们天都快亮了。要是东塘中心能看，走路七分钟。', {
        as: 'dawn',
      }),
      endorse('member2', 2, 'dawn'),
      endorse('member', 4, 'dawn'),
      file(60, 'health', 'key'),
      say('member4', 26, '远程判读的网络条件查过了，三家中心的专线带宽都够，关键是市一院要排出夜间读片的人。'),
      say('member2', 4, '放射科同意增加一个夜间远程岗，从下个月试排班。', { as: 'radiology' }),
      endorse('member4', 1, 'radiology'),
    ],
  },
  {
    key: 'village-drugs',
    by: 'member9',
    daysAgo: 21,
    form: 'joint',
    title: '关于补齐梅坞乡村卫生室常用慢性病药品的提案',
    situation:
      '梅坞乡 8 个村卫生室，服务 65 岁以上老人 1930 人，其中高血压、糖尿病患者 742 人。我逐一查看了药柜：降压药平均 4 种、降糖药 2 种，上梅村卫生室的二甲双胍已经断供三周。老人每月要坐一小时班车到县医院配药，有人为了省车费，把一天两片改成一天一片。',
    analysis:
      '村卫生室按最低目录备药，用量小、配送企业不愿意送；县域医共体的处方和村里的药柜没有打通，县里开的药村里拿不到。',
    suggestions: [
      '由县医共体中心药房统一配送，每周一次随乡村医生例会车下村，起送量不限。',
      '慢性病药品村级目录由 30 种扩到 60 种，与县医院处方衔接，可长处方。',
      '断供三天以上自动预警，由乡卫生院调剂。',
    ],
    category: 'health',
    region: 'zj-lj-qx-mw',
    cosigners: ['member2', 'member6', 'member8'],
    then: [
      cosign('member2', 12, '自行减量是很危险的。长处方加配送，是最便宜也最有效的办法。'),
      cosign('member6', 19, '上梅村的情况我也去看过，完全属实。'),
      declineCosign('member8', 30, '本人企业参与过药品配送投标，不便联名。'),
      support('representative', 6),
      file(80, 'health'),
      say('member6', 40, '乡里说例会车每周四下村，可以捎带，冷链箱需要县里配两个。'),
    ],
  },
  {
    key: 'caregivers',
    by: 'member2',
    daysAgo: 13,
    open: false,
    title: '关于给精神障碍患者家庭提供喘息照护的提案',
    situation:
      '经本人同意，我访谈了望潮区 12 个重性精神障碍患者家庭。照护者平均 63 岁，最长的已经连续照护 31 年，没有一天假期；有 5 位照护者自己患有抑郁，都没有就诊，理由是“我倒下了他怎么办”。现有政策管住院、管服药，唯独没有人替照护者一天。',
    analysis:
      '患者情况稳定时并不需要住院，但照护者就医、奔丧、办事时没有去处可托。残联的日间照料点白天开放，晚上和节假日关门。涉及家庭隐私，请在讨论时不要提及具体住址和姓名。',
    suggestions: [
      '每户每年提供 15 天喘息照护，可在日间照料点、康复机构或由受训人员入户完成。',
      '为照护者每年安排一次免费心理评估。',
      '由区残联统一受理，承诺不向社区公示名单。',
    ],
    category: 'health',
    region: 'zj-lj-wc',
    cosigners: ['member9'],
    then: [
      cosign('member9', 17, '这些母亲太需要喘一口气了。'),
      say('member9', 2, '妇联有一支 20 人的心理咨询志愿者队伍，都签过保密协议，可以承担评估。', { as: 'team' }),
      endorse('member2', 3, 'team'),
    ],
  },
  {
    key: 'sewage',
    by: 'member6',
    daysAgo: 15,
    title: '关于落实竹口村生活污水处理终端运行维护的提案',
    situation:
      '竹口村三年前建成 2 座生活污水处理终端，总投资 168 万元，设计日处理 90 吨。我今年去了四次，有三次设备没有运转，配电箱上锁、钥匙在镇里；出水口水草发黑，下游就是村民洗菜的河埠。',
    suggestions: [
      '明确村级终端由县水务公司统一运维，按水质付费，电费不再由村里垫付。',
      '每座终端装用电和流量监测，停机 24 小时自动报警，数据对村民公开。',
    ],
    category: 'environment',
    region: 'zj-lj-qx-mw-zk',
    then: [
      support('member9', 20),
      sendBack(
        44,
        '请补充近三个月出水水质的检测数据，或请说明需要哪个单位协助取样；另请核实终端产权目前登记在谁名下。',
      ),
    ],
  },
]
