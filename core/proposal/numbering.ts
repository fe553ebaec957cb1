/** The series a command takes its number from, if it gives one: the series is `proposal:YEAR`. */
export function numbering(type: string): 'proposal' | undefined {
  return type === 'proposal.file' ? 'proposal' : undefined
}
