/** What keeps local data from being read or written; the word a screen explains. */
export type LocalDataReason =
  | 'read-only'
  | 'newer-version'
  | 'disk'
  | 'disk-full'
  | 'not-writable'
  | 'invalid'
  | 'no-record'
  | 'damaged-file'
  | 'too-large'
  | 'locked'
  | 'sealed'
  | 'no-password'
  | 'no-keychain'

/** Thrown by everything under electron/archive for troubles that are not bugs. `message` is plain English for logs. */
export class LocalDataError extends Error {
  readonly reason: LocalDataReason

  constructor(reason: LocalDataReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** The error as a trouble of the disk, unless it already says what it is. */
export function asDiskError(error: unknown, file: string): LocalDataError {
  if (error instanceof LocalDataError) return error
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? String(error)
  return new LocalDataError('disk', `${file} could not be written: ${code}`, { cause: error })
}
