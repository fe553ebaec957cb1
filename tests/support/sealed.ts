import type { EventFact, RecordEvent } from '../../core/record/event.ts'
import { emptyHead, sealEvent, type Head } from '../../core/record/chain.ts'
import type { MatterEvent } from '../../core/kinds.ts'
import { uuid } from './record.ts'

/** What a play has done, as the record of a server would hold it: salted, hashed and chained. */
export function sealed(facts: readonly EventFact<MatterEvent>[]): RecordEvent[] {
  let head: Head = emptyHead
  return facts.map(({ matter, id, at, actor, command, type, data }) => {
    const salt = uuid(head.seq).replaceAll('-', '')
    const event = sealEvent({ type, data }, { matter, at, actor, command }, head, id, salt)
    head = event
    return event
  })
}
