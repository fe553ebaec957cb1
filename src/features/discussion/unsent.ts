/** What has been typed and not sent, by matter, so that looking elsewhere loses nothing. Gone when the program ends. */
export const kept = new Map<string, string>()
