import type { CommandResult, Store } from '../store/contract.ts'

const GENERATION = 5000

/** The latest results of commands in memory, in front of the store's own memory of them. */
export function createRecall(store: Store) {
  // two generations, the older one dropped as a whole: taking the oldest entry out of a big map each time is slow
  let young = new Map<string, CommandResult>()
  let old = new Map<string, CommandResult>()
  const key = (actor: string, id: string) => `${actor} ${id}`
  const recent = (actor: string, id: string) => young.get(key(actor, id)) ?? old.get(key(actor, id))

  return {
    keep(actor: string, id: string, result: CommandResult): void {
      young.set(key(actor, id), result)
      if (young.size < GENERATION) return
      old = young
      young = new Map()
    },
    /** What is known without asking the store. */
    recent,
    /** What is known at all. */
    find: async (actor: string, id: string): Promise<CommandResult | undefined> =>
      recent(actor, id) ?? (await store.commandResult(actor, id)),
  }
}

export type Recall = ReturnType<typeof createRecall>
