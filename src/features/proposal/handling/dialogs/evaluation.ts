import { EVALUATION, PROPOSAL_LIMITS } from '../../../../../core/proposal/commands.ts'
import type { EvaluationForm } from '../../../../../core/proposal/events.ts'
import { codePoints, tidy } from '../../../../../core/text/hygiene.ts'
import { t } from '../../../../i18n/i18n.ts'

type Question = keyof typeof EVALUATION

/** The questions of the form in two parts: how the person was treated, and what came of it. */
export const PARTS = {
  attitudePart: ['contact', 'method', 'attitude'],
  resultPart: ['pertinence', 'result'],
} as const satisfies Record<string, readonly Question[]>

/** The form as it stands: an unanswered question is absent. */
export type EvaluationBody = Partial<Omit<EvaluationForm, 'text'>> & { text: string }

/** The words to choose from for a question. */
export function choicesOf(question: Question): { value: string; text: string }[] {
  return EVALUATION[question].map((value) => ({
    value,
    text: t(`words.evaluation.${question}.${value}` as Parameters<typeof t>[0]),
  }))
}

/** What the form says, or which questions are open and whether the text is too long. */
export function readEvaluation(
  body: EvaluationBody,
): { ok: true; data: EvaluationForm } | { ok: false; open: Question[]; tooLong: number } {
  const { text, contact, method, attitude, pertinence, result } = body
  const tooLong = Math.max(0, codePoints(tidy(text)) - PROPOSAL_LIMITS.evidence)
  if (!contact || !method || !attitude || !pertinence || !result || tooLong > 0) {
    const open = (Object.keys(EVALUATION) as Question[]).filter((question) => body[question] === undefined)
    return { ok: false, open, tooLong }
  }
  const words = tidy(text)
  return { ok: true, data: { contact, method, attitude, pertinence, result, ...(words ? { text: words } : {}) } }
}
