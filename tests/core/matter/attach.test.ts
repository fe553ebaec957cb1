import { describe, expect, it } from 'vitest'
import type { Attachment } from '../../../core/wire/attachments.ts'
import { goodText, Play, proposal, submitCommand } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'

const author = person(1, 'representative')
const file: Attachment = { sha256: 'a'.repeat(64), name: '现场照片.jpg', type: 'image/jpeg', size: 1234 }
const start = () => {
  const play = new Play(directoryOf([author]))
  play.files.set(file.sha256, file)
  return play
}
const withFile = { ...submitCommand, data: { ...submitCommand.data, attachments: [file.sha256] } }

describe('attachments', () => {
  it('[AT1] an event tells of a file by hash, name, type and size', () => {
    const play = start().do(author, withFile)
    expect(proposal(play).versions[0]!.attachments).toEqual([file])
    play.do(author, { type: 'message.post', data: { text: '见图', attachments: [file.sha256] } })
    expect(play.now.messages[0]!.attachments).toEqual([file])
  })
  it('[AT2] a file that the sender has not uploaded is refused', () => {
    const data = { ...withFile.data, attachments: ['b'.repeat(64)] }
    expect(start().try(author, { ...withFile, data })).toMatchObject({
      code: 'not-found',
      details: { reason: 'unknown-attachment' },
    })
  })
  it('[AT3] a revision keeps the files of the standing version without another upload, and may drop them', () => {
    const play = start().do(author, withFile)
    play.files.clear()
    play.do(author, { type: 'proposal.revise', data: { ...goodText, title: '新题目', attachments: [file.sha256] } })
    expect(proposal(play).versions[1]!.attachments).toEqual([file])
    play.do(author, { type: 'proposal.revise', data: { ...goodText, title: '新题目' } })
    expect(proposal(play).versions[2]!.attachments).toBeUndefined()
  })
})
