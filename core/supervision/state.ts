import type { EscalationRule } from '../clock/supervision-rules.ts'
import type { MatterState } from '../matter/state.ts'
import type { RegionLevel } from '../people/roles.ts'
import type { Verdict } from '../proposal/commands.ts'
import type { Attachment } from '../wire/attachments.ts'
import type { Evidence, Promised } from './events.ts'

export const SUPERVISION_STATUSES = ['open', 'closed'] as const
export type SupervisionStatus = (typeof SUPERVISION_STATUSES)[number]

/** Where nothing more is said; look-backs, ratings and what people see outside still come. */
export const SUPERVISION_ENDS: readonly SupervisionStatus[] = ['closed']

/** Who did something and when, ms UTC. */
interface Act {
  by: string
  at: number
}

/** What supervisors found; never mixed with what the unit says. */
export interface Judgement extends Act, Evidence {
  verdict: Verdict
  text: string
}

export interface ExtensionRequest extends Act {
  due: number
  reason: string
  decided?: Act & { granted: boolean; text?: string }
  /** It was overtaken: by a claim, a verdict, another date. */
  lapsed?: true
}

/** One promise of a unit and all that became of it, each list oldest first. */
export interface Commitment extends Promised {
  /** Since when it stands as it does, ms UTC: the opening, or the last time that it began anew. */
  since: number
  /** 进行中 · 待核查 · 已兑现 · 不再监督 */
  status: 'running' | 'claimed' | 'done' | 'dropped'
  percent?: number
  reports: (Act & Evidence & { unit: string; text: string; percent?: number })[]
  claims: (Act & Evidence & { unit: string; text: string })[]
  verdicts: Judgement[]
  /** How many of them are from before it began anew. */
  past: number
  extensions: ExtensionRequest[]
  reminders: (Act & { text: string })[]
  /** Units, dates and words it had before, each with why it was changed. */
  earlier: (Act & { text: string; unit: string; due: number; reason: string })[]
  dropped?: Act & { reason: string }
}

/** Something seen outside 随手拍. Its id is the id of its event. */
export interface Observation extends Act {
  id: string
  /** Its place in the record. */
  seq: number
  text: string
  attachments?: Attachment[]
  hidden?: Act & { reason: string }
  /** Its words and pictures were removed by rule. */
  redacted?: Act & { reason: string }
}

export interface LookBack extends Act, Evidence {
  commitment: string
  verdict: Verdict
  evidence: string
  /** The 90, 180 or 365 days it was due at; absent for one in between. */
  after?: number
}

export interface SupervisionState extends MatterState {
  kind: 'supervision'
  status: SupervisionStatus
  subject: string
  /** Whether everyone signed in may read it; else those it concerns and the moderators. */
  open: boolean
  origin?: string
  /** Which promise of the origin; `round` says of which answer, for a proposal. */
  item?: number
  round?: number
  unit: string
  /** From the unit's own region up to the province: where it can be taken to. */
  path: { region: string; level: RegionLevel }[]
  supervisors: string[]
  informants: string[]
  followers: string[]
  /** Every unit that has or had a commitment. */
  units: string[]
  /** The unit's first response. */
  accepted?: Act & { text?: string }
  commitments: Commitment[]
  escalations: (Act & {
    to: RegionLevel
    region: string
    reason: string
    rule: EscalationRule
    commitment: string
  })[]
  observations: Observation[]
  /** One an account: its last. Response and effect stand apart. */
  ratings: { account: string; response: number; effect: number; text?: string; at: number }[]
  closings: (Act & { summary: string; kept: string[]; unkept: string[] })[]
  reopenings: (Act & { reason: string })[]
  lookBacks: LookBack[]
}

/** A commitment by its id. */
export function commitmentOf({ commitments }: SupervisionState, id: string): Commitment | undefined {
  return commitments.find((one) => one.id === id)
}

/** The commitments that have not been dropped. */
export function standing({ commitments }: SupervisionState): Commitment[] {
  return commitments.filter(({ status }) => status !== 'dropped')
}

/** What supervisors found last of a commitment as it stands: a verdict from before it began anew is none. */
export function lastVerdict({ verdicts, past }: Commitment): Judgement | undefined {
  return verdicts.length > past ? verdicts.at(-1) : undefined
}

/** The extension request that waits for a decision. */
export function openRequest({ extensions }: Commitment): ExtensionRequest | undefined {
  const last = extensions.at(-1)
  return last && !last.decided && !last.lapsed ? last : undefined
}
