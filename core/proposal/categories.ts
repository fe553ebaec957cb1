/** What a micro-proposal is about: 经济 城建 交通 教育 卫生 养老 环境 文化 安全 治理. The screens hold the names. */
export const CATEGORIES = [
  'economy',
  'city',
  'transport',
  'education',
  'health',
  'elderly',
  'environment',
  'culture',
  'safety',
  'governance',
] as const
export type Category = (typeof CATEGORIES)[number]

/** True for a code this edition of the product knows; records may hold others. */
export function isCategory(code: string): code is Category {
  return (CATEGORIES as readonly string[]).includes(code)
}
