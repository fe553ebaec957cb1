import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * A word for when a process began, so that a number used again is not taken for the process that had it before.
 * `undefined` when the system does not tell; `null` when there is no such process.
 */
export function processStart(pid: number): string | undefined | null {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null
  }
  try {
    if (process.platform === 'linux') return linuxStart(pid)
    // Asking the system about oneself takes most of a second on Windows, at every start.
    return pid === process.pid ? String(Math.round(Date.now() / 1000 - process.uptime())) : askSystem(pid)
  } catch {
    return undefined
  }
}

/** How far apart two readings of one start can lie, in seconds: the program counts from a little after its start. */
const TOLERANCE = 5

/** True when two words mean the same start. */
export function sameStart(a: string, b: string): boolean {
  return a === b || Math.abs(Number(a) - Number(b)) <= TOLERANCE
}

/** Boot id and clock ticks since boot (proc(5), field 22; the name in field 2 may hold spaces and brackets). */
function linuxStart(pid: number): string {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const ticks = line.slice(line.lastIndexOf(')') + 2).split(' ')[19]
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return `${boot}:${ticks}`
}

/** Seconds since 1970. */
function askSystem(pid: number): string | undefined {
  const ask = (command: string, args: string[]) =>
    execFileSync(command, args, {
      encoding: 'utf8',
      timeout: 5000,
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C' },
    }).trim()
  if (process.platform === 'win32')
    return ask('powershell.exe', [
      '-NoProfile',
      '-Command',
      `([DateTimeOffset](Get-Process -Id ${pid}).StartTime).ToUnixTimeSeconds()`,
    ])
  const began = Date.parse(ask('ps', ['-p', String(pid), '-o', 'lstart=']))
  return Number.isNaN(began) ? undefined : String(began / 1000)
}
