import type { CommandResult, Store } from '../store/contract.ts'

const MOST = 10_000

/** The latest results of commands in memory, in front of the store's own memory of them. */
export function createRecall(store: Store) {
  const latest = new Map<string, CommandResult>()
  const key = (actor: string, id: string) => `${actor} ${id}`

  return {
    keep(actor: string, id: string, result: CommandResult): void {
      latest.set(key(actor, id), result)
      const [oldest] = latest.keys()
      if (latest.size > MOST && oldest !== undefined) latest.delete(oldest)
    },
    /** What is known without asking the store. */
    recent: (actor: string, id: string): CommandResult | undefined => latest.get(key(actor, id)),
    /** What is known at all. */
    find: async (actor: string, id: string): Promise<CommandResult | undefined> =>
      latest.get(key(actor, id)) ?? (await store.commandResult(actor, id)),
  }
}

export type Recall = ReturnType<typeof createRecall>
