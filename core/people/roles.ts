/** 社区代表 · 政协委员 · 主持人 · 承办单位 · 管理员 */
export const ROLES = ['representative', 'member', 'moderator', 'unit', 'administrator'] as const
export type Role = (typeof ROLES)[number]

export interface Account {
  id: string
  username: string
  name: string
  roles: Role[]
  sector?: string
  unit?: string
  region?: string
  /** Cannot sign in, until it is restored. */
  suspended?: true
}

/** `retired`, of a unit, a region or a sector: it is still named where it was, and nothing new is given to it. */
export interface Unit {
  id: string
  name: string
  region: string
  retired?: true
}

/** Levels of 区划, from the province down. */
export const REGION_LEVELS = ['province', 'city', 'county', 'township', 'community'] as const
export type RegionLevel = (typeof REGION_LEVELS)[number]

export interface Region {
  id: string
  name: string
  level: RegionLevel
  parent?: string
  retired?: true
}

export interface Sector {
  id: string
  name: string
  retired?: true
}

/** Who and what exists, for decisions that name people and places. Lookups answer `undefined` for the unknown. */
export interface Directory {
  account(id: string): Account | undefined
  unit(id: string): Unit | undefined
  region(id: string): Region | undefined
  /** Everyone, in the roster's order. */
  accounts(): readonly Account[]
}

/** True when the account holds the role. */
export function hasRole(account: Account, role: Role): boolean {
  return account.roles.includes(role)
}
