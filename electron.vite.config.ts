import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import path from 'node:path'

const at = (file: string) => path.resolve(import.meta.dirname, file)

export default defineConfig({
  main: {
    // fflate's build for Node declares a `require` of its own, which the main module has already
    resolve: { alias: [{ find: /^fflate$/, replacement: 'fflate/browser' }] },
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        // the main process and the threads that it starts, which it looks for beside itself
        input: ['main/index', 'archive/bag-reader', 'archive/copy-reader'].map((name) => at(`electron/${name}.ts`)),
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: at('electron/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src',
    base: './',
    plugins: [vue()],
    build: {
      minify: true,
      target: 'chrome100',
      outDir: at('out/renderer'),
      rolldownOptions: { input: at('src/index.html') },
    },
  },
})
