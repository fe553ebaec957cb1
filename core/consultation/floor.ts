/** A raised hand. `sector` and `region` are the speaker's at that time; ms UTC. */
export interface Hand {
  account: string
  at: number
  sector?: string
  region?: string
}

/** A turn to speak: until `to`, or still going on. `limitMs` is the time that was given. */
export interface Speech extends Hand {
  to?: number
  limitMs?: number
  item?: string
  /** Who was suggested when the floor was given. */
  suggested?: string
}

/** The queue in the order in which hands were raised, and everyone who has spoken; the last one may be speaking. */
export interface Floor {
  hands: Hand[]
  speeches: Speech[]
}

/** Who has the floor. */
export function speaking({ speeches }: Floor): Speech | undefined {
  const last = speeches.at(-1)
  return last && last.to === undefined ? last : undefined
}

/** How long a speech has lasted at a time, in ms. */
export function duration(speech: Speech, now: number): number {
  return Math.max(0, (speech.to ?? now) - speech.at)
}

/** Why somebody is suggested: the first of the reasons that set them apart from the others in the queue. */
export type SuggestionReason = 'only' | 'first-time' | 'sector' | 'region' | 'waited'

export interface NextSpeaker {
  account: string
  because: SuggestionReason
}

/**
 * Who should speak next. The rule, in words, as the screen states it:
 * 1. Who has not spoken in this session goes before who has.
 * 2. Then who is of the sector that has spoken for the shortest time so far.
 * 3. Then who is of the region that has spoken for the shortest time so far.
 * 4. Then who raised the hand first.
 * People without a sector or region count as one of their own. The moderator decides; this only suggests.
 * Times are reckoned at `now`, ms UTC. `undefined` when no hand is up.
 */
export function nextSpeaker(floor: Floor, now: number): NextSpeaker | undefined {
  const spoken = new Set(floor.speeches.map(({ account }) => account))
  const time = (of: (hand: Hand) => string | undefined) => {
    const total = new Map<string, number>()
    for (const speech of floor.speeches) {
      const group = of(speech) ?? ''
      total.set(group, (total.get(group) ?? 0) + duration(speech, now))
    }
    return (hand: Hand) => total.get(of(hand) ?? '') ?? 0
  }
  const rules: [SuggestionReason, (hand: Hand) => number][] = [
    ['first-time', ({ account }) => Number(spoken.has(account))],
    ['sector', time(({ sector }) => sector)],
    ['region', time(({ region }) => region)],
    ['waited', ({ at }) => at],
  ]
  let left = floor.hands
  for (const [because, worth] of left.length > 1 ? rules : []) {
    const least = Math.min(...left.map(worth))
    left = left.filter((hand) => worth(hand) === least)
    if (left.length === 1 && left[0]) return { account: left[0].account, because }
  }
  // hands of one moment stand in the order in which they came
  return left[0] && { account: left[0].account, because: floor.hands.length > 1 ? 'waited' : 'only' }
}

/** How much a group has spoken: time in ms, speeches, different people; and how many of it wait. */
export interface FloorShare {
  group: string
  ms: number
  speeches: number
  speakers: number
  waiting: number
}

/** Speaking time by sector (or region), the most first; people without one are the group ''. `now` in ms UTC. */
export function floorShares(floor: Floor, by: 'sector' | 'region', now: number): FloorShare[] {
  const groups = new Set([...floor.hands, ...floor.speeches].map((hand) => hand[by] ?? ''))
  return [...groups]
    .map((group) => {
      const held = floor.speeches.filter((speech) => (speech[by] ?? '') === group)
      return {
        group,
        ms: held.reduce((sum, speech) => sum + duration(speech, now), 0),
        speeches: held.length,
        speakers: new Set(held.map(({ account }) => account)).size,
        waiting: floor.hands.filter((hand) => (hand[by] ?? '') === group).length,
      }
    })
    .sort((a, b) => b.ms - a.ms || (a.group < b.group ? -1 : 1))
}
