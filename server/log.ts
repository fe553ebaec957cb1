import { destination, pino, type Logger } from 'pino'

export type { Logger } from 'pino'

// whatever is logged by mistake: secrets and what people wrote never reach the log
const SECRET = ['token', 'password', 'authorization', 'cookie', 'text', 'data', 'auth']
const paths = SECRET.flatMap((key) => [key, `*.${key}`, `*.*.${key}`])

/** A log of JSON lines on stderr, so that stdout stays for the one line that says where the server listens. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, redact: { paths, censor: '(redacted)' } }, destination({ fd: 2, sync: true }))
}
