import type { Owner } from '../../core/desktop/contract.ts'

const STORES = ['drafts', 'outbox'] as const

/** Rows that belong to an owner, in the order in which they were first put. */
export interface OwnedRows<Row extends { id: string }> {
  list(owner: Owner): Promise<Row[]>
  put(owner: Owner, row: Row): Promise<void>
  remove(owner: Owner, id: string): Promise<void>
  /** Removes every row of an owner. */
  clear(owner: Owner): Promise<void>
}

interface Kept<Row> {
  owner: string
  id: string
  place: number
  row: Row
}

/**
 * Opens the browser's own database. Each row stands alone, so that two tabs of one origin never overwrite each other,
 * and every write is resolved only when the browser says that it has reached the disk.
 */
export function openOwned(factory: IDBFactory, name = 'zx'): (store: (typeof STORES)[number]) => IDBDatabaseSource {
  let opening: Promise<IDBDatabase> | undefined
  const open = () =>
    (opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open(name, 1)
      request.onupgradeneeded = () => {
        for (const store of STORES) request.result.createObjectStore(store, { keyPath: ['owner', 'id'] })
      }
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => {
        opening = undefined
        reject(request.error ?? new Error('the browser database did not open'))
      }
    }))
  return (store) => ({ store, open })
}

interface IDBDatabaseSource {
  store: string
  open: () => Promise<IDBDatabase>
}

const keyOf = ({ server, account }: Owner) => `${server}\n${account}`

/** Rows of one kind in the browser's database. */
export function ownedRows<Row extends { id: string }>({ store, open }: IDBDatabaseSource): OwnedRows<Row> {
  const write = async (change: (rows: IDBObjectStore) => void) => {
    const db = await open()
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser refused the write'))
      change(transaction.objectStore(store))
    })
  }
  return {
    async list(owner) {
      const db = await open()
      return new Promise((resolve, reject) => {
        const key = keyOf(owner)
        const range = IDBKeyRange.bound([key], [key, []])
        const request = db.transaction(store).objectStore(store).getAll(range) as IDBRequest<Kept<Row>[]>
        request.onsuccess = () => resolve(request.result.sort((a, b) => a.place - b.place).map(({ row }) => row))
        request.onerror = () => reject(request.error ?? new Error('the browser database could not be read'))
      })
    },
    put: (owner, row) =>
      write((rows) => {
        const key = keyOf(owner)
        const existing = rows.get([key, row.id]) as IDBRequest<Kept<Row> | undefined>
        existing.onsuccess = () => {
          const place = existing.result?.place
          if (place !== undefined) rows.put({ owner: key, id: row.id, place, row })
          else {
            const all = rows.getAll(IDBKeyRange.bound([key], [key, []])) as IDBRequest<Kept<Row>[]>
            all.onsuccess = () => {
              const last = Math.max(0, ...all.result.map((kept) => kept.place))
              rows.put({ owner: key, id: row.id, place: last + 1, row })
            }
          }
        }
      }),
    remove: (owner, id) => write((rows) => rows.delete([keyOf(owner), id])),
    clear: (owner) => write((rows) => rows.delete(IDBKeyRange.bound([keyOf(owner)], [keyOf(owner), []]))),
  }
}
