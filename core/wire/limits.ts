/** Bounds of what is taken from the network. Sizes in bytes, times in ms. */
export const LIMITS = {
  messageBytes: 64 * 1024,
  depth: 16,
  keys: 64,
  items: 1000,
  attachmentBytes: 20 * 1024 * 1024,
  listPage: 100,
  duePage: 500,
  historyPage: 500,
  openEvents: 100,
  openMessages: 100,
} as const

/** Tokens a second and burst of each bucket; sign-in counts failures in a window. */
export const RATES = {
  commands: { perSecond: 10, burst: 30 },
  posts: { perSecond: 2, burst: 10 },
  signIn: { failures: 5, windowMs: 15 * 60_000 },
} as const

/** The version of this protocol, said in `session:welcome`. */
export const PROTOCOL = 1
