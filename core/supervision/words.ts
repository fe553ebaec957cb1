import type { OwnWords } from '../matter/redaction.ts'
import type { SupervisionState } from './state.ts'

/** What people saw outside can be redacted, one observation at a time. */
export const seenWords: OwnWords<SupervisionState> = {
  at({ observations }, seq) {
    const found = observations.find((one) => one.seq === seq)
    return found && { seqs: [seq], author: found.by, redacted: found.redacted !== undefined }
  },
  left(state, { type, id, seq, at, actor }) {
    if (type !== 'supervision.observed') return state
    return { ...state, observations: [...state.observations, { id, seq, text: '', by: actor, at }] }
  },
  redacted(state, seqs, redacted) {
    const observations = state.observations.map((one) => {
      if (!seqs.has(one.seq)) return one
      const { id, seq, by, at, hidden } = one
      return { id, seq, text: '', by, at, ...(hidden ? { hidden } : {}), redacted }
    })
    return { ...state, observations }
  },
}
