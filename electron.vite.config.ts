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
      rolldownOptions: { input: [at('electron/main/index.ts'), at('electron/archive/bag-reader.ts')] },
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
