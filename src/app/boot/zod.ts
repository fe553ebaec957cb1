import { z } from 'zod'

// The renderer's CSP forbids compiling text, which zod otherwise does. Imported before anything that parses.
z.config({ jitless: true })
