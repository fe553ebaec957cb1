import { describe, expect, it } from 'vitest'
import type { Region, Sector, Unit } from '../../../../core/people/roles.ts'
import { decode, readLines } from '../../../../src/features/admin/people/read-file.ts'
import { readSheet, type Lexicon } from '../../../../src/features/admin/people/sheet.ts'
import { csv } from '../../../../src/features/list/export/csv.ts'
import { seeded } from '../../../support/random.ts'

const UNITS: Unit[] = [
  { id: 'jy', name: '教育局', region: 'xian' },
  { id: 'wj', name: '物价局', region: 'xian', retired: true },
]
const SECTORS: Sector[] = [{ id: 'education', name: '教育界' }]
const REGIONS: Region[] = [{ id: 'xian', name: '某县', level: 'county' }]
const lexicon: Lexicon = {
  titles: {
    name: ['姓名'],
    username: ['用户名'],
    roles: ['身份'],
    sector: ['界别'],
    unit: ['单位'],
    region: ['区划'],
  },
  roles: {
    representative: ['社区代表'],
    member: ['政协委员'],
    moderator: ['主持人'],
    unit: ['承办单位'],
    administrator: ['管理员'],
  },
  find: (place, name) =>
    ({ unit: UNITS, sector: SECTORS, region: REGIONS })[place].find((row) => row.name === name || row.id === name)?.id,
  unit: (id) => UNITS.find((row) => row.id === id),
  region: (id) => REGIONS.find((row) => row.id === id),
  sector: (id) => SECTORS.find((row) => row.id === id),
  holder: (username) => (username === 'admin' ? 'somebody' : undefined),
}
let last = 0
const id = () => `00000000-0000-7000-8000-${String(++last).padStart(12, '0')}`
const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer
const HEAD = '姓名,用户名,身份,界别,单位,区划'
function read(...lines: string[]) {
  const found = readLines(bytes([HEAD, ...lines].join('\r\n')))
  if ('fault' in found) throw new Error(found.fault)
  return readSheet(found.lines, lexicon, id).rows
}
const faults = (...lines: string[]) =>
  read(...lines).map(({ line, faults: found }) => [line, ...found.map(({ column, fault }) => `${column} ${fault}`)])

describe('a roster in a file', () => {
  it('[AD19] finds people, roles and places by name or code, whatever the order of the columns', () => {
    const [one, two] = read('韩雪,HanXue,政协委员、主持人,教育界,,某县', '"方, 正",fangzheng,unit,,教育局,xian')
    expect(one?.person).toMatchObject({
      name: '韩雪',
      username: 'hanxue',
      roles: ['member', 'moderator'],
      sector: 'education',
      region: 'xian',
    })
    expect(two?.person).toMatchObject({ name: '方, 正', roles: ['unit'], unit: 'jy' })
    const turned = readSheet(
      [
        ['roles', '用户名', 'NAME'],
        ['member', 'a1', '李'],
      ],
      lexicon,
      id,
    )
    expect(turned.rows[0]?.person).toMatchObject({ name: '李', username: 'a1', roles: ['member'] })
  })

  it('[AD19] names every fault by line and column, and gives no faulty person', () => {
    expect(
      faults(
        ',admin,没有的身份,无,无,无',
        '韩雪,hanxue,政协委员,,,',
        '罗琴,HANXUE,政协委员,,,',
        '方正,fang,承办单位,,,',
        '周平,аdmin,政协委员,,物价局,',
      ),
    ).toEqual([
      [2, 'name needed', 'roles unknown', 'sector unknown', 'unit unknown', 'region unknown', 'username taken'],
      [3],
      [4, 'username twice'],
      [5, 'unit missing'],
      [6, 'username wrong', 'unit retired'],
    ])
    expect(read('罗琴,x!,政协委员,,,')[0]?.person).toBeUndefined()
  })

  it('[AD19] takes no cell that a spreadsheet would run, also behind an apostrophe', () => {
    for (const cell of ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', "'=1", '＝1'])
      expect(faults(`"${cell.replaceAll('"', '""')}",hanxue,政协委员,,,`)[0], cell).toContain('name formula')
    expect(csv([['=1+1', '@x']])).toBe("\uFEFF'=1+1,'@x\r\n")
  })

  it('[AD19] reads UTF-8 with and without its mark, and GB18030', () => {
    expect(decode(bytes('\uFEFF姓名'))).toBe('姓名')
    const gb = Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb]).buffer
    expect(decode(gb)).toBe('姓名')
    expect(decode(Uint8Array.from([0xff, 0xfe, 0x00, 0x61, 0xff]).buffer)).toBeUndefined()
  })

  it('[AD19] stops at what is no roster: too large, too many lines or columns, broken quotes, nothing', () => {
    expect(readLines(bytes('a'.repeat(1024 * 1024 + 1)))).toEqual({ fault: 'too-large' })
    expect(readLines(bytes(`${HEAD}\n${'x,y\n'.repeat(3000)}`))).toEqual({ fault: 'too-large' })
    expect(readLines(bytes(`${HEAD}\n${'x,'.repeat(60)}\n`))).toEqual({ fault: 'too-large' })
    expect(readLines(bytes(`${HEAD}\n"韩雪,hanxue`))).toEqual({ fault: 'not-csv' })
    expect(readLines(bytes(`${HEAD}\n\n\n`))).toEqual({ fault: 'empty' })
    expect(
      readSheet(
        [
          ['姓名', '别的'],
          ['a', 'b'],
        ],
        lexicon,
        id,
      ).missing,
    ).toEqual(['username', 'roles'])
  })

  it('[AD19] whatever stands in a file, nothing is thrown and no faulty row is a person', () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1e9)
    const random = seeded(seed)
    const parts = [
      '姓名',
      '用户名',
      '身份',
      '"',
      ',',
      '\n',
      '\r\n',
      '=',
      '\u202e',
      '\0',
      '政协委员',
      'a',
      '教育界',
      '😀',
      '',
    ]
    for (let n = 0; n < 2000; n++) {
      const text = Array.from(
        { length: Math.floor(random() * 60) },
        () => parts[Math.floor(random() * parts.length)],
      ).join('')
      const found = readLines(bytes(`${HEAD}\n${text}`))
      if ('fault' in found) continue
      for (const row of readSheet(found.lines, lexicon, id).rows)
        expect(row.person !== undefined, `seed ${seed}: ${JSON.stringify(text)}`).toBe(row.faults.length === 0)
    }
  })
})
