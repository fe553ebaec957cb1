import { accept, type Decision } from '../matter/decision.ts'
import type { TimedCommand } from '../matter/wake.ts'
import { isPaused, isRunning, type Clock } from './clocks.ts'
import type { ClockEvent } from './events.ts'

/** Which clock a command is for. */
interface ClockName {
  rule: string
  key?: string
  set: number
}

const nameOf = ({ rule, key, set }: Clock): ClockName => ({ rule: rule.id, ...(key === undefined ? {} : { key }), set })

/** Whether a clock is to be warned of, or found past its end, at a time in ms UTC. */
function dueWord(clock: Clock, at: number): 'warn' | 'breach' | undefined {
  const { rule, due, warnsAt, setAt, warned, breached } = clock
  if (!rule.onRecord || !isRunning(clock) || isPaused(clock)) return undefined
  if (at > due) return breached === undefined ? 'breach' : undefined
  // who is given a date that is near already need not be warned of it
  return at >= warnsAt && warnsAt > setAt && warned === undefined ? 'warn' : undefined
}

/** The commands that clocks give by time alone, as they are due at a time in ms UTC. */
export function clockCommands(clocks: readonly Clock[], at: number): TimedCommand[] {
  return clocks.flatMap((clock) => {
    const word = dueWord(clock, at)
    if (!word) return []
    const data = nameOf(clock)
    const type = `clock.${word}`
    const due = word === 'warn' ? clock.warnsAt : clock.due + 1
    return [{ type, data, due, cause: [type, data.rule, data.key ?? '', data.set].join(' ') }]
  })
}

/** The next times after `at` (ms UTC) at which a clock's light changes or it gives a command. */
export function clockMoments(clocks: readonly Clock[], at: number): number[] {
  return clocks
    .filter((clock) => isRunning(clock) && !isPaused(clock))
    .flatMap(({ warnsAt, due }) => [warnsAt, due + 1])
    .filter((moment) => moment > at)
}

/** Carries a clock's command out where it is still due; what has been said, or stopped meanwhile, is nothing to do. */
export function decideClock(
  clocks: readonly Clock[],
  command: { type: string; data: unknown },
  at: number,
): Decision<ClockEvent> {
  const { rule: id, key, set } = command.data as ClockName
  const clock = clocks.find((one) => one.rule.id === id && one.key === key && one.set === set)
  if (!clock || command.type !== `clock.${dueWord(clock, at)}`) return accept()
  const { rule, unit, due } = clock
  const data = { ...nameOf(clock), name: rule.name, ...(unit === undefined ? {} : { unit }), due }
  return accept({ type: command.type === 'clock.warn' ? 'clock.warned' : 'clock.breached', data })
}
