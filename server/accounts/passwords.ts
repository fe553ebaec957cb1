import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { createTurnstile } from './turnstile.ts'

const derive = promisify(argon2)

/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane; about 50 ms on one core. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const TAG_BYTES = 32
const SALT_BYTES = 16
// two at a time leave threads for the disk; the rest waits, and a flood is turned away
const turnstile = createTurnstile({ atOnce: 2, waiting: 256 })

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/
const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** Hashes a password with Argon2id; the answer is in PHC string form. Throws `Crowded` when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  const { memory, passes, parallelism } = COST
  const salt = randomBytes(SALT_BYTES)
  const tag = await turnstile(() =>
    derive('argon2id', { message: password.normalize('NFKC'), nonce: salt, tagLength: TAG_BYTES, ...COST }),
  )
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`
}

/** True when the password is the one under the hash. Throws on a hash of another form, and `Crowded` when too many wait. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(hash) ?? []
  if (!salt || !tag) throw new Error('a stored password hash is not in the Argon2id form')
  const expected = Buffer.from(tag, 'base64')
  const found = await turnstile(() =>
    derive('argon2id', {
      message: password.normalize('NFKC'),
      nonce: Buffer.from(salt, 'base64'),
      tagLength: expected.length,
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
    }),
  )
  return timingSafeEqual(found, expected)
}
