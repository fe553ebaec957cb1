/** Hands a file to the reader, as the browser or the desktop saves files. */
export function saveAs(bytes: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(bytes)
  link.download = name
  link.click()
  // The saving has begun when the click is over; the address is let go once nobody can still be reading it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
