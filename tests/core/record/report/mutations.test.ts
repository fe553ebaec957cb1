import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../../../core/record/canonical.ts'
import { eventsIn, reportOnCopy, textOf, type Copy } from '../../../support/report/copy.ts'
import { SORTS, type Ground } from '../../../support/report/mutations.ts'
import { papers, sha256, shortSession } from '../../../support/report/session.ts'
import { seeded } from '../../../support/random.ts'
import { signCheckpoint } from '../../../support/record.ts'
import { sealed } from '../../../support/sealed.ts'

const MUTATIONS = Number(process.env.MUTATIONS ?? 10_000)
const seed = Number(process.env.SEED ?? randomInt(2 ** 31))

const events = sealed(shortSession().events)
const other = sealed(shortSession(8).events)
const files = new Map([...papers.values()].map((bytes) => [sha256(bytes), bytes]))
const signed = [6, events.length].map((seq) => signCheckpoint(events[seq - 1]!))
const copy: Copy = { matter: events[0]!.matter, text: textOf(events), checkpoints: signed, files }
const known = [...files.keys()]

describe('single alterations of a copy', () => {
  it('[PF1] of none there is nothing to find, and the whole record is signed', () => {
    const report = reportOnCopy(copy, known)
    expect(report.findings).toEqual([])
    expect(report).toMatchObject({ verdict: 'held', events: events.length, signedUpTo: events.length })
  })

  it(`[PF2] ${MUTATIONS} single alterations are all located`, { timeout: 900_000 }, () => {
    const random = seeded(seed)
    const ground: Ground = { copy, events, other, random }
    const whole = canonical(events)
    const sorts = Object.entries(SORTS)
    const counts = new Map<string, number>()
    const lost: string[] = []
    let same = 0
    for (let n = 0; n < MUTATIONS;) {
      const [sort, mutate] = sorts[n % sorts.length]!
      const mutation = mutate(ground)
      // what says the same as before is no alteration
      if (!mutation || isSame(mutation.copy)) {
        same++
        continue
      }
      n++
      counts.set(sort, (counts.get(sort) ?? 0) + 1)
      const report = reportOnCopy(mutation.copy, known)
      if (mutation.located(report) && report.verdict === 'failed') continue
      lost.push(`${sort}, ${mutation.what}: ${JSON.stringify(report.findings.slice(0, 3))}`)
    }
    console.log(
      `seed ${seed}: ${MUTATIONS} alterations, ${lost.length} not located, ${same} changed nothing\n` +
        [...counts].map(([sort, count]) => `  ${count} ${sort}`).join('\n'),
    )
    expect(lost.slice(0, 10), `seed ${seed}`).toEqual([])

    function isSame(mutated: Copy): boolean {
      if (mutated.checkpoints !== copy.checkpoints || mutated.files !== copy.files) return false
      return mutated.text !== copy.text && canonical(eventsIn(mutated.text)) === whole
    }
  })
})
