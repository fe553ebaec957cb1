import { BAG } from '../../core/bag/layout.ts'
import { bagMetadataSchema } from '../../core/bag/metadata.ts'
import { textOf, type Folder } from '../../core/bag/read/folder.ts'
import { hashesOf } from '../../core/bag/read/manifest.ts'
import { refuseBag } from '../../core/bag/read/refusal.ts'
import type { ShelvedFileRefusal } from '../../core/desktop/shelf.ts'
import { attachmentSchema, type Attachment } from '../../core/wire/attachments.ts'
import { lookIntoBag } from './bag-file.ts'
import { nodeHasher } from './bag-work.ts'
import type { Cover } from './cover.ts'
import { exists } from './synced.ts'

/** The attachments of one bag on the shelf, read where they lie in its file. */
export class ShelvedFiles {
  readonly #bag: string
  readonly #cover: Cover | undefined

  /** `bag`: the path of the bag's file. */
  constructor(bag: string, cover?: Cover) {
    this.#bag = bag
    this.#cover = cover
  }

  /** What the bag tells of a file, once its bytes were found to be those that the record names. Throws `disk`. */
  look(sha256: string): Promise<{ ok: true; file: Attachment } | ShelvedFileRefusal> {
    return this.#over(sha256, async (bag, file, path) => {
      const [hash] = await hashesOf(bag, path, ['sha256'], nodeHasher)
      return hash === sha256 ? { ok: true as const, file } : undefined
    })
  }

  /** What the bag tells of a file that lies in it; its bytes are not looked at. Throws `disk`. */
  async find(sha256: string): Promise<Attachment | undefined> {
    const found = await this.#over(sha256, async (_bag, file) => ({ ok: true as const, file }))
    return found.ok ? found.file : undefined
  }

  /**
   * The bytes of a file as they are read, for it may be large; `undefined` when they are not there, or are not those that
   * the record names. They are checked before, and again on the way: what changes meanwhile ends in an error. Throws `disk`.
   */
  async read(sha256: string): Promise<ReadableStream<Uint8Array> | undefined> {
    if (!(await this.look(sha256)).ok) return undefined
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const out = writable.getWriter()
    const passOn = async (bag: Folder, _file: Attachment, path: string) => {
      const hash = nodeHasher('sha256')
      for await (const piece of bag.read(path)) {
        hash.update(piece)
        await out.write(piece)
      }
      return hash.hex() === sha256 ? { ok: true as const } : undefined
    }
    this.#over(sha256, passOn)
      .then((done) => (done.ok ? out.close() : out.abort(new Error(`the file is ${done.reason}`))))
      // whoever reads is told, or reads no more
      .catch((error: unknown) => out.abort(error).catch(() => undefined))
    return readable
  }

  /** Whatever is wrong with the bag around it, a file that cannot be had whole is a damaged one. */
  async #over<Result extends { ok: true }>(
    sha256: string,
    run: (bag: Folder, file: Attachment, path: string) => Promise<Result | undefined>,
  ): Promise<Result | ShelvedFileRefusal> {
    if (!(await exists(this.#bag))) return { ok: false, reason: 'gone' }
    const found = await lookIntoBag(this.#bag, this.#cover, async (bag) => {
      const file = await listed(bag, sha256)
      if (!file) return { ok: false as const, reason: 'absent' as const }
      const path = `${BAG.attachments}${sha256}`
      if (bag.files.get(path) !== file.size) refuseBag('attachments', 'a file of another size', path)
      return (await run(bag, file, path)) ?? refuseBag('attachments', 'not the file of this name', path)
    })
    if (found.ok) return found
    return { ok: false, reason: found.reason === 'absent' ? 'absent' : 'damaged' }
  }
}

/** What the bag's list tells of a file; `undefined` when it does not name it or says that it is not there. */
async function listed(bag: Folder, sha256: string): Promise<Attachment | undefined> {
  let value: unknown
  try {
    value = JSON.parse((await textOf(bag, BAG.metadata)) ?? '')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const metadata = bagMetadataSchema.safeParse(value)
  if (!metadata.success) refuseBag('metadata', 'not readable', BAG.metadata)
  const { present, ...named } = metadata.data.attachments.find((one) => one.sha256 === sha256) ?? { present: false }
  if (!present) return undefined
  const file = attachmentSchema.safeParse(named)
  return file.success ? file.data : refuseBag('metadata', 'not a file of a record', BAG.metadata)
}
