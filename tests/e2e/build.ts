import { builtMain } from '../support/desktop.ts'

/** Builds the client when a source is younger than what was built. */
export default function build(): void {
  builtMain()
}
