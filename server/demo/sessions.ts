import type { Session } from './session.ts'
import { CANAL } from './sessions/canal.ts'
import { COMING } from './sessions/coming.ts'
import { FIRE_LANE } from './sessions/fire-lane.ts'
import { MARKET } from './sessions/market.ts'
import { REVIEWED } from './sessions/reviewed.ts'

/** Every demo session. */
export const SESSIONS: Session[] = [...COMING, MARKET, FIRE_LANE, CANAL, REVIEWED]
