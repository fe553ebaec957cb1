import { packager } from '@electron/packager'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Puts the built client and Electron's runtime into one folder under dist/ for this machine's system. */
const root = path.resolve(import.meta.dirname, '..')
const staged = path.join(root, 'dist/app')
const about = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  name: string
  productName: string
  version: string
  main: string
  devDependencies: { electron: string }
}

rmSync(staged, { recursive: true, force: true })
mkdirSync(staged, { recursive: true })
cpSync(path.join(root, 'out'), path.join(staged, 'out'), { recursive: true })
const { name, productName, version, main } = about
writeFileSync(path.join(staged, 'package.json'), JSON.stringify({ name, productName, version, main, type: 'module' }))

try {
  const folders = await packager({
    dir: staged,
    out: path.join(root, 'dist'),
    name: productName,
    executableName: name,
    electronVersion: about.devDependencies.electron,
    asar: true,
    overwrite: true,
  })
  console.log(folders.join('\n'))
} catch (error) {
  const why = error instanceof Error ? error.message : String(error)
  console.error(`Electron's runtime could not be fetched, so nothing was packaged: ${why}`)
  process.exitCode = 1
}
