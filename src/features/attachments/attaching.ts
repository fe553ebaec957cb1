import { computed, onScopeDispose, watch, type ComputedRef } from 'vue'
import { ATTACHMENT_TYPES, type Attachment } from '../../../core/wire/attachments.ts'
import type { Refusal } from '../../../core/wire/refusal.ts'
import { useUploads, type Upload } from '../../stores/uploads.ts'
import { t } from '../../i18n/i18n.ts'

/** How many files one message, proposal or suggestion can carry. */
export const MOST_FILES = 10

/** What is attached: files that have arrived, and the ids of those on their way. Reactive, owned by the caller. */
export interface AttachState {
  files: Attachment[]
  uploads: string[]
}

/** A file as it is shown while one writes. `share` is how much has arrived, 0–1. */
export interface Attaching {
  key: string
  name: string
  size: number
  status: Upload['status']
  share: number
  refusal?: Refusal
  /** Of a file that has arrived. */
  attachment?: Attachment
  preview?: string
}

export interface Attachings {
  items: ComputedRef<Attaching[]>
  /** True while a file is on its way. */
  busy: ComputedRef<boolean>
  /** True when a file was refused and still stands there. */
  faulty: ComputedRef<boolean>
  /** Takes as many of the files as there is room for; answers how many were left out. */
  add(files: Iterable<File>): number
  remove(key: string): void
  retry(key: string): void
  /** Takes everything away. */
  clear(): void
}

/** Files while one writes: sent as soon as they are picked. `keep`: they go on when the screen is left. */
export function useAttaching(state: AttachState, { keep = false } = {}): Attachings {
  const uploads = useUploads()
  const under = computed(() => state.uploads.flatMap((id) => uploads.get(id) ?? []))

  watch(
    under,
    (now) => {
      for (const { id, attachment } of now) {
        if (!attachment) continue
        if (!state.files.some(({ sha256 }) => sha256 === attachment.sha256)) state.files.push(attachment)
        forget(id)
      }
    },
    { immediate: true },
  )

  function forget(id: string): void {
    state.uploads = state.uploads.filter((other) => other !== id)
    uploads.drop(id)
  }

  if (!keep) onScopeDispose(() => state.uploads.slice().forEach(forget))

  return {
    items: computed(() => [
      ...state.files.map((attachment) => ({
        key: attachment.sha256,
        name: attachment.name,
        size: attachment.size,
        status: 'done' as const,
        share: 1,
        attachment,
      })),
      ...under.value
        .filter(({ status }) => status !== 'done')
        .map(({ id, name, size, status, arrived, refusal, preview }) => ({
          key: id,
          name,
          size,
          status,
          share: size === 0 ? 0 : arrived / size,
          ...(refusal ? { refusal } : {}),
          ...(preview ? { preview } : {}),
        })),
    ]),
    busy: computed(() => under.value.some(({ status }) => status === 'waiting' || status === 'sending')),
    faulty: computed(() => under.value.some(({ status }) => status === 'failed')),
    add(files) {
      const all = [...files]
      const room = Math.max(0, MOST_FILES - state.files.length - state.uploads.length)
      state.uploads = [...state.uploads, ...all.slice(0, room).map((file) => uploads.add(file))]
      return Math.max(0, all.length - room)
    },
    remove(key) {
      if (state.uploads.includes(key)) return forget(key)
      state.files = state.files.filter(({ sha256 }) => sha256 !== key)
    },
    retry: (key) => uploads.retry(key),
    clear() {
      state.uploads.slice().forEach(forget)
      state.files = []
    },
  }
}

/** What the system's file dialogue offers. */
export const ACCEPTED = [
  ...Object.keys(ATTACHMENT_TYPES),
  ...Object.values(ATTACHMENT_TYPES).map(({ ending }) => `.${ending}`),
  '.jpeg',
].join(',')

/** The size of a file as people say it: `380 KB`, `2.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return t('attachments.kilobytes', { size: Math.max(1, Math.round(bytes / 1024)) })
  return t('attachments.megabytes', { size: (bytes / 1024 / 1024).toFixed(1) })
}

/** True for a file that is shown as a picture. */
export function isPicture({ type }: Pick<Attachment, 'type'>): boolean {
  return ATTACHMENT_TYPES[type].picture
}
