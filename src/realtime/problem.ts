/** Why nobody is signed in, for the sign-in page to explain. */
export type SessionProblem =
  | { kind: 'wrong-password' }
  | { kind: 'rate-limited'; retryAfterMs: number }
  | { kind: 'no-server'; server: string }
  | { kind: 'key-changed'; server: string; pinned: string; offered: string }
  | { kind: 'expired'; reason: 'expired' | 'signed-out' | 'suspended' }
  | { kind: 'protocol'; detail: string }
