// Runs in both worlds of a page: SIDE is 'preload' (isolated world) or 'page' (main world).
// contextBridge values cross by synchronous CustomEvents whose detail Chromium clones between worlds;
// functions and promises cross as ids, so neither world ever holds an object of the other.
export function world(SIDE) {
  const OTHER = SIDE === 'preload' ? 'page' : 'preload'
  const fns = new Map(), ids = new Map(), waits = new Map()
  let next = 0, reply, onAsk
  const fire = (msg) => { reply = undefined; dispatchEvent(new CustomEvent(`__standin_to_${OTHER}`, { detail: msg })); return reply }
  const enc = (v, depth = 0) => {
    if (depth > 1000) throw new Error('Electron contextBridge recursion depth exceeded.')
    if (typeof v === 'symbol') throw new Error('symbols cannot cross the contextBridge')
    if (typeof v === 'function') {
      let id = ids.get(v)
      if (!id) { id = ++next; ids.set(v, id); fns.set(id, v) }
      return { t: 'fn', id }
    }
    if (v instanceof Promise) {
      const id = ++next
      v.then((x) => fire({ k: 'settle', id, ok: true, v: enc(x) }), (e) => fire({ k: 'settle', id, ok: false, v: String(e?.message ?? e) }))
      return { t: 'promise', id }
    }
    if (Array.isArray(v)) return { t: 'array', v: v.map((x) => enc(x, depth + 1)) }
    if (v instanceof Error) return { t: 'error', v: v.message }
    if (v !== null && typeof v === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(v)))
      return { t: 'object', v: Object.entries(v).map(([k, x]) => [k, enc(x, depth + 1)]) }
    return { t: 'value', v: v !== null && typeof v === 'object' ? structuredClone(v) : v }
  }
  const dec = (m) => {
    switch (m.t) {
      case 'fn': return (...a) => { const r = fire({ k: 'call', id: m.id, a: a.map((x) => enc(x)) }); if (!r.ok) throw new Error(r.v); return dec(r.v) }
      case 'promise': return new Promise((ok, no) => waits.set(m.id, { ok, no }))
      case 'array': return m.v.map(dec)
      case 'error': return new Error(m.v)
      case 'object': return Object.fromEntries(m.v.map(([k, x]) => [k, dec(x)]))
      default: return m.v
    }
  }
  const freeze = (o) => { if (o && typeof o === 'object') { Object.values(o).forEach(freeze); Object.freeze(o) } return o }
  addEventListener(`__standin_to_${SIDE}`, (ev) => {
    const m = ev.detail
    if (m.k === 'reply') { reply = m }
    else if (m.k === 'ask') { reply = undefined; onAsk?.(m) }
    else if (m.k === 'expose') Object.defineProperty(globalThis, m.key, { value: freeze(dec(m.v)), enumerable: true })
    else if (m.k === 'settle') { const w = waits.get(m.id); waits.delete(m.id); if (m.ok) w?.ok(dec(m.v)); else w?.no(new Error(m.v)) }
    else if (m.k === 'call') {
      let out
      try { out = { k: 'reply', ok: true, v: enc(fns.get(m.id)(...m.a.map(dec))) } } catch (e) { out = { k: 'reply', ok: false, v: String(e?.message ?? e) } }
      dispatchEvent(new CustomEvent(`__standin_to_${OTHER}`, { detail: out }))
    }
  })
  const expose = (key, v) => {
    if (Object.hasOwn(globalThis, key)) throw new Error(`Cannot bind an API on top of an existing property on the window object`)
    fire({ k: 'expose', key, v: enc(v) })
  }
  return { expose, fire, onAsk: (f) => { onAsk = f } }
}
// The page's own world: what asks for a permission asks main first, then the engine, which main has set accordingly.
export function watch(bridge) {
  const waits = new Map()
  let next = 0
  bridge.onAsk((m) => { waits.get(m.id)?.(m.granted); waits.delete(m.id) })
  const ask = (permission) => new Promise((ok) => { const id = ++next; waits.set(id, ok); bridge.fire({ k: 'ask', what: 'permission', id, permission }) })
  const first = (proto, name, permission, refused) => {
    const own = proto?.[name]
    if (!own) return
    proto[name] = { async [name](...a) { const granted = await ask(permission); if (!granted && refused) throw refused(); return own.apply(this, a) } }[name]
  }
  first(globalThis.Notification, 'requestPermission', 'notifications')
  first(globalThis.MediaDevices?.prototype, 'getUserMedia', 'media')
  for (const name of ['read', 'readText']) first(globalThis.Clipboard?.prototype, name, 'clipboard-read')
  for (const name of ['write', 'writeText']) first(globalThis.Clipboard?.prototype, name, 'clipboard-sanitized-write')
  first(globalThis.Element.prototype, 'requestFullscreen', 'fullscreen', () => new TypeError('Permissions check failed'))
  for (const name of ['getCurrentPosition', 'watchPosition']) first(globalThis.Geolocation?.prototype, name, 'geolocation')
  addEventListener('contextmenu', (e) => setTimeout(() => {
    if (e.defaultPrevented) return
    const field = e.target instanceof HTMLInputElement || e.target instanceof HTMLTextAreaElement
    const params = { x: e.clientX, y: e.clientY, isEditable: field || e.target?.isContentEditable === true, selectionText: String(getSelection() ?? '') }
    bridge.fire({ k: 'ask', what: 'context-menu', params })
  }))
}
// The sandboxed preload's `require`: only what Electron's sandbox offers.
export function sandbox(bridge, ser, de) {
  const on = new Map(), calls = new Map()
  let next = 0
  const send = (m) => globalThis.__standin_ipc(ser(m))
  const list = (c) => on.get(c) ?? on.set(c, []).get(c)
  const ipcRenderer = {
    invoke: (channel, ...args) => new Promise((ok, no) => { const id = ++next; calls.set(id, { ok, no }); send({ k: 'invoke', id, channel, args }) }),
    send: (channel, ...args) => send({ k: 'send', channel, args }),
    sendSync: () => { throw new Error('stand-in: sendSync is not covered') },
    on: (c, f) => { list(c).push(f); return ipcRenderer },
    once: (c, f) => { const g = (...a) => { ipcRenderer.off(c, g); f(...a) }; return ipcRenderer.on(c, g) },
    off: (c, f) => { on.set(c, list(c).filter((x) => x !== f)); return ipcRenderer },
    removeAllListeners: (c) => { on.delete(c); return ipcRenderer },
  }
  ipcRenderer.addListener = ipcRenderer.on
  ipcRenderer.removeListener = ipcRenderer.off
  bridge.onAsk((m) => {
    if (m.what === 'context-menu') return send({ k: 'context-menu', params: m.params })
    const id = ++next
    calls.set(id, { ok: (granted) => bridge.fire({ k: 'ask', id: m.id, granted }) })
    send({ k: 'permission', id, permission: m.permission })
  })
  globalThis.__standin_deliver = (text) => {
    const m = de(text)
    if (m.k === 'event') for (const f of [...list(m.channel)]) f({ sender: ipcRenderer, ports: [] }, ...m.args)
    else { const c = calls.get(m.id); calls.delete(m.id); if (m.ok) c?.ok(m.v); else c?.no(new Error(`Error invoking remote method '${m.channel}': ${m.v}`)) }
  }
  const electron = {
    contextBridge: { exposeInMainWorld: bridge.expose }, ipcRenderer,
    webUtils: { getPathForFile: () => '' }, webFrame: { setZoomFactor: () => {}, getZoomFactor: () => 1 },
  }
  return (name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`) // what Electron's sandboxed preload says
  }
}
