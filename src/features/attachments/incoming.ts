import { ref, type Ref } from 'vue'
import { t } from '../../i18n/i18n.ts'
import { useListener } from '../../ui/listen.ts'

/** Files that are dropped on an element or pasted into it. The answer says whether files hover over it. */
export function useIncomingFiles(within: Ref<HTMLElement | null>, take: (files: File[]) => void): Ref<boolean> {
  const over = ref(false)
  const carries = (data: DataTransfer | null) => data?.types.includes('Files') ?? false

  useListener(within, 'dragover', (event) => {
    if (!carries(event.dataTransfer)) return
    event.preventDefault()
    over.value = true
  })
  useListener(within, 'dragleave', (event) => {
    if (!within.value?.contains(event.relatedTarget as Node | null)) over.value = false
  })
  useListener(within, 'drop', (event) => {
    over.value = false
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    take(files)
  })
  useListener(within, 'paste', (event) => {
    const { clipboardData } = event
    // An office program puts a picture of the text beside the text: the text is what is meant.
    if (!clipboardData || clipboardData.types.includes('text/plain')) return
    const files = [...clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    take(files.map(named))
  })
  return over
}

/** What is pasted is called `image.png` whatever it is; a name of our own says where it came from. */
function named(file: File, index: number): File {
  if (!/^image\.\w+$/i.test(file.name)) return file
  const ending = file.name.split('.').at(-1) ?? 'png'
  return new File([file], `${t('attachments.pasted', { i: index + 1 })}.${ending}`, { type: file.type })
}
