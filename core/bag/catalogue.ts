import { isoOf, dayOf } from './day.ts'
import type { BagMetadata } from './metadata.ts'
import { KIND_WORDS, statusWord } from './page/words.ts'
import { writable } from './xml-characters.ts'

type Node = readonly [name: string, content: string | readonly Node[]]

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => writable(text).replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)

function written([name, content]: Node, indent: string): string {
  if (typeof content === 'string') return `${indent}<${name}>${escaped(content)}</${name}>\n`
  return `${indent}<${name}>\n${content.map((node) => written(node, `${indent}  `)).join('')}${indent}</${name}>\n`
}

/**
 * `data/metadata.xml`: the elements of DA/T 46—2009 for which the record has a value, under their names there. Which
 * stand for what, and which have no counterpart, is in docs/archive-metadata.md.
 */
export function catalogueOf(metadata: BagMetadata, files: readonly { path: string; size: number }[]): string {
  const { matter, names, attachments, key } = metadata
  const kind = KIND_WORDS[matter.kind]
  const present = attachments.filter((one) => one.present)
  const named = (id: string) => (Object.hasOwn(names, id) ? names[id] : undefined) ?? id
  const record: Node[] = [
    ['聚合层次', '件'],
    ['来源', [['立档单位名称', '智慧政协']]],
    ['电子文件号', matter.id],
    ['档号', [['年度', dayOf(matter.createdAt).slice(0, 4)]]],
    [
      '内容描述',
      [
        ['题名', matter.title],
        ...(matter.number === undefined ? [] : ([['文件编号', matter.number]] as const)),
        ['责任者', named(matter.author)],
        ['日期', isoOf(matter.createdAt)],
        ['文种', kind],
        [
          '摘要',
          `${kind}，${statusWord(matter.kind, matter.status)}；记录共 ${matter.events} 条，末条校验值 ${matter.head}`,
        ],
      ],
    ],
    [
      '形式特征',
      [
        ['文件组合类型', present.length > 0 ? '组合文件' : '单份文件'],
        ['件数', String(1 + present.length)],
        ['语种', '汉语'],
        ['稿本', '正本'],
      ],
    ],
    ...files.map(({ path, size }): Node => [
      '电子属性',
      [
        ['格式信息', formatOf(path)],
        ['计算机文件名', path],
        ['计算机文件大小', String(size)],
      ],
    ]),
    [
      '电子属性',
      [
        ['文档创建程序', '智慧政协'],
        ['信息系统描述', `${metadata.format} ${metadata.version}`],
      ],
    ],
    ...(key === undefined
      ? []
      : ([
          [
            '电子签名',
            [
              ['签名规则', 'RFC 8032'],
              ['签名算法标识', 'Ed25519'],
              ['证书', key],
            ],
          ],
        ] as const)),
  ]
  const people = Object.entries(names).map(([id, name]): Node => [
    '机构人员实体',
    [
      ['机构人员标识符', id],
      ['机构人员名称', name],
    ],
  ])
  const business: Node = [
    '业务实体',
    [
      ['业务行为', statusWord(matter.kind, matter.status)],
      ['行为时间', isoOf(matter.updatedAt)],
    ],
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(['电子文件元数据', [['文件实体', record], ...people, business]], '')}`
}

const FORMATS: readonly (readonly [ending: string, name: string])[] = [
  ['.jsonl', 'application/x-ndjson'],
  ['.json', 'application/json'],
  ['.html', 'text/html'],
  ['.txt', 'text/plain'],
  ['.pem', 'application/x-pem-file'],
  ['.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
]

function formatOf(path: string): string {
  return FORMATS.find(([ending]) => path.endsWith(ending))?.[1] ?? 'application/octet-stream'
}
