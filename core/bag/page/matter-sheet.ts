import type { AnyState } from '../../kinds.ts'
import type { RecordEvent } from '../../record/event.ts'
import type { Attachment } from '../../wire/attachments.ts'
import { consultationSections } from './consultation.ts'
import { discussionSections } from './discussion.ts'
import { namesFrom, type Names } from './names.ts'
import { proposalSections } from './proposal.ts'
import { facts, section, type Section, type Sheet } from './sheet.ts'
import { answerSections, committeeSections, serviceSections, suggestionSections } from './small-kinds.ts'
import { supervisionSections } from './supervision.ts'
import { timelineSections } from './timeline.ts'
import { KIND_WORDS, statusWord } from './words.ts'

/** What a page is made from: the record, the state it folds into, and what goes with it. */
export interface Pages {
  state: AnyState
  events: readonly RecordEvent[]
  names: Readonly<Record<string, string>>
  files: readonly (Attachment & { present: boolean })[]
  /** Up to which event a checkpoint is in the bag, 0 for none. */
  signedUpTo: number
}

/** The whole page of a matter: what it is, what was said and decided, and the record itself. */
export function matterSheet({ state, events, names: known, files, signedUpTo }: Pages): Sheet {
  const names = namesFrom(known)
  const head = events.at(-1)
  return {
    title: state.title,
    over: [KIND_WORDS[state.kind], state.number].filter((part) => part !== undefined).join(' · '),
    sections: [
      ...section('基本情况', [
        ...facts(
          ['编号', state.number],
          ['标识', state.id],
          ['状态', statusWord(state.kind, state.status)],
          ['提出人', names.of(state.author)],
          ['提出时间', names.time(state.createdAt)],
          ['最后变动', names.time(state.updatedAt)],
          ['记录', `${events.length} 条`],
          ['末条校验值', head?.hash],
          ['检查点', signedUpTo > 0 ? `服务器签名到第 ${signedUpTo} 条` : '没有'],
        ),
      ]),
      ...ownSections(state, events, names),
      ...discussionSections(state, names),
      ...attachmentSections(files),
      ...timelineSections(events, names),
    ],
    foot: [
      '本页由 data/record.jsonl 中的记录生成，供人阅读；两者如有出入，以记录为准。时间均为北京时间。',
      '姓名和单位名称取自制作档案包时的名册，不在记录的校验范围之内。核验方法见软件文档“如何核验档案包”（docs/verify.md）。',
    ],
  }
}

function ownSections(state: AnyState, events: readonly RecordEvent[], names: Names): Section[] {
  switch (state.kind) {
    case 'proposal':
      return proposalSections(state, names)
    case 'suggestion':
      return suggestionSections(state, names)
    case 'consultation':
      return consultationSections(state, events, names)
    case 'supervision':
      return supervisionSections(state, names)
    case 'service':
      return serviceSections(state, names)
    case 'answer':
      return answerSections(state, names)
    case 'committee':
      return committeeSections(state)
  }
}

function attachmentSections(files: Pages['files']): Section[] {
  if (files.length === 0) return []
  const rows = files.map(({ sha256, name, size, present }) => [
    name,
    `${size} 字节`,
    present ? `attachments/${sha256}` : '不在本档案包内',
    sha256,
  ])
  return section('附件', [{ as: 'table', head: ['名称', '大小', '位置', 'SHA-256'], rows }])
}
