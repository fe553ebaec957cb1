import { z } from 'zod'

// The CSP forbids making code from text, which zod tries wherever a schema is made. So zod is told first, and whatever
// makes schemas is loaded only then: among chunks that are loaded together nothing says which one runs first.
z.config({ jitless: true })
void import('./app/boot/mount.ts')
