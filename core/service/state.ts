import type { MatterState } from '../matter/state.ts'
import type { RegionLevel } from '../people/roles.ts'
import type { Attachment } from '../wire/attachments.ts'

export const SERVICE_STATUSES = ['open', 'claimed', 'resolved', 'closed'] as const
export type ServiceStatus = (typeof SERVICE_STATUSES)[number]

/** Where nothing more is said; what is published of it is still agreed upon. */
export const SERVICE_ENDS: readonly ServiceStatus[] = ['closed']

/** Who did something and when, ms UTC. */
interface Act {
  by: string
  at: number
}

/** A time at which asker and helper meet; its number is its place. */
export interface Appointment extends Act {
  startsAt: number
  minutes: number
  place: string
  note?: string
  /** The number of the earlier one that was moved to this time. */
  instead?: number
  accepted?: Act
  /** Called off by somebody, with the request that it was for, or `moved` to another time. */
  cancelled?: Act & { reason?: string; moved?: true }
}

/** What everyone could read of it, as far as its asker agrees. */
export interface Publication extends Act {
  title: string
  question: string
  answer: string
  /** The region that the asker lets be named. */
  consented?: { at: number; region?: string }
  declined?: { at: number; reason?: string }
  /** The public matter. */
  published?: { matter: string; at: number }
}

export interface ServiceState extends MatterState {
  kind: 'service'
  status: ServiceStatus
  category?: string
  region: string
  /** The region and those above it. */
  path: { region: string; level: RegionLevel }[]
  sectors: string[]
  /** Accounts that can claim it now: nobody any more once somebody has. */
  offered: string[]
  /** The unit that can claim it now. */
  sent?: Act & { unit: string }
  /** Since when it waits as it does to be claimed, ms UTC. */
  since: number
  /** What is asked, once somebody has claimed it; until then it is held beside the record. */
  details?: string
  /** The files that came with what is asked. */
  attachments?: Attachment[]
  /** Who helps; anybody of `unit` where there is one. */
  helper?: { account: string; unit?: string; at: number }
  refusals: (Act & { unit?: string; reason: string })[]
  handedBack: (Act & { reason: string })[]
  answer?: Act & { text: string }
  reopenings: (Act & { reason: string })[]
  rating?: { score: number; text?: string; at: number }
  /** How it came to its end without a rating. */
  ended?: Act & { withdrawn: boolean; reason?: string }
  appointments: Appointment[]
  publications: Publication[]
}

/** The appointment that stands, agreed upon or not, with its number. */
export function standingAppointment({ appointments }: ServiceState): (Appointment & { number: number }) | undefined {
  const number = appointments.length - 1
  const last = appointments[number]
  return last && !last.cancelled ? { ...last, number } : undefined
}

/** The newest draft of what could be published, with its number. */
export function latestDraft({ publications }: ServiceState): (Publication & { number: number }) | undefined {
  const number = publications.length - 1
  const last = publications[number]
  return last && { ...last, number }
}
