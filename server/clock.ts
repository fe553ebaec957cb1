/**
 * The server's clock, ms UTC: the wall clock as it was at the start, and from then on a clock that nobody sets. A step of
 * the machine's wall clock therefore moves no deadline; slow corrections of its speed (NTP) are followed.
 */
export function steadyClock(
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): () => number {
  const start = wall() - monotonic()
  return () => Math.round(start + monotonic())
}
