import { readFileSync } from 'node:fs'

/** What a runner says of itself: how many held, and each that did not with its first words. */
export interface Report {
  passed: number
  failures: { name: string; message: string }[]
}

interface VitestReport {
  numPassedTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

interface Suite {
  suites?: Suite[]
  specs?: { title: string; file: string; tests: { status: string; results: { error?: { message?: string } }[] }[] }[]
}
interface PlaywrightReport extends Suite {
  stats: { expected: number }
  errors: { message?: string }[]
}

/** Reads the JSON report of a runner. Throws when there is none or it cannot be read. */
export function readReport(kind: 'vitest' | 'playwright', file: string): Report {
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return kind === 'vitest' ? ofVitest(report as VitestReport) : ofPlaywright(report as PlaywrightReport)
}

function ofVitest({ numPassedTests, testResults }: VitestReport): Report {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed')
    // a file that could not be loaded, or whose set-up failed, has no failed test of its own
    if (failed.length === 0 && status === 'failed') return [{ name, message: firstWords(message) }]
    return failed.map((one) => ({ name: `${name} ${one.fullName}`, message: firstWords(one.failureMessages[0]) }))
  })
  return { passed: numPassedTests, failures }
}

function ofPlaywright(report: PlaywrightReport): Report {
  return {
    passed: report.stats.expected,
    failures: [
      ...report.errors.map(({ message }) => ({ name: 'set-up', message: firstWords(message) })),
      ...specsOf(report).flatMap(({ title, file, tests }) =>
        tests
          .filter(({ status }) => status === 'unexpected' || status === 'flaky')
          .map(({ results }) => ({
            name: `${file} ${title}`,
            message: firstWords(results.find(({ error }) => error)?.error?.message),
          })),
      ),
    ],
  }
}

const specsOf = ({ specs = [], suites = [] }: Suite): NonNullable<Suite['specs']> => [
  ...specs,
  ...suites.flatMap(specsOf),
]

const MOST_LINES = 12
const firstWords = (message = 'no message') => message.split('\n').slice(0, MOST_LINES).join('\n')
