import { actions } from './zh-CN/actions.ts'
import { admin } from './zh-CN/admin.ts'
import { archive } from './zh-CN/archive.ts'
import { bags } from './zh-CN/bags.ts'
import { attachments } from './zh-CN/attachments.ts'
import { board } from './zh-CN/board.ts'
import { clocks } from './zh-CN/clocks.ts'
import { common } from './zh-CN/common.ts'
import { consultation } from './zh-CN/consultation.ts'
import { desk } from './zh-CN/desk.ts'
import { discussion } from './zh-CN/discussion.ts'
import { events, turns } from './zh-CN/events.ts'
import { handling } from './zh-CN/handling.ts'
import { help } from './zh-CN/help.ts'
import { encryption } from './zh-CN/encryption.ts'
import { keeping } from './zh-CN/keeping.ts'
import { list } from './zh-CN/list.ts'
import { lock } from './zh-CN/lock.ts'
import { matter } from './zh-CN/matter.ts'
import { notices } from './zh-CN/notices.ts'
import { proposal } from './zh-CN/proposal.ts'
import { refusals } from './zh-CN/refusals.ts'
import { room } from './zh-CN/room.ts'
import { session } from './zh-CN/session.ts'
import { settings } from './zh-CN/settings.ts'
import { shelf } from './zh-CN/shelf.ts'
import { shell } from './zh-CN/shell.ts'
import { signin } from './zh-CN/signin.ts'
import { statistics } from './zh-CN/statistics.ts'
import { suggestion } from './zh-CN/suggestion.ts'
import { answer, service } from './zh-CN/service.ts'
import { supervision } from './zh-CN/supervision.ts'
import { redaction } from './zh-CN/redaction.ts'
import { thread } from './zh-CN/thread.ts'
import { verify } from './zh-CN/verify.ts'
import { voting } from './zh-CN/voting.ts'
import { words } from './zh-CN/words.ts'
import { writing } from './zh-CN/writing.ts'

/** Every text of the screens in Chinese; the other languages have its shape. */
export const zhCN = {
  answer,
  service,
  actions,
  admin,
  archive,
  bags,
  attachments,
  board,
  clocks,
  common,
  consultation,
  desk,
  discussion,
  events,
  handling,
  help,
  encryption,
  keeping,
  list,
  lock,
  matter,
  notices,
  proposal,
  refusals,
  room,
  session,
  settings,
  shelf,
  shell,
  signin,
  statistics,
  suggestion,
  supervision,
  redaction,
  thread,
  turns,
  verify,
  voting,
  words,
  writing,
}
