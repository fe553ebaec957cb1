import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const room = (name: string, more: object = {}) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    ...more,
  },
})

export default defineConfig({
  test: {
    // both cores of a small machine; rooms that need it to themselves say so
    maxWorkers: 2,
    projects: [
      room('architecture'),
      room('core'),
      room('server'),
      {
        plugins: [vue()],
        ...room('renderer', { environment: 'happy-dom', server: { deps: { inline: ['element-plus'] } } }),
      },
      // a real engine now and then stumbles on a busy machine: what holds only the second time is named in the run
      room('desktop', { fileParallelism: false, retry: 1 }),
      room('faults', { testTimeout: 300_000, fileParallelism: false }),
      room('hostile', { testTimeout: 180_000, fileParallelism: false }),
    ],
  },
})
