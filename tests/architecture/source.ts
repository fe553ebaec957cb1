import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

export const ROOT = path.resolve(import.meta.dirname, '../..')
export const ROOMS = ['core', 'server', 'electron', 'src'] as const

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  file: string
  lines: number
  /** Every module named in an import, export-from, import type or dynamic import, as it is written. */
  imports: string[]
  tree: ts.SourceFile
}

/** Every source file of the product's rooms, or of another folder under the root. */
export function sources(rooms: readonly string[] = ROOMS, root: string = ROOT): SourceFile[] {
  return rooms.flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|js|cjs|mjs|vue)$/.test(entry.name))
      .map((entry) => read(path.relative(root, path.join(entry.parentPath, entry.name)), root)),
  )
}

/** Parses one file; of a .vue file, its script blocks. */
export function read(file: string, root: string = ROOT): SourceFile {
  const whole = readFileSync(path.join(root, file), 'utf8')
  const text = file.endsWith('.vue') ? scripts(whole) : whole
  return { file: file.split(path.sep).join('/'), lines: whole.trimEnd().split('\n').length, ...parse(file, text) }
}

export function parse(file: string, text: string): { imports: string[]; tree: ts.SourceFile } {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  const imports: string[] = []
  const visit = (node: ts.Node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
      imports.push((node.moduleSpecifier as ts.StringLiteral).text)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      imports.push((node.argument.literal as ts.StringLiteral).text)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [target] = node.arguments
      if (target && ts.isStringLiteral(target)) imports.push(target.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return { imports, tree }
}

function scripts(vue: string): string {
  return [...vue.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
}

/** The file that a relative import leads to, from the root; `undefined` for packages. */
export function target(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, '')))
}
