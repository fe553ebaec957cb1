import type { Fact, FactName } from './facts.ts'
import type { Reply } from './refusal.ts'
import type { RequestIn, RequestName, RequestValue } from './requests.ts'

/** Socket.IO's map of what clients send: one object and an acknowledgement each. */
export type ClientToServer = {
  [N in RequestName]: (body: RequestIn<N>, acknowledge: (reply: Reply<RequestValue<N>>) => void) => void
}

/** Socket.IO's map of what the server tells. */
export type ServerToClient = { [N in FactName]: (fact: Fact<N>) => void }
