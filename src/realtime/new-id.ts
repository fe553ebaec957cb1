import { v7 } from 'uuid'

/** A fresh UUIDv7: for a new matter, command or draft. */
export const newId = (): string => v7()
