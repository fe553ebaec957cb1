/** Which of these reason words a refusal of the bridge begins with; `undefined` when none does. */
export function reasonOf<Word extends string>(error: unknown, words: readonly Word[]): Word | undefined {
  const said = error instanceof Error ? error.message : ''
  // Electron puts its own words before those of the preload
  return words.find((word) => new RegExp(`(^|: )${word}:`).test(said))
}
