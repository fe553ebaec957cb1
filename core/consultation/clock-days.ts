/** Working days before the session for invitations and papers, and after it for the minutes. */
export interface ClockDays {
  notice: number
  papers: number
  minutes: number
}
