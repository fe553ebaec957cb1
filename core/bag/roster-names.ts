type Named = readonly { id: string; name: string }[]

/** What everybody and every place of a roster is called, by id. */
export function rosterNames(roster: {
  accounts: Named
  units: Named
  regions: Named
  sectors: Named
}): Record<string, string> {
  const { accounts, units, regions, sectors } = roster
  return Object.fromEntries([...sectors, ...regions, ...units, ...accounts].map(({ id, name }) => [id, name]))
}
