import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import { addressText } from '../../core/matter/task.ts'
import type { Role } from '../../core/people/roles.ts'
import type { ClientToServer, ServerToClient } from '../../core/wire/socket.ts'

/** What a connection is known by: whose it is, and the session that opened it. Times in ms UTC. */
export interface SocketData {
  account: string
  tokenHash: string
  expiresAt: number
}

export type Io = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>
export type ClientSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>

/**
 * Rooms of Socket.IO: who has a matter open, the connections of a session, and for every address of core/matter/task
 * those who have it: an account, a role, a unit.
 */
export const rooms = {
  matter: (id: string) => `matter:${id}`,
  session: (tokenHash: string) => `session:${tokenHash}`,
  account: (id: string) => addressText({ account: id }),
  role: (role: Role) => addressText({ role }),
}

/** The connections in a room. */
export function* membersOf(io: Io, room: string): Generator<ClientSocket> {
  for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
    const socket = io.sockets.sockets.get(id)
    if (socket) yield socket
  }
}

export const sizeOf = (io: Io, room: string): number => io.sockets.adapter.rooms.get(room)?.size ?? 0
