/** What a report is about: the matter as its list calls it, and the edition of the program that checked. */
export interface About {
  title: string
  number?: string | undefined
  version: string
}
