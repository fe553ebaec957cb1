import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COMMAND_TYPES, permissions } from '../../../core/kinds.ts'
import { ROLES } from '../../../core/people/roles.ts'
import { allowed, lettersOf, matrix } from './matrix.ts'

const page = readFileSync(new URL('../../../docs/permissions.md', import.meta.url), 'utf8')
const row = (type: string) => page.split('\n').find((line) => line.startsWith(`| \`${type}\` |`))

describe('the permission table', () => {
  it('[PM1] every command has a line', () => {
    expect(Object.keys(permissions).sort()).toEqual([...COMMAND_TYPES].sort())
  })

  describe.each(COMMAND_TYPES)('%s', (type) => {
    it.each(ROLES)('[PM2] %s may do what docs/permissions.md says, in every case', (role) => {
      const cells = row(type)
        ?.split('|')
        .slice(2)
        .map((cell) => cell.trim())
      const promised = cells?.[ROLES.indexOf(role)]
      const found =
        lettersOf(type)
          .filter((letter) => allowed(type, role, letter))
          .join('') || '—'
      expect(found, `${type} by ${role}; if this is meant, the line is:\n${matrix([type]).split('\n').at(-1)}`).toBe(
        promised,
      )
    })
  })
})
