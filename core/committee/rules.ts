import { ruleOf, whyNotSettable } from '../clock/book.ts'
import { accept, reject, type Context, type Decision } from '../matter/decision.ts'
import type { CommitteeCommand, CommitteeCommandType } from './commands.ts'
import type { CommitteeEvent } from './events.ts'
import type { CommitteeState } from './state.ts'
import { unsure } from './sure.ts'

type Answer = Decision<CommitteeEvent>
type Data<T extends CommitteeCommandType> = Extract<CommitteeCommand, { type: T }>['data']

/** How many categories and templates there may be: everybody's client knows all of them. */
export const MOST_CATEGORIES = 60
export const MOST_TEMPLATES = 200

const tooMany = (most: number) => reject('conflict', 'too-many', `at most ${most}`, { most })

export function putCategory(state: CommitteeState, { category: id, name }: Data<'category.put'>): Answer {
  const before = state.categories.find((one) => one.id === id)
  if (before && !before.retired && before.name === name) return accept()
  if (state.categories.some((one) => one.id !== id && !one.retired && one.name === name))
    return reject('conflict', 'category-twice', 'another category has this name', { rule: 'AD14' })
  if (!before && state.categories.length >= MOST_CATEGORIES) return tooMany(MOST_CATEGORIES)
  return accept({ type: 'category.listed', data: { id, name } })
}

export function retireCategory(state: CommitteeState, data: Data<'category.retire'>): Answer {
  const before = state.categories.find(({ id }) => id === data.category)
  if (!before) return reject('not-found', 'unknown-category', 'no such category', { rule: 'AD14' })
  if (before.retired) return accept()
  if (state.categories.filter(({ retired }) => !retired).length === 1)
    return reject('conflict', 'last-category', 'proposals need a category', { rule: 'AD14' })
  return accept({ type: 'category.retired', data })
}

export function putTemplate(state: CommitteeState, data: Data<'template.put'>): Answer {
  const { template: id, ...rest } = data
  const before = state.templates.find((one) => one.id === id)
  if (before && before.name === rest.name && before.text === rest.text && before.use === rest.use) return accept()
  if (!before && state.templates.length >= MOST_TEMPLATES) return tooMany(MOST_TEMPLATES)
  return accept({ type: 'template.kept', data: { id, ...rest } })
}

export function removeTemplate(state: CommitteeState, data: Data<'template.remove'>): Answer {
  return state.templates.some(({ id }) => id === data.template) ? accept({ type: 'template.removed', data }) : accept()
}

export function setRule(_state: CommitteeState, data: Data<'clock.set-rule'>, context: Context): Answer {
  const rule = ruleOf(data.rule)
  if (!rule) return reject('not-found', 'unknown-rule', 'no such rule', { rule: 'AD16' })
  const doubt = unsure(context, data.confirm, rule.name)
  if (doubt) return doubt
  const wrong = whyNotSettable(data.rule, data.length)
  if (wrong) return reject('invalid', wrong, 'this rule is not set to such a length', { rule: 'AD16' })
  const { confirm: _confirm, ...fact } = data
  return accept({ type: 'committee.rule-set', data: fact })
}

export function setDay(state: CommitteeState, data: Data<'clock.set-day'>): Answer {
  const before = state.days.findLast(({ day }) => day === data.day)
  if (before && before.work === data.work && before.name === data.name) return accept()
  return accept({ type: 'committee.day-set', data })
}
