import { createServer } from 'node:http'
import { Server } from 'socket.io'

// Bare Socket.IO doing the same work without any of ours: a text comes in, is acknowledged, and goes to everyone.
const http = createServer()
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
io.on('connection', (socket) => {
  void socket.join('room')
  socket.on('post', (text: string, acknowledge: () => void) => {
    io.to('room').emit('message', text)
    acknowledge()
  })
})
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (typeof address === 'object' && address) console.log(`listening on http://127.0.0.1:${address.port}`)
})
