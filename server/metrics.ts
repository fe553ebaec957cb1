import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { RefusalCode } from '../core/wire/refusal.ts'

export interface MetricSources {
  /** Commands that have not been answered. */
  queueDepth: () => number
  connections: () => number
  liveMatters: () => number
  /** Seconds since the last backup, and how many have failed; absent where none are made. */
  backups?: { age: () => number; failures: () => number }
}

export type Metrics = ReturnType<typeof createMetrics>

/** What the server counts, in the form of Prometheus. `close` stops the measuring. */
export function createMetrics(sources: MetricSources) {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  const requests = new Counter({
    name: 'zx_requests_total',
    help: 'Requests answered',
    labelNames: ['request'],
    registers,
  })
  const refusals = new Counter({ name: 'zx_refusals_total', help: 'Refusals by code', labelNames: ['code'], registers })
  const commands = new Counter({ name: 'zx_commands_total', help: 'Commands carried out', registers })
  const deliveries = new Counter({ name: 'zx_deliveries_total', help: 'Packets of events delivered', registers })
  const signIns = new Counter({
    name: 'zx_sign_ins_total',
    help: 'Sign-ins by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const commit = new Histogram({
    name: 'zx_commit_seconds',
    help: 'Time until a command was durable',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  const delay = monitorEventLoopDelay({ resolution: 50 })
  delay.enable()

  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('zx_queue_depth', 'Commands under way', sources.queueDepth)
  gauge('zx_connections', 'Signed-in connections', sources.connections)
  gauge('zx_live_matters', 'Matters held in memory', sources.liveMatters)
  if (sources.backups) {
    gauge('zx_backup_age_seconds', 'Time since the last backup; NaN when there is none', sources.backups.age)
    gauge('zx_backup_failures', 'Backups that failed since the start', sources.backups.failures)
  }
  gauge('zx_event_loop_delay_p99_seconds', 'Delay of the event loop since the last reading', () => {
    const seconds = delay.percentile(99) / 1e9
    delay.reset()
    return seconds
  })
  gauge('process_resident_memory_bytes', 'Resident memory', () => process.memoryUsage.rss())
  gauge('process_cpu_seconds', 'CPU time used, user and system', () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  })

  return {
    answered(request: string, code: RefusalCode | undefined): void {
      requests.inc({ request })
      if (code) refusals.inc({ code })
      else if (request === 'matter:command') commands.inc()
    },
    delivered: (count: number): void => deliveries.inc(count),
    committed: (ms: number): void => commit.observe(ms / 1000),
    signedIn: (outcome: string): void => signIns.inc({ outcome }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: (): void => void delay.disable(),
  }
}
