/**
 * The time that every entry of every archive has, so that the same record gives the same bytes. The format writes local
 * time, so this is made anew each time, in the zone of that moment.
 */
export const fixedTime = (): Date => new Date(1980, 0, 1, 12)
