import type { DesktopApp } from './desktop.ts'

/** A question that the program asked of the system: which, and with what options. */
export interface Asked {
  kind: 'open' | 'save'
  options: { title?: string; defaultPath?: string; filters?: { name: string; extensions: string[] }[] }
}

/** Somebody who answers the program's open and save dialogs, in the order of the answers. */
export interface Answerer {
  /** The path that the next dialog is answered with; null cancels it. What is asked without an answer is cancelled. */
  answer(file: string | null): Promise<void>
  /** Every question so far. */
  asked(): Promise<Asked[]>
}

interface Desk {
  asked: Asked[]
  answers: (string | null)[]
}

/** Puts an answerer in the place of the open and save dialogs of a running program, on either runtime. */
export async function answerDialogs(app: DesktopApp): Promise<Answerer> {
  await app.evaluate(({ dialog }) => {
    const desk: Desk = { asked: [], answers: [] }
    Object.assign(globalThis, { dialogDesk: desk })
    const next = (kind: Asked['kind'], args: unknown[]) => {
      desk.asked.push({ kind, options: args.at(-1) as Asked['options'] })
      return desk.answers.shift() ?? null
    }
    Object.assign(dialog, {
      showOpenDialog: async (...args: unknown[]) => {
        const file = next('open', args)
        return { canceled: file === null, filePaths: file === null ? [] : [file] }
      },
      showSaveDialog: async (...args: unknown[]) => {
        const file = next('save', args)
        return { canceled: file === null, filePath: file ?? '' }
      },
    })
  })
  return {
    answer: (file) =>
      app.evaluate((_electron, answer) => {
        ;(globalThis as unknown as { dialogDesk: Desk }).dialogDesk.answers.push(answer)
      }, file),
    asked: () => app.evaluate(() => (globalThis as unknown as { dialogDesk: Desk }).dialogDesk.asked),
  }
}
