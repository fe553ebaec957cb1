import { accept, acceptWith, reject, type Context, type FollowUp, type Publishable } from '../matter/decision.ts'
import { tells, tellsPlace } from './anonymity.ts'
import type { Data, ServiceAnswer as Answer } from './decide-types.ts'
import { latestDraft, type ServiceState } from './state.ts'

/** Writes what everyone could read of it, without what tells who asked. A later draft takes the place of an earlier one. */
export function draft(state: ServiceState, data: Data<'publication.draft'>, { directory }: Context): Answer {
  if (!state.answer) return reject('conflict', 'no-answer', 'there is no answer to publish', { rule: 'HP10' })
  const last = latestDraft(state)
  if (last?.published && !last.declined)
    return reject('conflict', 'published-already', 'an answer is published', { rule: 'HP10' })
  const told = tells([data.title, data.question, data.answer], state, directory)
  if (told !== undefined) return reject('invalid', told, 'it tells who asked', { rule: 'HP11' })
  return accept({ type: 'publication.drafted', data: { draft: state.publications.length, ...data } })
}

/** Agrees that this draft is published, and how near the place is named. */
export function consent(state: ServiceState, data: Data<'publication.consent'>, { directory }: Context): Answer {
  const last = latestDraft(state)
  if (last?.number !== data.draft)
    return reject('stale', 'other-draft', 'there is another draft by now', { rule: 'HP11' })
  if (last.declined) return reject('conflict', 'publication-declined', 'it was declined', { rule: 'HP11' })
  if (last.consented) return accept()
  const { level } = data
  const named = level === undefined ? undefined : state.path.find((one) => one.level === level)
  if (level !== undefined && !named)
    return reject('invalid', 'unknown-level', 'the request names no region of this level', { level, rule: 'HP11' })
  // names may have changed since it was written
  const texts = [last.title, last.question, last.answer]
  const told = tells(texts, state, directory)
  if (told !== undefined) return reject('invalid', told, 'it tells who asked', { rule: 'HP11' })
  const place = tellsPlace(texts, state, level, directory)
  if (place !== undefined) return reject('invalid', 'names-place', 'it names a nearer place', { place, rule: 'HP11' })
  return accept({
    type: 'publication.consented',
    data: { draft: data.draft, ...(named ? { region: named.region } : {}) },
  })
}

/** Wants it not to be published, or no longer: then what everyone reads is taken back. */
export function decline(state: ServiceState, data: Data<'publication.decline'>): Answer {
  const last = latestDraft(state)
  if (!last) return reject('conflict', 'no-draft', 'there is no draft', { rule: 'HP11' })
  if (last.declined) return accept()
  const followUps = last.published ? [takeBack(last.published.matter)] : []
  return acceptWith({ type: 'publication.declined', data }, { followUps })
}

/** What takes a published answer out of everybody's sight. */
export const takeBack = (matter: string): FollowUp => ({ matter, type: 'answer.take-back', data: {} })

/** What may be published of a request now: just the words that its asker has agreed to. */
export function publishable(state: ServiceState): { draft: number; words: Publishable } | undefined {
  const last = latestDraft(state)
  if (!last?.consented || last.declined || last.published) return undefined
  const { number, title, question, answer, consented } = last
  const words: Publishable = {
    title,
    question,
    answer,
    ...(state.category === undefined ? {} : { category: state.category }),
    ...(consented.region === undefined ? {} : { region: consented.region }),
    helper: state.helper?.unit === undefined ? 'member' : 'unit',
  }
  return { draft: number, words }
}
