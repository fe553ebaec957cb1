const LENGTH = 6

/** What is typed to find a session that somebody is told of: the random end of its id, as six capital characters. */
export function joinCode(matter: string): string {
  return matter.replaceAll('-', '').slice(-LENGTH).toUpperCase()
}
