import ts from 'typescript'
import { ROOMS, target, type SourceFile } from './source.ts'

/** One breach of the house's laws, as a sentence. */
export type Breach = string

const NODE_ONLY = /^(node:|electron$|socket\.io$|pino|prom-client)/
const CORE_PACKAGES = /^(zod|canonicalize|@noble\/|chinese-days|fflate)/

/** Arrows point down: server, electron and src import core and never each other; core imports nothing of theirs. */
export function arrows(files: readonly SourceFile[]): Breach[] {
  return files.flatMap(({ file, imports }) =>
    imports.flatMap((specifier) => {
      const room = file.split('/')[0]
      const aim = target(file, specifier)
      const other = aim?.split('/')[0]
      if (aim && ROOMS.some((known) => known === other) && other !== room && other !== 'core')
        return [`${file} imports ${aim}: ${room} may import core only`]
      if (aim && /^(tests|scripts|\.\.)/.test(aim)) return [`${file} imports ${aim}: not part of the product`]
      if (room === 'core' && !aim && !CORE_PACKAGES.test(specifier))
        return [`${file} imports ${specifier}: core is pure`]
      if (room === 'src' && NODE_ONLY.test(specifier)) return [`${file} imports ${specifier}: not in a renderer`]
      if (room === 'server' && /^(electron|vue|pinia|element-plus)/.test(specifier))
        return [`${file} imports ${specifier}: not on the server`]
      return []
    }),
  )
}

/** Files that import each other in a ring, type imports included. */
export function cycles(files: readonly SourceFile[]): Breach[] {
  const edges = new Map(
    files.map(({ file, imports }) => [file, imports.flatMap((specifier) => target(file, specifier) ?? [])]),
  )
  const done = new Set<string>()
  const found: Breach[] = []
  const walk = (file: string, trail: string[]) => {
    const at = trail.indexOf(file)
    if (at >= 0) found.push(`cycle: ${[...trail.slice(at), file].join(' → ')}`)
    if (at >= 0 || done.has(file)) return
    for (const next of edges.get(file) ?? []) if (edges.has(next)) walk(next, [...trail, file])
    done.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  return found
}

export const MOST_LINES = 250

/** Files that have grown too long. */
export function tooLong(files: readonly SourceFile[]): Breach[] {
  return files.filter(({ lines }) => lines > MOST_LINES).map(({ file, lines }) => `${file} has ${lines} lines`)
}

const IMPURE = new Set(
  (
    'Date.now Math.random performance setTimeout setInterval setImmediate queueMicrotask fetch process console ' +
    'crypto localStorage window document globalThis navigator WebSocket XMLHttpRequest require Buffer'
  ).split(' '),
)

/** Clock, randomness and input/output in core: `Date.now`, `new Date()`, `Math.random`, `fetch`, `process` … */
export function impurities(files: readonly SourceFile[]): Breach[] {
  return files
    .filter(({ file }) => file.startsWith('core/'))
    .flatMap(({ file, tree }) => {
      const found: Breach[] = []
      const visit = (node: ts.Node) => {
        const name = impureName(node)
        if (name) found.push(`${file} uses ${name}: core reads no clock, no randomness, no outside world`)
        ts.forEachChild(node, visit)
      }
      visit(tree)
      return found
    })
}

function impureName(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()'
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()'
  if (ts.isPropertyAccessExpression(node)) return IMPURE.has(node.getText()) ? node.getText() : undefined
  if (!ts.isIdentifier(node) || !IMPURE.has(node.text)) return undefined
  const { parent } = node
  const named =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent)
  return named ? undefined : node.text
}
