export type Panel = 'now' | 'discussion' | 'floor' | 'agenda' | 'console'

// From these widths in characters on, the discussion stands beside what is now, then floor and agenda too.
const TWO = 62
const THREE = 88

/** What stands side by side at a width in body characters, and what is behind tabs. `leads`: with the console. */
export function panelsOf(width: number, leads: boolean): { columns: 1 | 2 | 3; tabs: Panel[] } {
  const columns = width >= THREE ? 3 : width >= TWO ? 2 : 1
  const tabs: (Panel | false)[] = [
    'now',
    columns < 2 && 'discussion',
    columns < 3 && 'floor',
    columns < 3 && 'agenda',
    leads && 'console',
  ]
  return { columns, tabs: tabs.filter((panel) => panel !== false) }
}
