import { REASON_LIMIT } from '../../../../core/matter/commands.ts'
import type { Verdict } from '../../../../core/proposal/commands.ts'
import { SUPERVISION_LIMITS as LIMITS, type SupervisionCommand } from '../../../../core/supervision/commands.ts'
import { nextLevel } from '../../../../core/supervision/clocks.ts'
import { commitmentOf, type SupervisionState } from '../../../../core/supervision/state.ts'
import { tidy } from '../../../../core/text/hygiene.ts'
import type { Attachment } from '../../../../core/wire/attachments.ts'
import { isPicture } from '../../attachments/attaching.ts'

export const STEP_ACTIONS = [
  'accept',
  'report',
  'claim',
  'extend',
  'verify',
  'lookBack',
  'remind',
  'decide',
  'escalate',
  'close',
  'add',
  'amend',
  'drop',
  'observe',
] as const
/** The actions that are asked for in the one dialogue of steps. */
export type StepAction = (typeof STEP_ACTIONS)[number]

export function isStep(action: string): action is StepAction {
  return (STEP_ACTIONS as readonly string[]).includes(action)
}

/** What a step asks for, besides the commitment that it is about. */
interface Step {
  verdict?: true
  granted?: true
  /** The words, unit and date of a commitment. */
  promise?: true
  due?: true
  percent?: true
  /** How long the text may be; absent where there is none. `optional` where it can be left out. */
  text?: { most: number; optional?: true }
  evidence?: 'pairs' | 'pictures'
}

const REPORT = { most: LIMITS.report }
const REASON = { most: REASON_LIMIT }

export const STEPS: Record<StepAction, Step> = {
  accept: { text: { ...REPORT, optional: true } },
  report: { percent: true, text: REPORT, evidence: 'pairs' },
  claim: { text: REPORT, evidence: 'pairs' },
  extend: { due: true, text: REASON },
  verify: { verdict: true, text: REPORT, evidence: 'pairs' },
  lookBack: { verdict: true, text: REPORT, evidence: 'pairs' },
  remind: { text: { most: LIMITS.opinion } },
  // a denial is explained: see `needsText`
  decide: { granted: true, text: { most: LIMITS.opinion, optional: true } },
  escalate: { text: REASON },
  close: { text: REPORT },
  add: { promise: true },
  amend: { promise: true, text: REASON },
  drop: { text: REASON },
  observe: { text: { most: LIMITS.observation }, evidence: 'pictures' },
}

export interface Pair {
  before: string
  after: string
}

/** The dialogue as it stands, complete or not; `due` in ms UTC. */
export interface StepBody {
  commitment: string
  verdict: Verdict | undefined
  granted: 'yes' | 'no' | undefined
  words: string
  unit: string
  due: number | null
  percent: number | null
  text: string
  files: Attachment[]
  pairs: Pair[]
}

/** How a dialogue begins: with what the commitment says, where it is changed. */
export function stepBody(action: StepAction, state: SupervisionState, commitment: string): StepBody {
  const now = action === 'amend' ? commitmentOf(state, commitment) : undefined
  return {
    commitment,
    verdict: undefined,
    granted: undefined,
    words: now?.text ?? '',
    unit: now?.unit ?? (action === 'add' ? state.unit : ''),
    due: now?.due ?? null,
    percent: null,
    text: '',
    files: [],
    pairs: [],
  }
}

/** Whether the text must be there: a denial says why. */
export function needsText(action: StepAction, { granted }: Pick<StepBody, 'granted'>): boolean {
  const { text } = STEPS[action]
  return action === 'decide' ? granted === 'no' : text !== undefined && !text.optional
}

const evidence = ({ files, pairs }: StepBody) => {
  const pictures = new Set(files.filter(isPicture).map(({ sha256 }) => sha256))
  const shown = pairs.filter(({ before, after }) => pictures.has(before) && pictures.has(after))
  return {
    ...(files.length > 0 ? { attachments: files.map(({ sha256 }) => sha256) } : {}),
    ...(shown.length > 0 ? { pairs: shown } : {}),
  }
}

/**
 * The command that a complete dialogue stands for. `claims` is how many claims of the commitment had been read when it
 * opened; `id` names a commitment that is added.
 */
export function commandOf(
  action: StepAction,
  body: StepBody,
  { state, claims, id }: { state: SupervisionState; claims: number; id: string },
): SupervisionCommand {
  const { commitment, percent, unit } = body
  const text = tidy(body.text)
  const said = text === '' ? {} : { text }
  const due = body.due ?? 0
  const verdict = body.verdict ?? 'not-done'
  switch (action) {
    case 'accept':
      return { type: 'supervision.accept', data: said }
    case 'report':
      return {
        type: 'progress.report',
        data: { commitment, text, ...(percent === null ? {} : { percent }), ...evidence(body) },
      }
    case 'claim':
      return { type: 'commitment.claim-done', data: { commitment, text, ...evidence(body) } }
    case 'extend':
      return { type: 'extension.request', data: { commitment, due, reason: text } }
    case 'verify':
      return { type: 'commitment.verify', data: { commitment, verdict, text, claims, ...evidence(body) } }
    case 'lookBack':
      return { type: 'supervision.look-back', data: { commitment, verdict, evidence: text, ...evidence(body) } }
    case 'remind':
      return { type: 'supervision.remind', data: { commitment, text } }
    case 'decide':
      return {
        type: body.granted === 'yes' ? 'extension.grant' : 'extension.deny',
        data: { commitment, ...said },
      }
    case 'escalate':
      return { type: 'supervision.escalate', data: { to: nextLevel(state)?.level ?? 'province', reason: text } }
    case 'close':
      return { type: 'supervision.close', data: { summary: text } }
    case 'add':
      return { type: 'commitment.add', data: { id, text: tidy(body.words), unit, due } }
    case 'amend':
      return { type: 'commitment.amend', data: { commitment, ...changed(body, state), reason: text } }
    case 'drop':
      return { type: 'commitment.drop', data: { commitment, reason: text } }
    case 'observe': {
      const { attachments } = evidence(body)
      return { type: 'supervision.observe', data: { text, ...(attachments ? { attachments } : {}) } }
    }
    default:
      return action satisfies never
  }
}

/** What of a commitment is another than it was: only that is changed, so that a new wording does not begin it anew. */
export function changed(
  { commitment, words, unit, due }: StepBody,
  state: SupervisionState,
): { text?: string; unit?: string; due?: number } {
  const now = commitmentOf(state, commitment)
  return {
    ...(tidy(words) === now?.text ? {} : { text: tidy(words) }),
    ...(unit === now?.unit ? {} : { unit }),
    ...(due === null || due === now?.due ? {} : { due }),
  }
}
