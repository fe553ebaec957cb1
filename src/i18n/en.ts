import { actions } from './en/actions.ts'
import { admin } from './en/admin.ts'
import { archive } from './en/archive.ts'
import { bags } from './en/bags.ts'
import { attachments } from './en/attachments.ts'
import { board } from './en/board.ts'
import { clocks } from './en/clocks.ts'
import { common } from './en/common.ts'
import { consultation } from './en/consultation.ts'
import { desk } from './en/desk.ts'
import { discussion } from './en/discussion.ts'
import { events, turns } from './en/events.ts'
import { handling } from './en/handling.ts'
import { help } from './en/help.ts'
import { encryption } from './en/encryption.ts'
import { keeping } from './en/keeping.ts'
import { list } from './en/list.ts'
import { lock } from './en/lock.ts'
import { matter } from './en/matter.ts'
import { notices } from './en/notices.ts'
import { proposal } from './en/proposal.ts'
import { refusals } from './en/refusals.ts'
import { room } from './en/room.ts'
import { session } from './en/session.ts'
import { settings } from './en/settings.ts'
import { shelf } from './en/shelf.ts'
import { shell } from './en/shell.ts'
import { signin } from './en/signin.ts'
import { statistics } from './en/statistics.ts'
import { suggestion } from './en/suggestion.ts'
import { answer, service } from './en/service.ts'
import { supervision } from './en/supervision.ts'
import { redaction } from './en/redaction.ts'
import { thread } from './en/thread.ts'
import { verify } from './en/verify.ts'
import { voting } from './en/voting.ts'
import { words } from './en/words.ts'
import { writing } from './en/writing.ts'

/** Every text of the screens in English. */
export const en = {
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
