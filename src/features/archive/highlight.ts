/** A text cut at what was sought, to mark it. Case is ignored; every second piece, `hit`, is a place found. */
export function highlight(text: string, sought: string): { text: string; hit: boolean }[] {
  const words = sought.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [{ text, hit: false }]
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'giu')
  return text
    .split(pattern)
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter(({ text: part }) => part !== '')
}
