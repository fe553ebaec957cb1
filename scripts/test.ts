import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureChromium } from './chromium.ts'
import { readReport, type Report } from './report.ts'
import { ensureTools } from './tools.ts'

/** Everything that must hold, one stage after the other; closes with what failed, and with `N passed, N failed`. */
interface Step {
  name: string
  command: string[]
  /** Where the runner writes its counts; without it the step itself counts as one. */
  report?: 'vitest' | 'playwright'
}

const E2E = ['npm', 'run', '--silent', 'test:e2e', '--']
/** The steps of a stage need one core each, and run beside each other. */
const stages: Step[][] = [
  [
    { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
    { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  ],
  [{ name: 'build', command: ['npm', 'run', '--silent', 'build'] }],
  [{ name: 'unit', command: ['npm', 'run', '--silent', 'test:unit', '--'], report: 'vitest' }],
  [{ name: 'desktop', command: ['npm', 'run', '--silent', 'test:desktop', '--'], report: 'vitest' }],
  [{ name: 'faults', command: ['npm', 'run', '--silent', 'test:faults', '--'], report: 'vitest' }],
  [{ name: 'hostile', command: ['npm', 'run', '--silent', 'test:hostile', '--'], report: 'vitest' }],
  [{ name: 'end to end', command: [...E2E, '--project', 'people'], report: 'playwright' }],
  [{ name: 'axe', command: [...E2E, '--project', 'axe', '--workers', '2'], report: 'playwright' }],
  [{ name: 'demo', command: ['npm', 'run', '--silent', 'demo'] }],
]

const folder = mkdtempSync(path.join(tmpdir(), 'zx-test-'))
const chromium = ensureChromium()
ensureTools()
const only = process.argv.slice(2)
const reports: { step: string; report: Report }[] = []
const lines: string[] = []

for (const stage of stages) {
  const wanted = stage.filter(({ name }) => only.length === 0 || only.includes(name))
  if (wanted.length === 0) continue
  console.log(`\n== ${wanted.map(({ name }) => name).join(', ')}`)
  await Promise.all(wanted.map(take))
}
for (const { step, report } of reports)
  for (const { name, message } of report.failures) console.log(`\nfailed in ${step}: ${name}\n${message}`)
console.log(`\n${lines.join('\n')}\n`)
const passed = reports.reduce((sum, { report }) => sum + report.passed, 0)
const failed = reports.reduce((sum, { report }) => sum + report.failures.length, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

async function take(step: Step): Promise<void> {
  const began = performance.now()
  const report = await run(step)
  reports.push({ step: step.name, report })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  lines.push(`${step.name.padEnd(12)} ${report.passed} passed, ${report.failures.length} failed (${seconds} s)`)
}

/** Runs one step. One that ends badly has failed, whatever its report says; one without a report counts as one. */
async function run(step: Step): Promise<Report> {
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
  const report = step.report ? told(step.report, file) : { passed: code === 0 ? 1 : 0, failures: [] }
  if (code === 0 || report.failures.length > 0) return report
  return { ...report, failures: [{ name: step.name, message: `ended with code ${code}` }] }
}

function told(kind: 'vitest' | 'playwright', file: string): Report {
  try {
    return readReport(kind, file)
  } catch (error) {
    return { passed: 0, failures: [{ name: 'its report', message: String(error) }] }
  }
}
