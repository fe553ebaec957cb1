import { SUPERVISION_LIMITS as LIMITS } from '../../../../core/supervision/commands.ts'
import { SUPERVISION_RULES } from '../../../../core/clock/supervision-rules.ts'
import { clockOf, runningThreadClocks } from '../../../../core/supervision/clocks.ts'
import { commitmentOf } from '../../../../core/supervision/state.ts'
import { codePoints, tidy } from '../../../../core/text/hygiene.ts'
import { t } from '../../../i18n/i18n.ts'
import { wholeDate } from '../../../i18n/time.ts'
import { isAbout, type Moment } from '../page/about.ts'
import { changed, needsText, STEPS, type StepAction, type StepBody } from './step.ts'

export type StepField = 'commitment' | 'verdict' | 'granted' | 'words' | 'unit' | 'due' | 'pairs' | 'text'

/** Everything that is still wrong in the dialogue of a step, by field, in its order. */
export function faultsOf(action: StepAction, body: StepBody, scene: Moment): Partial<Record<StepField, string>> {
  const step = STEPS[action]
  const faults: Partial<Record<StepField, string | undefined>> = {
    commitment: isAbout(action) && body.commitment === '' ? t('thread.need.which') : undefined,
    verdict: step.verdict && !body.verdict ? t('thread.need.verdict') : undefined,
    granted: step.granted && !body.granted ? t('thread.need.granted') : undefined,
    words: step.promise ? textFault(body.words, LIMITS.commitment, t('thread.need.words')) : undefined,
    unit: step.promise && body.unit === '' ? t('thread.need.unit') : undefined,
    due: step.promise || step.due ? dueFault(action, body, scene) : undefined,
    pairs: body.pairs.some(({ before, after }) => before === '' || after === '' || before === after)
      ? t('thread.need.pair')
      : undefined,
    text: step.text
      ? textFault(body.text, step.text.most, needsText(action, body) ? t(`thread.steps.${action}.need`) : undefined)
      : undefined,
  }
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined))
}

/** What is wrong with a text: missing, where `need` says what is said then, or too long. */
export function textFault(text: string, most: number, need: string | undefined): string | undefined {
  const n = codePoints(tidy(text))
  if (n > most) return t('common.tooLong', { n: n - most })
  return n === 0 ? need : undefined
}

function dueFault(action: StepAction, body: StepBody, scene: Moment): string | undefined {
  const { state, now } = scene
  if (body.due === null) return t('thread.need.due')
  if (action === 'extend') {
    const stands = standsUntil(scene, body.commitment)
    return body.due <= stands ? t('thread.need.later', { at: wholeDate(stands) }) : aheadFault(body.due, now)
  }
  // what is only reworded keeps its date, also one that has gone by
  if (action === 'amend') {
    const { unit, due } = changed(body, state)
    return unit === undefined && due === undefined ? undefined : aheadFault(body.due, now)
  }
  return aheadFault(body.due, now)
}

const aheadFault = (due: number, now: number) => (due <= now ? t('thread.need.ahead') : undefined)

/** Until when a commitment is to be kept as it stands, with the time that its clock stood still; ms UTC. */
export function standsUntil({ state, now, book }: Moment, commitment: string): number {
  const clock = clockOf(runningThreadClocks(state, now, book), SUPERVISION_RULES.keep, commitment)
  return Math.max(commitmentOf(state, commitment)?.due ?? 0, clock?.due ?? 0)
}
