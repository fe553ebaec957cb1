/** Why a zip file is not read. What each means stands beside the rule in docs/rules.md. */
export const ZIP_REASONS = [
  'not-a-zip',
  'zip-damaged',
  'zip-path',
  'zip-link',
  'zip-reserved',
  'zip-name',
  'zip-twice',
  'zip-bomb',
  'zip-too-large',
  'zip-encrypted',
  'zip-method',
] as const

/** Why a folder is not a bag that holds what it says it holds. */
export const BAG_REASONS = [
  'no-bag',
  'several-bags',
  'bag-version',
  'bag-declaration',
  'bag-encoding',
  'bag-info',
  'bag-oxum',
  'bag-fetch',
  'manifest-missing',
  'manifest-line',
  'manifest-path',
  'manifest-twice',
  'manifests-differ',
  'file-missing',
  'file-unlisted',
  'file-changed',
] as const

/** Why a bag does not hold a matter that can be believed. */
export const CONTENT_REASONS = [
  'not-ours',
  'newer-version',
  'metadata',
  'record-lines',
  'record-wrong',
  'record-unreadable',
  'record-disagrees',
  'checkpoints',
  'server-key',
  'attachments',
] as const

export type ZipReason = (typeof ZIP_REASONS)[number]
export type BagReason = (typeof BAG_REASONS)[number]
export type ContentReason = (typeof CONTENT_REASONS)[number]
export type ReadReason = ZipReason | BagReason | ContentReason

/** Thrown while a bag is read: the word that a screen explains, and the file, line or event it is about. */
export class BagRefused extends Error {
  readonly reason: ReadReason
  readonly where: string | undefined

  /** `why` is plain English for logs and tests. */
  constructor(reason: ReadReason, why: string, where?: string) {
    super(where === undefined ? `${reason}: ${why}` : `${reason}: ${why} (${where})`)
    this.reason = reason
    this.where = where
  }
}

/** Throws. */
export function refuseBag(reason: ReadReason, why: string, where?: string): never {
  throw new BagRefused(reason, why, where)
}
