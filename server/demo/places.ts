import type { Region, RegionLevel, Sector, Unit } from '../../core/people/roles.ts'

/** 临江市 is invented; the shape of its tree is that of any city. Children are indented under their parents. */
const TREE = `
zj 浙江省
  zj-lj 临江市
    zj-lj-wc 望潮区
      zj-lj-wc-dt 东塘街道
        zj-lj-wc-dt-ym 杨梅桥社区
        zj-lj-wc-dt-hl 荷柳社区
        zj-lj-wc-dt-xf 幸福里社区
      zj-lj-wc-gl 鼓楼街道
        zj-lj-wc-gl-bx 北巷社区
        zj-lj-wc-gl-zy 状元坊社区
      zj-lj-wc-xc 新城街道
        zj-lj-wc-xc-jx 锦绣社区
        zj-lj-wc-xc-ya 云安社区
    zj-lj-jd 江东区
      zj-lj-jd-sq 石桥街道
        zj-lj-jd-sq-ls 老石桥社区
        zj-lj-jd-sq-cx 船巷社区
      zj-lj-jd-qs 前山镇
        zj-lj-jd-qs-ct 茶亭村
        zj-lj-jd-qs-ln 岭南村
    zj-lj-qx 青溪县
      zj-lj-qx-cg 城关镇
        zj-lj-qx-cg-xm 西门社区
        zj-lj-qx-cg-hb 河滨社区
      zj-lj-qx-mw 梅坞乡
        zj-lj-qx-mw-sm 上梅村
        zj-lj-qx-mw-zk 竹口村
`

const LEVELS: readonly RegionLevel[] = ['province', 'city', 'county', 'township', 'community']

function readTree(text: string): Region[] {
  const above: string[] = []
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const depth = line.search(/\S/) / 2
      const [id = '', name = ''] = line.trim().split(' ')
      const level = LEVELS[depth]
      if (!level) throw new Error(`region ${id} lies too deep`)
      above[depth] = id
      const parent = above[depth - 1]
      return { id, name, level, ...(depth > 0 && parent ? { parent } : {}) }
    })
}

export const REGIONS: Region[] = readTree(TREE)

export const UNITS: Unit[] = [
  { id: 'lj-chengguan', name: '临江市城市管理局', region: 'zj-lj' },
  { id: 'lj-jiaoyu', name: '临江市教育局', region: 'zj-lj' },
  { id: 'lj-jiaotong', name: '临江市交通运输局', region: 'zj-lj' },
  { id: 'lj-weijian', name: '临江市卫生健康委员会', region: 'zj-lj' },
  { id: 'lj-minzheng', name: '临江市民政局', region: 'zj-lj' },
  { id: 'lj-huanbao', name: '临江市生态环境局', region: 'zj-lj' },
  { id: 'lj-zhujian', name: '临江市住房和城乡建设局', region: 'zj-lj' },
  { id: 'lj-wenlv', name: '临江市文化和旅游局', region: 'zj-lj' },
  { id: 'wc-dongtang', name: '望潮区东塘街道办事处', region: 'zj-lj-wc' },
  { id: 'qx-nongye', name: '青溪县农业农村局', region: 'zj-lj-qx' },
]

export const SECTORS: Sector[] = [
  { id: 'education', name: '教育界' },
  { id: 'medicine', name: '医药卫生界' },
  { id: 'economy', name: '经济界' },
  { id: 'science', name: '科学技术界' },
  { id: 'culture', name: '文化艺术界' },
  { id: 'agriculture', name: '农业界' },
  { id: 'social-science', name: '社会科学界' },
  { id: 'industry-commerce', name: '工商联' },
  { id: 'women', name: '妇联' },
]
