/** Why nobody is signed in, for the sign-in page to explain. */
export type SessionProblem =
  | { kind: 'wrong-password' }
  | { kind: 'rate-limited'; retryAfterMs: number }
  | { kind: 'no-server'; server: string }
  | { kind: 'key-changed'; server: string; pinned: string; offered: string }
  /** `open`: what is kept on this machine was to be sealed, and could not be. */
  | { kind: 'expired'; reason: 'expired' | 'signed-out' | 'suspended'; open?: true }
  /** What is kept on this machine is sealed under another password. `wrong`: the one given for it is not that either. */
  | { kind: 'sealed'; wrong: boolean }
  | { kind: 'protocol'; detail: string }
