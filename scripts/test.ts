import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureChromium } from './chromium.ts'

/** Everything that must hold, one step after the other; closes with `N passed, N failed`. */
interface Step {
  name: string
  command: string[]
  /** Where the runner writes its counts; without it the step itself counts as one. */
  report?: 'vitest' | 'playwright'
}

const steps: Step[] = [
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'unit', command: ['npm', 'run', '--silent', 'test:unit', '--'], report: 'vitest' },
  { name: 'desktop', command: ['npm', 'run', '--silent', 'test:desktop', '--'], report: 'vitest' },
  { name: 'faults', command: ['npm', 'run', '--silent', 'test:faults', '--'], report: 'vitest' },
  { name: 'hostile', command: ['npm', 'run', '--silent', 'test:hostile', '--'], report: 'vitest' },
  { name: 'end to end', command: ['npm', 'run', '--silent', 'test:e2e', '--'], report: 'playwright' },
  { name: 'demo', command: ['npm', 'run', '--silent', 'demo'] },
]

interface Counts {
  passed: number
  failed: number
}

const folder = mkdtempSync(path.join(tmpdir(), 'zx-test-'))
const chromium = ensureChromium()
const only = process.argv.slice(2)
const totals: Counts = { passed: 0, failed: 0 }
const lines: string[] = []

for (const step of steps.filter(({ name }) => only.length === 0 || only.includes(name))) {
  const began = performance.now()
  console.log(`\n== ${step.name}`)
  const counts = await run(step)
  totals.passed += counts.passed
  totals.failed += counts.failed
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  lines.push(`${step.name.padEnd(12)} ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`)
}
console.log(`\n${lines.join('\n')}\n`)
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1

async function run(step: Step): Promise<Counts> {
  const file = path.join(folder, `${step.name}.json`)
  const [command = '', ...rest] = step.command
  const more = {
    vitest: ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    playwright: ['--reporter=list,json'],
  }
  const child = spawn(command, [...rest, ...(step.report ? more[step.report] : [])], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  })
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1))
    child.on('close', (exit) => resolve(exit ?? 1))
  })
  const counts = step.report ? read(step.report, file) : { passed: code === 0 ? 1 : 0, failed: 0 }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** The runner's own counts. A report that cannot be read is one failure. */
function read(kind: 'vitest' | 'playwright', file: string): Counts {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      stats: { expected: number; unexpected: number; flaky: number }
    }
    if (kind === 'vitest') return { passed: report.numPassedTests, failed: report.numFailedTests }
    return { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
