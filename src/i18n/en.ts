import { zhCN } from './zh-CN.ts'
export const en = zhCN
