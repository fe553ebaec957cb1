import { CLOCK_RULES } from '../clock/rules.ts'
import { endOf } from '../clock/span.ts'
import { attach } from '../matter/attach.ts'
import { accept, reject, type Context, type Decision } from '../matter/decision.ts'
import { unknownUnit } from '../people/units.ts'
import type { SuggestionCommand } from './commands.ts'
import type { SuggestionEvent } from './events.ts'
import type { SuggestionState } from './state.ts'

type Answer = Decision<SuggestionEvent>
type Data<T extends SuggestionCommand['type']> = Extract<SuggestionCommand, { type: T }>['data']

/** Decides the first command of a suggestion. The permission table has been read before. */
export function submitSuggestion(data: Data<'suggestion.submit'>, context: Context): Answer {
  if (!context.directory.region(data.region))
    return reject('invalid', 'unknown-region', 'no such region', { region: data.region })
  const { attachments, ...text } = data
  const attached = attach(attachments, context)
  return attached.ok ? accept({ type: 'suggestion.submitted', data: { ...text, ...attached.files } }) : attached
}

/** Decides a command on a suggestion that exists. The permission table has been read before. */
export function decideSuggestion(state: SuggestionState, command: SuggestionCommand, context: Context): Answer {
  switch (command.type) {
    case 'suggestion.submit':
      return reject('conflict', 'exists', 'this suggestion was submitted already', { rule: 'SG1' })
    case 'suggestion.forward':
      return forward(state, command.data, context)
    case 'suggestion.decline':
      return accept({ type: 'suggestion.declined', data: command.data })
    case 'suggestion.answer':
      return accept({
        type: 'suggestion.answered',
        data: { text: command.data.text, unit: state.forwarding?.unit ?? '' },
      })
    case 'suggestion.rate':
      return accept({ type: 'suggestion.rated', data: command.data })
    case 'suggestion.take-up':
      return takeUp(state, command.data, context)
    default:
      return command satisfies never
  }
}

function forward(state: SuggestionState, data: Data<'suggestion.forward'>, { directory, at, book }: Context): Answer {
  if (data.from !== undefined && data.from !== (state.forwarding?.unit ?? null))
    return reject('stale', 'assigned-meanwhile', 'it was forwarded since it was read', { rule: 'PR33' })
  const unknown = unknownUnit([data.unit], directory)
  if (unknown) return unknown
  const due = data.due ?? endOf(at, book.inForce(CLOCK_RULES.reply, at).length, book.calendar)
  if (due <= at) return reject('invalid', 'in-the-past', 'the due date lies in the past', { rule: 'SG2' })
  if (state.forwarding?.unit === data.unit && state.forwarding.due === due) return accept()
  return accept({ type: 'suggestion.forwarded', data: { unit: data.unit, due } })
}

function takeUp(state: SuggestionState, data: Data<'suggestion.take-up'>, { actor, related }: Context): Answer {
  const proposal = related(data.proposal)
  if (!proposal || proposal.kind !== 'proposal')
    return reject('not-found', 'unknown-matter', 'no such proposal', { matter: data.proposal })
  if (proposal.author !== actor.id || proposal.origin !== state.id)
    return reject(
      'conflict',
      'not-its-origin',
      'the proposal must be your own and name this suggestion as its origin',
      {
        rule: 'SG5',
      },
    )
  // the suggestion is read by everyone, the proposal perhaps not
  const title = proposal.open ? { title: proposal.title } : {}
  return accept({ type: 'suggestion.taken-up', data: { proposal: proposal.id, ...title } })
}
