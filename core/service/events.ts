import type { RegionLevel } from '../people/roles.ts'
import type { Attachment } from '../wire/attachments.ts'

/** `data` of the events of a micro-service. Times in ms UTC. */
export interface ServiceEventData {
  /** The details and their files are held beside the record until somebody has claimed it. */
  'service.posted': {
    title: string
    category?: string
    region: string
    /** The region and those above it. */
    path: { region: string; level: RegionLevel }[]
    sectors: string[]
    /** Accounts of those who can claim it. */
    offered: string[]
  }
  'service.offered': { offered: string[] }
  'service.sent': { unit: string }
  /** By a unit, or by one of the members that it was offered to. */
  'service.refused': { by: 'unit' | 'member'; unit?: string; reason: string }
  /** `details` and files where they were held until then; `unit` where somebody claims it for one. */
  'service.claimed': { unit?: string; details?: string; attachments?: Attachment[] }
  'service.handed-back': { reason: string }
  'service.resolved': { answer: string }
  'service.reopened': { reason: string }
  'service.rated': { score: number; text?: string }
  'service.withdrawn': { reason?: string }
  'service.closed': { reason: string }
  /** `instead`: the earlier one, which is off. */
  'appointment.proposed': {
    appointment: number
    instead?: number
    startsAt: number
    minutes: number
    place: string
    note?: string
  }
  'appointment.accepted': { appointment: number }
  'appointment.cancelled': { appointment: number; reason: string }
  'publication.drafted': { draft: number; title: string; question: string; answer: string }
  /** `region` is the one of the level that was chosen; without it none is named. */
  'publication.consented': { draft: number; region?: string }
  'publication.declined': { reason?: string }
  /** The matter in which it can be read by everyone. */
  'publication.published': { matter: string; draft: number }
}

export type ServiceEventType = keyof ServiceEventData
export type ServiceEvent = { [T in ServiceEventType]: { type: T; data: ServiceEventData[T] } }[ServiceEventType]
