import { STANDARD_BOOK } from '../../core/clock/book.ts'
import fc from 'fast-check'
import { timedCommands, type Command } from '../../core/kinds.ts'
import { supervisionCommands, type SupervisionCommandType } from '../../core/supervision/commands.ts'
import { Play, supervision } from './matter.ts'
import { directoryOf } from './people.ts'
import { cast, sample } from './stages.ts'
import { supervisionSamples } from './supervision-samples.ts'

const DAY = 24 * 60 * 60_000
const people = Object.values(cast)
const directory = directoryOf(people)
const types = Object.keys(supervisionCommands) as SupervisionCommandType[]
const rare: SupervisionCommandType[] = ['commitment.drop', 'supervision.close', 'supervision.open']
const usual = types.filter((type) => !rare.includes(type))
const ids = ['c1', 'c2', 'c9', 'c-none']

/** A command of the samples, with what it names picked from what there is at that time. */
export function aimed(type: SupervisionCommandType, n: number, play: Play): Command {
  const data = supervisionSamples(play.at)[type] as object
  const state = supervision(play)
  const next = state.path[state.escalations.length + 1]
  const more: Record<string, object> = {
    'commitment.verify': { verdict: (['done', 'partly', 'not-done'] as const)[n % 3] },
    'extension.request': { due: play.at + (n + 1) * 60 * DAY },
    'commitment.amend': n % 2 ? { unit: 'unit-2' } : { text: `改为 ${n}` },
    'supervision.escalate': n % 3 && next ? { to: next.level } : {},
    'supervision.reopen': n % 2 ? { commitments: [{ id: ids[n % 3], due: play.at + 30 * DAY }] } : {},
    'observation.hide': { observation: state.observations[n % 2]?.id ?? 'none' },
    'observation.unhide': { observation: state.observations[n % 2]?.id ?? 'none' },
  }
  const named = 'commitment' in data ? { commitment: ids[n % ids.length] } : {}
  return { type, data: JSON.parse(JSON.stringify({ ...data, ...named, ...more[type] })) } as Command
}

/** One thing that somebody does, some time later. */
export const step = fc.record({
  actor: fc.constantFrom(...people),
  wait: fc.constantFrom(0, 1000, DAY, 7 * DAY, 35 * DAY, 100 * DAY),
  // what time brings is carried out before the command, or left
  ticks: fc.boolean(),
  type: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...usual) },
    { weight: 6, arbitrary: fc.constantFrom<SupervisionCommandType>('commitment.claim-done', 'commitment.verify') },
    {
      weight: 3,
      arbitrary: fc.constantFrom<SupervisionCommandType>('extension.request', 'extension.grant', 'supervision.close'),
    },
    { weight: 1, arbitrary: fc.constantFrom(...rare) },
  ),
  n: fc.nat(11),
})
export const story = fc.array(step, { minLength: 10, maxLength: 120, size: 'max' })
export type Story = typeof story extends fc.Arbitrary<infer S> ? S : never

/** Carries out what time has brought. */
export function tick(play: Play): void {
  for (const { type, data } of timedCommands(play.now, play.at, STANDARD_BOOK)) play.system(type, data)
}

/** Tells the story; whoever may is looked for, since most people may not do most things. */
export function play(steps: Story, check: (play: Play) => void = () => {}): Play {
  const played = new Play(directory)
  played.do(cast.moderator, sample('supervision.open', played.at, ''))
  // in some a later date is given at once: chance seldom asks and grants in a row
  if (steps.length % 4 === 0)
    for (const type of ['extension.request', 'extension.grant'] as const)
      played.do(type === 'extension.request' ? cast.lead : cast.moderator, sample(type, played.at, ''))
  for (const { actor, wait, ticks, type, n } of steps) {
    played.at += wait
    if (ticks) tick(played)
    const command = aimed(type, n, played)
    for (const who of [actor, ...people]) if (!played.try(who, command)) break
    check(played)
  }
  return played
}
