import type { Account, Role } from '../../core/people/roles.ts'

export const DEMO_PASSWORD = 'demo-2026'

const person = (n: number, username: string, name: string, role: Role, more: Partial<Account>): Account => ({
  // fixed ids: a second start finds the same people
  id: `01989680-0000-7000-8000-${String(n).padStart(12, '0')}`,
  username,
  name,
  roles: [role],
  ...more,
})

const member = (n: number, username: string, name: string, sector: string, region: string) =>
  person(n, username, name, 'member', { sector, region })

/** Everyone in the demo; the key is the username. */
export const PEOPLE: Account[] = [
  person(1, 'admin', '周明远', 'administrator', { region: 'zj-lj' }),
  person(2, 'moderator', '沈静宜', 'moderator', { region: 'zj-lj' }),
  member(3, 'member', '陈立平', 'education', 'zj-lj-wc'),
  member(4, 'member2', '林婉清', 'medicine', 'zj-lj-wc'),
  member(5, 'member3', '吴建国', 'economy', 'zj-lj-jd'),
  member(6, 'member4', '许思远', 'science', 'zj-lj-wc'),
  member(7, 'member5', '赵雅琴', 'culture', 'zj-lj-wc'),
  member(8, 'member6', '何志强', 'agriculture', 'zj-lj-qx'),
  member(9, 'member7', '苏文彬', 'social-science', 'zj-lj-jd'),
  member(10, 'member8', '钱海波', 'industry-commerce', 'zj-lj-jd'),
  member(11, 'member9', '唐秀兰', 'women', 'zj-lj-qx'),
  person(12, 'representative', '李桂芳', 'representative', { region: 'zj-lj-wc-dt-ym' }),
  person(13, 'unit', '王磊', 'unit', { unit: 'lj-chengguan', region: 'zj-lj' }),
  person(14, 'unit2', '郑晓峰', 'unit', { unit: 'lj-jiaoyu', region: 'zj-lj' }),
  person(15, 'unit3', '孙立群', 'unit', { unit: 'lj-zhujian', region: 'zj-lj' }),
  person(16, 'unit4', '冯雪梅', 'unit', { unit: 'lj-minzheng', region: 'zj-lj' }),
  person(17, 'unit5', '彭志远', 'unit', { unit: 'lj-jiaotong', region: 'zj-lj' }),
]
