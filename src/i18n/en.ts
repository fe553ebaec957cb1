import { actions } from './en/actions.ts'
import { archive } from './en/archive.ts'
import { common } from './en/common.ts'
import { desk } from './en/desk.ts'
import { discussion } from './en/discussion.ts'
import { events, turns } from './en/events.ts'
import { list } from './en/list.ts'
import { notices } from './en/notices.ts'
import { proposal } from './en/proposal.ts'
import { refusals } from './en/refusals.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { signin } from './en/signin.ts'
import { words } from './en/words.ts'
import { writing } from './en/writing.ts'

/** Every text of the screens in English. */
export const en = {
  actions,
  archive,
  common,
  desk,
  discussion,
  events,
  list,
  notices,
  proposal,
  refusals,
  settings,
  shell,
  signin,
  turns,
  words,
  writing,
}
