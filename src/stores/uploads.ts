import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { z } from 'zod'
import { attachmentSchema, ATTACHMENT_TYPES, type Attachment } from '../../core/wire/attachments.ts'
import type { Owner } from '../../core/desktop/contract.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import { platform } from '../platform/platform.ts'
import { newId } from '../realtime/new-id.ts'
import { useLink } from './link.ts'
import { useSession } from './session.ts'
import { refuseAtOnce, transfer } from './uploads/transfer.ts'

/**
 * A file on its way. `waiting`: not begun; `sending`: `arrived` of `size` bytes are there; `done`: `attachment` says
 * what it has become; `failed`: `refusal` says why, and it can be tried again.
 */
export interface Upload {
  id: string
  name: string
  size: number
  status: 'waiting' | 'sending' | 'done' | 'failed'
  arrived: number
  refusal?: Refusal
  attachment?: Attachment
  /** A picture as it lies on this machine, to be looked at before it has arrived. */
  preview?: string
}

/** How many files are sent at the same time. */
const AT_ONCE = 2
const KNOWN_MOST = 200
const knownSchema = z.array(attachmentSchema).catch([])

/** Files on their way to the server, and the reader's files that have arrived. */
export const useUploads = defineStore('uploads', () => {
  const { cache } = platform()
  const session = useSession()
  const link = useLink()

  const all = shallowRef<ReadonlyMap<string, Upload>>(new Map())
  const mine = shallowRef<readonly Attachment[]>([])
  const files = new Map<string, File>()
  const stops = new Map<string, AbortController>()

  const get = (id: string): Upload | undefined => all.value.get(id)
  /** A file that the reader has uploaded, also before a restart. */
  const known = (sha256: string): Attachment | undefined => mine.value.find((file) => file.sha256 === sha256)
  const keyOf = ({ server, account }: Owner) => `uploads:${server}:${account}`

  function change(id: string, to: Partial<Upload>): void {
    const now = get(id)
    if (now) all.value = new Map(all.value).set(id, { ...now, ...to })
  }

  function remember(attachment: Attachment): void {
    mine.value = [attachment, ...mine.value.filter(({ sha256 }) => sha256 !== attachment.sha256)].slice(0, KNOWN_MOST)
    if (session.owner) cache.save(keyOf(session.owner), mine.value)
  }

  /** Takes a file and sends it as soon as that is possible. Answers with the id under which `get` tells of it. */
  function add(file: File): string {
    const id = newId()
    const refusal = refuseAtOnce(file.size)
    const type = Object.entries(ATTACHMENT_TYPES).find(([name]) => name === file.type)?.[1]
    all.value = new Map(all.value).set(id, {
      id,
      name: file.name || 'file',
      size: file.size,
      arrived: 0,
      status: refusal ? 'failed' : 'waiting',
      ...(refusal ? { refusal } : {}),
      ...(type?.picture && !refusal ? { preview: URL.createObjectURL(file) } : {}),
    })
    files.set(id, file)
    next()
    return id
  }

  function next(): void {
    const uploads = [...all.value.values()]
    const free = AT_ONCE - uploads.filter(({ status }) => status === 'sending').length
    for (const { id } of uploads.filter(({ status }) => status === 'waiting').slice(0, Math.max(0, free))) void send(id)
  }

  async function send(id: string): Promise<void> {
    const file = files.get(id)
    const upload = get(id)
    if (!file || !upload) return
    const stop = new AbortController()
    stops.set(id, stop)
    change(id, { status: 'sending' })
    try {
      const sent = await transfer(id, upload.name, file, {
        server: () => {
          const token = session.bearer()
          return token === undefined ? undefined : { server: session.server, token }
        },
        connected,
        progress: (arrived) => change(id, { arrived }),
        signal: stop.signal,
      })
      if (sent.ok) {
        remember(sent.value)
        change(id, { status: 'done', arrived: upload.size, attachment: sent.value })
      } else change(id, { status: 'failed', refusal: sent.refusal })
    } catch (error) {
      if (!stop.signal.aborted) throw error
    } finally {
      stops.delete(id)
      next()
    }
  }

  function connected(signal: AbortSignal): Promise<void> {
    if (link.state === 'online') return Promise.resolve()
    return new Promise((resolve, reject) => {
      const off = watch(
        () => link.state,
        (state) => {
          if (state !== 'online') return
          off()
          resolve()
        },
      )
      signal.addEventListener('abort', () => {
        off()
        reject(signal.reason as Error)
      })
    })
  }

  /** Sends a failed file again, from where it was. */
  function retry(id: string): void {
    const upload = get(id)
    if (upload?.status !== 'failed' || refuseAtOnce(upload.size)) return
    const { refusal: _refusal, ...rest } = upload
    all.value = new Map(all.value).set(id, { ...rest, status: 'waiting' })
    next()
  }

  /** Forgets a file here, and stops sending it. What has arrived is cleared away by the server in time. */
  function drop(id: string): void {
    stops.get(id)?.abort()
    const { preview } = get(id) ?? {}
    if (preview) URL.revokeObjectURL(preview)
    files.delete(id)
    const rest = new Map(all.value)
    rest.delete(id)
    all.value = rest
  }

  watch(
    () => session.owner,
    (owner) => {
      for (const id of [...all.value.keys()]) drop(id)
      mine.value = owner ? knownSchema.parse(cache.load(keyOf(owner)) ?? []) : []
    },
    { immediate: true, flush: 'sync' },
  )

  return { all, get, known, add, retry, drop }
})
