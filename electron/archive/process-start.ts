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
    return process.platform === 'linux' ? linuxStart(pid) : askSystem(pid)
  } catch {
    return undefined
  }
}

/** Boot id and clock ticks since boot (proc(5), field 22; the name in field 2 may hold spaces and brackets). */
function linuxStart(pid: number): string {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const ticks = line.slice(line.lastIndexOf(')') + 2).split(' ')[19]
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return `${boot}:${ticks}`
}

function askSystem(pid: number): string | undefined {
  const ask = (command: string, args: string[]) =>
    execFileSync(command, args, { encoding: 'utf8', timeout: 5000, windowsHide: true }).trim() || undefined
  return process.platform === 'win32'
    ? ask('powershell.exe', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`])
    : ask('ps', ['-p', String(pid), '-o', 'lstart='])
}
