import type { AnyState } from '../../kinds.ts'
import { allMessages } from '../../matter/discussion.ts'
import type { Names } from './names.ts'
import { facts, section, type Block, type Section } from './sheet.ts'

/** What was said, in order. Of what was taken back or hidden only that it was, by whom and why. */
export function discussionSections(state: AnyState, names: Names): Section[] {
  const { lock, mutes } = state
  const messages = allMessages(state)
  const bySeq = new Map(messages.map(({ id, seq }) => [id, seq]))
  return section('讨论', [
    ...facts(
      ['发言', messages.length > 0 ? `${messages.length} 条` : undefined],
      ['锁定', lock && `${names.of(lock.by)}，${names.time(lock.at)}：${lock.reason}`],
      ...mutes.map(
        ({ account, by, at, reason }) =>
          ['禁言', `${names.of(account)}（${names.of(by)}，${names.time(at)}：${reason}）`] as const,
      ),
    ),
    ...messages.map(({ seq, at, author, text, replyTo, attachments = [], earlier = [], ...rest }): Block => {
      const { redacted } = rest
      const retracted = rest.retractedAt === undefined ? undefined : '（已撤回）'
      const gone = redacted ? '（内容已依规删除）' : rest.hidden ? '（已隐藏）' : retracted
      const answered = replyTo === undefined ? undefined : bySeq.get(replyTo)
      const head = `第 ${seq} 条 · ${names.of(author)} · ${names.time(at)}${answered === undefined ? '' : ` · 回复第 ${answered} 条`}`
      const { hidden } = rest
      return {
        as: 'entry',
        head,
        text: gone ?? text,
        ...(gone === undefined ? {} : { quiet: true }),
        notes: [
          ...(redacted ? [`${names.of(redacted.by)}依规删除，${names.time(redacted.at)}：${redacted.reason}`] : []),
          ...(hidden ? [`${names.of(hidden.by)}隐藏，${names.time(hidden.at)}：${hidden.reason}`] : []),
          ...(gone === undefined ? attachments.map(({ name }) => `附件：${name}`) : []),
          ...(gone === undefined ? earlier.map((one) => `${names.time(one.until)} 前为：${one.text}`) : []),
          ...(rest.pinned ? ['置顶'] : []),
          ...(rest.endorsedBy.length > 0 ? [`赞同：${names.all(rest.endorsedBy)}`] : []),
        ],
      }
    }),
  ])
}
