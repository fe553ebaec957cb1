import type { Poll } from '../../../../core/consultation/state.ts'
import { STANCES, type Choice, type Choices, type Method, type Stance } from '../../../../core/voting/methods.ts'
import { fractionOf } from '../../../../core/voting/share.ts'
import { t } from '../../../i18n/i18n.ts'
import { moment } from '../../../i18n/time.ts'

/** Names of what can be voted for: the options, or the four stances. */
export function namesOf({ method, options }: Pick<Poll, 'method' | 'options'>): string[] {
  return method === 'stance' ? STANCES.map((stance) => t(`voting.stance.${stance}`)) : [...options]
}

/** A share in words: `2/3`, or `60%` where a percentage says it as simply. */
export function shareText(share: number): string {
  const { n, d } = fractionOf(share)
  return d !== 1 && 100 % d !== 0 ? `${n}/${d}` : t('voting.results.percent', { n: Math.round(100 * share) })
}

/** The rules of a poll in sentences, the most important first. `now` in ms UTC. */
export function termsOf(poll: Poll, now: number): string[] {
  const { named, results, quorum, threshold, closesAt, eligible } = poll
  const lines = [
    t(named ? 'voting.namedText' : 'voting.anonymousText'),
    named ? undefined : t('voting.nonceText'),
    t(results === 'live' ? 'voting.resultsLive' : 'voting.resultsAtClose') + (named ? '' : t('voting.floorText')),
    quorum &&
      t(quorum.of === 'roll' ? 'voting.quorumRoll' : 'voting.quorumPresent', { share: shareText(quorum.share) }),
    threshold &&
      t(threshold.above ? 'voting.thresholdAbove' : 'voting.thresholdFrom', {
        of: t(`voting.threshold.${threshold.of}`),
        share: shareText(threshold.share),
      }),
    closesAt === undefined ? undefined : t('voting.endsAt', { at: moment(closesAt, now) }),
    t('voting.rollText', { n: eligible }),
    t('voting.proxyText'),
  ]
  return lines.filter((line) => line !== undefined)
}

/** What a ballot says, in words. */
export function choiceText(poll: Pick<Poll, 'method' | 'options'>, choice: Choice): string {
  const name = (option: number) => poll.options[option] ?? String(option + 1)
  const said = <M extends Method>() => choice as Choices[M]
  const each = (numbers: readonly (number | null)[]) =>
    numbers.flatMap((number, option) => (number === null ? [] : [`${name(option)} ${number}`])).join(t('common.and'))
  switch (poll.method) {
    case 'single':
      return name(said<'single'>())
    case 'approval':
      return said<'approval'>().map(name).join(t('common.and')) || t('common.none')
    case 'stance':
      return t(`voting.stance.${choice as Stance}`)
    case 'score':
      return each(said<'score'>()) || t('voting.ballot.noOpinion')
    case 'ranking':
      return (
        said<'ranking'>()
          .map((tier) => tier.map(name).join(t('voting.ballot.equal')))
          .join(t('voting.ballot.before')) || t('voting.ballot.unranked')
      )
    case 'dots':
      return each(said<'dots'>())
    default:
      return poll.method satisfies never
  }
}
