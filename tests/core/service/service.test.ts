import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { maySee, maySeeHeld, needs, timedCommands, type Command } from '../../../core/kinds.ts'
import { calendarFile } from '../../../core/matter/calendar-file.ts'
import type { Account, Region } from '../../../core/people/roles.ts'
import { tells, tellsPlace } from '../../../core/service/anonymity.ts'
import { appointmentEntry } from '../../../core/service/appointments.ts'
import { comparedText, noticeFor, searchText } from '../../../core/summary.ts'
import { Play, service } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'
import { cast, sample } from '../../support/stages.ts'
import { DETAILS, serviceSamples } from '../../support/service-samples.ts'
import { PUBLICATION, serviceAt } from '../../support/service-stages.ts'

const DAY = 24 * 3_600_000
const { author, moderator, signer, invited, lead, other, admin } = cast
const clerk: Account = { ...person(40, 'unit'), unit: 'unit-1' }
const give = (play: Play, who: Account, type: Command['type'], data: object = {}) =>
  play.try(who, { type, data } as Command)?.details?.reason
const text = (value: unknown) => JSON.stringify(value)

describe('who a request reaches', () => {
  const member = (n: number, more: Partial<Account>) => ({ ...person(n, 'member'), ...more })
  const doctor = member(31, { sector: 'medicine', region: 'county' })
  const teacher = member(32, { sector: 'education', region: 'county' })
  const far = member(33, { sector: 'medicine', region: 'elsewhere' })
  const near = member(34, { sector: 'medicine', region: 'street' })
  const roving = member(35, { sector: 'medicine' })
  const asker = { ...person(36, 'representative', 'member'), sector: 'medicine', region: 'street' }
  const everybody = [doctor, teacher, far, near, roving, asker, moderator, lead]
  const post = (more: object) => {
    const play = new Play(directoryOf(everybody))
    return play.do(asker, {
      type: 'service.post',
      data: { ...(sample('service.post', 0, '').data as object), ...more },
    } as Command)
  }

  it('[HP1] is who has the expertise and whose region has it in it or lies in it, and not who asks', () => {
    const ids = (...all: Account[]) => all.map(({ id }) => id)
    expect(service(post({ region: 'street', sectors: ['medicine'] })).offered).toEqual(ids(doctor, near, roving))
    expect(service(post({ region: 'street' })).offered, 'without a field everybody near').toEqual(
      ids(doctor, teacher, near, roving),
    )
    expect(service(post({ region: 'city', sectors: ['medicine'] })).offered).toEqual(ids(doctor, near, roving))
    expect(service(post({ region: 'street', sectors: ['law'] })).offered).toEqual([])
  })

  it('[HP1] [HP4] where it reaches nobody the moderators look for somebody at once', () => {
    const play = post({ sectors: ['law'] })
    expect(needs(play.now, moderator, play.at, STANDARD_BOOK).map(({ kind }) => kind)).toEqual(['dispatch'])
    expect(give(play, moderator, 'service.offer', { sectors: ['law'] })).toBe('reaches-nobody')
    expect(give(play, moderator, 'service.offer', { accounts: [asker.id] })).toBe('cannot-help')
    expect(give(play, moderator, 'service.offer', { accounts: [moderator.id] })).toBe('cannot-help')
    expect(give(play, moderator, 'service.offer', { sectors: ['medicine'] })).toBeUndefined()
    expect(service(play).offered).toContain(doctor.id)
    expect(give(play, moderator, 'service.send', { unit: 'nowhere' })).toBe('unknown-unit')
  })
})

describe('what is private', () => {
  it('[HP2] [HP3] is seen by nobody but asker, helper and moderators once it is claimed', () => {
    const play = serviceAt('posted', [clerk])
    const seers = () => [...Object.values(cast), clerk].filter((account) => maySee(play.now, account))
    expect(seers()).toEqual([author, moderator, signer, invited])
    expect(text([play.state, play.events]), 'the details are in no record').not.toContain(DETAILS)
    expect(play.held).toEqual({ details: DETAILS })
    for (const account of [author, moderator]) expect(maySeeHeld(play.now, account)).toBe(true)
    for (const account of [signer, invited, lead, other, admin]) expect(maySeeHeld(play.now, account)).toBe(false)
    expect(searchText(play.now)).not.toContain(DETAILS)
    expect(comparedText(play.now), 'its words weigh in no likeness').toBe('')

    play.do(signer, sample('service.claim', play.at, ''))
    expect(seers()).toEqual([author, moderator, signer])
    expect(service(play).details).toBe(DETAILS)
    expect(play.held, 'they are held no longer').toBeUndefined()
    expect(give(play, invited, 'service.claim')).toBe('unknown-matter')
  })

  it('[HP2] no other record names it: what is open to others cannot grow from it or be about it', () => {
    const of = (type: Command['type'], more: object) => {
      const { data } = sample(type, 1_790_000_000_000, '')
      return { type, data: { ...data, ...more } } as Command
    }
    const play = serviceAt('claimed')
    for (const [who, command] of [
      [author, of('proposal.submit', { origin: play.matter })],
      [moderator, of('consultation.create', { linked: [play.matter] })],
      [moderator, of('supervision.open', { origin: play.matter })],
    ] as const) {
      expect(play.beside(PUBLICATION).try(who, command)?.details?.reason, command.type).toBe('unknown-matter')
      const plain = of(command.type, { origin: undefined, linked: undefined })
      expect(play.beside(PUBLICATION).try(who, plain), command.type).toBeUndefined()
    }
  })

  it('[HP3] the details are the server’s to hand out: a client claims nothing by itself', () => {
    const play = serviceAt('posted')
    play.held = undefined
    expect(give(play, signer, 'service.claim')).toBe('details-held')
  })

  it('[HP6] the dialogue is theirs, begins with the claim and ends with the request', () => {
    const play = serviceAt('posted')
    for (const who of [author, moderator, signer])
      expect(give(play, who, 'message.post', { text: '?' })).toBe('not-participant')
    play.do(signer, sample('service.claim', play.at, ''))
    for (const who of [author, moderator, signer])
      expect(give(play, who, 'message.post', { text: '好' })).toBeUndefined()
    for (const who of [invited, lead, admin])
      expect(give(play, who, 'message.post', { text: '?' })).toBe('unknown-matter')
    play.do(signer, sample('service.hand-back', play.at, ''))
    expect(maySee(play.now, signer), 'who has handed it back reads it no more').toBe(false)
    play.do(moderator, sample('service.offer', play.at, ''))
    expect(give(play, author, 'message.post', { text: '?' }), 'who is offered it reads along').toBe('not-participant')
    play.do(invited, sample('service.claim', play.at, ''))
    play.do(invited, sample('service.resolve', play.at, ''))
    play.do(author, sample('service.rate', play.at, ''))
    expect(give(play, author, 'message.post', { text: '谢谢' })).toBe('ended')
  })

  it('[HP5] a unit helps as one: whoever is of it, and after it nobody of it', () => {
    const play = serviceAt('sent', [clerk])
    expect(maySee(play.now, signer), 'it is offered to nobody else').toBe(false)
    expect(maySeeHeld(play.now, clerk), 'the unit reads what it is to take').toBe(true)
    play.do(clerk, sample('service.claim', play.at, ''))
    expect(give(play, lead, 'message.post', { text: '我们来办' })).toBeUndefined()
    play.do(lead, sample('service.hand-back', play.at, ''))
    for (const account of [lead, clerk]) expect(maySee(play.now, account)).toBe(false)
  })

  it('[HP5] a unit that says no, and the last of the members, leave it to the moderators', () => {
    const sent = serviceAt('sent')
    sent.do(lead, sample('service.refuse', sent.at, ''))
    const asked = serviceAt('posted')
    asked.do(signer, sample('service.refuse', asked.at, ''))
    expect(needs(asked.now, moderator, asked.at, STANDARD_BOOK), 'somebody else can still claim it').toEqual([])
    asked.do(invited, sample('service.refuse', asked.at, ''))
    for (const play of [sent, asked])
      expect(needs(play.now, moderator, play.at, STANDARD_BOOK).map(({ kind }) => kind)).toEqual(['dispatch'])
  })

  it('[HP4] what has a dialogue is offered to one member by name', () => {
    const play = serviceAt('handed-back')
    expect(give(play, moderator, 'service.offer', {})).toBe('by-name-only')
    expect(give(play, moderator, 'service.offer', { accounts: [signer.id, invited.id] })).toBe('by-name-only')
    expect(give(play, moderator, 'service.offer', { accounts: [invited.id] })).toBeUndefined()
  })

  it('[HP9] what is withdrawn or closed before a claim keeps no details', () => {
    for (const [who, type] of [
      [author, 'service.withdraw'],
      [moderator, 'service.close'],
    ] as const) {
      const play = serviceAt('posted')
      play.do(who, sample(type, play.at, ''))
      expect(play.held).toBeUndefined()
      expect(text([play.state, play.events])).not.toContain(DETAILS)
      expect(maySee(play.now, signer)).toBe(false)
    }
  })

  it('[HP2] its turns are told to those it concerns and to nobody else', () => {
    const play = serviceAt('claimed')
    for (const event of play.events) {
      const to = noticeFor(play.now, event)
      expect(to === 'all' || to === undefined, event.type).toBe(true)
    }
  })
})

describe('helping', () => {
  it('[HP8] what the asker finds unsolved goes on, with its time anew; rated it is closed', () => {
    const play = serviceAt('resolved')
    const [first] = needs(play.now, author, play.at, STANDARD_BOOK)
    expect(first).toMatchObject({ kind: 'rate' })
    play.at += 10 * DAY
    play.do(author, sample('service.reopen', play.at, ''))
    const [help] = needs(play.now, signer, play.at, STANDARD_BOOK)
    expect(help).toMatchObject({ kind: 'help', since: play.at })
    expect(help!.due! - play.at).toBeGreaterThan(14 * DAY)
    play.do(signer, sample('service.resolve', play.at, ''))
    play.do(author, sample('service.rate', play.at, ''))
    expect(service(play)).toMatchObject({ status: 'closed', rating: { score: 5 } })
  })

  it('[HP7] a meeting is agreed upon by the other side, and is a calendar file then', () => {
    const play = serviceAt('meeting')
    expect(appointmentEntry(service(play), 0)).toBeUndefined()
    expect(give(play, signer, 'appointment.accept', { appointment: 0 })).toBe('own-proposal')
    expect(give(play, author, 'appointment.accept', { appointment: 1 })).toBe('other-appointment')
    play.do(author, sample('appointment.accept', play.at, ''))
    const file = () => calendarFile(appointmentEntry(service(play), 0)!, play.at).replaceAll('\r\n ', '')
    expect(file()).toContain('LOCATION:社区议事厅\r\n')
    expect(file()).toContain('STATUS:CONFIRMED\r\n')
    expect(file(), 'nothing but its title says what it is about').not.toContain(DETAILS)
    play.do(signer, sample('appointment.cancel', play.at, ''))
    expect(file()).toContain('STATUS:CANCELLED\r\n')
    expect(give(play, signer, 'appointment.propose', { startsAt: play.at, minutes: 30, place: '议事厅' })).toBe(
      'in-the-past',
    )
    expect(
      give(play, signer, 'appointment.propose', { startsAt: play.at + DAY, minutes: 30, place: '议事厅' }),
    ).toBeUndefined()
  })

  it('[HP7] a meeting is moved by proposing another time instead, and stays the same entry of a calendar', () => {
    const play = serviceAt('meant')
    const uid = () => appointmentEntry(service(play), service(play).appointments.length - 1)?.id
    const before = uid()
    const later = { startsAt: play.at + 5 * DAY, minutes: 30, place: '社区议事厅' }
    expect(give(play, author, 'appointment.propose', later)).toBe('appointed-already')
    expect(give(play, author, 'appointment.propose', { ...later, instead: 1 })).toBe('other-appointment')
    expect(give(play, author, 'appointment.propose', { ...later, instead: 0 })).toBeUndefined()
    expect(service(play).appointments).toMatchObject([{ cancelled: { moved: true } }, { instead: 0 }])
    expect(uid(), 'the other side has not agreed').toBeUndefined()
    expect(needs(play.now, signer, play.at, STANDARD_BOOK).map(({ kind }) => kind)).toContain('appointment')
    play.do(signer, { type: 'appointment.accept', data: { appointment: 1 } })
    expect(uid()).toBe(before)
  })

  it('[HP14] each clock runs while its turn lasts, and breaches once', () => {
    for (const [stage, rule] of [
      ['posted', 'service.claim'],
      ['sent', 'service.accept'],
      ['claimed', 'service.solve'],
      ['reopened', 'service.solve'],
      ['handed-back', 'service.claim'],
    ] as const) {
      const play = serviceAt(stage)
      play.at += 60 * DAY
      const due = timedCommands(play.now, play.at, STANDARD_BOOK)
      expect(due, stage).toMatchObject([{ type: 'clock.breach', data: { rule } }])
      play.system(due[0]!.type, due[0]!.data)
      expect(timedCommands(play.now, play.at, STANDARD_BOOK), stage).toEqual([])
    }
    const quiet = serviceAt('resolved')
    expect(timedCommands(quiet.now, quiet.at + 60 * DAY, STANDARD_BOOK), 'not to rate is nobody’s breach').toEqual([])
  })

  it('[HP14] the unit that it was sent to is on the clock, and what is breached is told to those it concerns alone', () => {
    const play = serviceAt('sent')
    play.at += 60 * DAY
    const [due] = timedCommands(play.now, play.at, STANDARD_BOOK)
    play.system(due!.type, due!.data)
    const breached = play.events.at(-1)!
    expect(breached.data).toMatchObject({ unit: 'unit-1' })
    expect(noticeFor(play.now, breached)).toEqual([{ account: author.id }, { unit: 'unit-1' }, { role: 'moderator' }])
  })
})

describe('a meeting that is still ahead', () => {
  it.each([
    ['handed back', signer, ['service.hand-back']],
    ['withdrawn', author, ['service.withdraw']],
    ['closed', moderator, ['service.close']],
  ] as const)('[HP7] is off when the request is %s', (_, who, types) => {
    const play = serviceAt('meant')
    for (const type of types) play.do(who, sample(type, play.at, ''))
    expect(appointmentEntry(service(play), 0)?.cancelled).toBe(true)
  })

  it('[HP7] can be called off when it is answered, and is off when it is rated; one that is over was held', () => {
    const play = serviceAt('meant')
    play.do(signer, sample('service.resolve', play.at, ''))
    expect(appointmentEntry(service(play), 0)?.cancelled).toBe(false)
    const called = play.try(author, sample('appointment.cancel', play.at, ''))
    expect(called).toBeUndefined()
    const held = serviceAt('meant')
    held.at += 10 * DAY
    held.do(signer, sample('service.resolve', held.at, ''))
    held.do(author, sample('service.rate', held.at, ''))
    expect(appointmentEntry(service(held), 0)?.cancelled).toBe(false)
    const rated = serviceAt('meant')
    rated.do(signer, sample('service.resolve', rated.at, ''))
    rated.do(author, sample('service.rate', rated.at, ''))
    expect(appointmentEntry(service(rated), 0)?.cancelled).toBe(true)
  })
})

describe('words that tell', () => {
  const asker: Account = { ...person(51, 'representative'), name: '李桂芳', username: 'guifang' }
  const places: Record<string, Region> = {
    hu: { id: 'hu', name: '杨梅桥社区', level: 'community', parent: 'tang' },
    tang: { id: 'tang', name: '东塘街道', level: 'township', parent: 'lin' },
    lin: { id: 'lin', name: '临江市', level: 'city' },
  }
  const directory = { ...directoryOf([asker, signer]), region: (id: string) => places[id] }
  const play = new Play(directory)
  play.do(asker, { type: 'service.post', data: { ...serviceSamples(0)['service.post'], region: 'hu' } })

  it.each([
    ['李桂芳的婆婆', 'names-asker'],
    ['桂芳家里', 'names-asker'],
    ['李 桂，芳', 'names-asker'],
    ['李女士', undefined],
    ['guifang', 'names-asker'],
  ])('[HP11] of the asker: %j is answered %s', (words, reason) => {
    expect(tells([words, ''], service(play), directory)).toBe(reason)
  })

  it.each([
    ['杨梅桥社区', 'township', '杨梅桥社区'],
    ['杨梅桥那里', 'township', '杨梅桥'],
    ['东塘街道', 'township', undefined],
    ['东 塘', 'city', '东塘'],
    ['临江市', 'city', undefined],
    ['临江', undefined, '临江'],
    ['社区和街道的窗口', undefined, undefined],
  ] as const)('[HP11] of the place: %j with %s chosen is answered %s', (words, level, place) => {
    expect(tellsPlace([words], service(play), level, directory)).toBe(place)
  })
})

describe('what everyone may read', () => {
  const answer = (play: Play) => play.others.get(PUBLICATION)!

  it('[HP12] is just what the asker agreed to, once, and names neither who asked nor the request', () => {
    const play = serviceAt('published')
    const { now, events } = answer(play)
    expect(now).toMatchObject({
      kind: 'answer',
      status: 'published',
      region: 'city',
      category: 'elderly',
      helper: 'member',
    })
    const told = text([now, events])
    for (const word of [author.id, author.name, author.username, signer.id, play.matter, 'street', 'county', DETAILS])
      expect(told, word).not.toContain(word)
    for (const account of Object.values(cast)) expect(maySee(now, account)).toBe(true)
    expect(service(play).publications.at(-1)?.published?.matter).toBe(PUBLICATION)
    expect(play.beside('0198').try(moderator, sample('answer.publish', play.at, ''))?.details?.reason).toBe(
      'no-consent',
    )
    for (const who of [author, moderator, signer])
      expect(answer(play).try(who, sample('message.post', play.at, ''))?.details?.reason).toBe('not-participant')
  })

  it('[HP13] the asker can have it taken back at any time, and a moderator can', () => {
    const play = serviceAt('published')
    play.do(author, sample('publication.decline', play.at, ''))
    expect(answer(play).now.status).toBe('withdrawn')
    for (const account of Object.values(cast).filter((one) => one !== moderator))
      expect(maySee(answer(play).now, account), account.username).toBe(false)
    const other = serviceAt('published')
    answer(other).do(moderator, sample('answer.withdraw', other.at, ''))
    other.do(author, sample('publication.decline', other.at, ''))
    expect(answer(other).events.filter(({ type }) => type === 'answer.withdrawn')).toHaveLength(1)
  })

  it('[HP13] what its asker has taken back while it was being published is taken back when it is', () => {
    const late = (stage: string) => {
      const play = serviceAt(stage)
      const published = answer(serviceAt('published'))
      play.others.set(PUBLICATION, published)
      play.system('service.note-publication', { matter: PUBLICATION, draft: 0 })
      // given again, it happens once
      play.system('service.note-publication', { matter: PUBLICATION, draft: 0 })
      expect(play.events.filter(({ type }) => type === 'publication.published')).toHaveLength(1)
      return published.now.status
    }
    expect(late('agreed')).toBe('published')
    expect(late('declined')).toBe('withdrawn')
    expect(late('asked'), 'not agreed to any more').toBe('withdrawn')
  })

  it('[HP11] is agreed to draft by draft: of another one, declined, or not solved after all, nothing is published', () => {
    const publish = (play: Play) => play.beside(PUBLICATION).try(moderator, sample('answer.publish', play.at, ''))
    const redrafted = serviceAt('consented')
    redrafted.do(moderator, sample('publication.draft', redrafted.at, ''))
    expect(give(redrafted, author, 'publication.consent', { draft: 0 })).toBe('other-draft')
    const declined = serviceAt('consented')
    declined.do(author, sample('publication.decline', declined.at, ''))
    expect(give(declined, author, 'publication.consent', { draft: 0 })).toBe('publication-declined')
    const reopened = serviceAt('consented')
    reopened.do(author, sample('service.reopen', reopened.at, ''))
    for (const play of [redrafted, declined, reopened, serviceAt('asked'), serviceAt('closed')])
      expect(publish(play)?.details?.reason).toBe('no-consent')
    expect(
      give(serviceAt('withdrawn'), moderator, 'publication.draft', { title: 'T', question: 'Q', answer: 'A' }),
    ).toBe('no-answer')
    expect(give(serviceAt('drafted'), author, 'publication.consent', { draft: 0, level: 'community' })).toBe(
      'unknown-level',
    )
  })

  it('[HP10] is drafted by who helped or a moderator, anew until it is published, and again once that is taken back', () => {
    const again = sample('publication.draft', 0, '')
    for (const who of [author, invited, lead]) expect(serviceAt('resolved').try(who, again)).toBeDefined()
    for (const who of [signer, moderator]) expect(serviceAt('drafted').try(who, again)).toBeUndefined()
    const play = serviceAt('published')
    expect(play.try(signer, again)?.details?.reason).toBe('published-already')
    play.do(author, sample('publication.decline', play.at, ''))
    play.do(signer, again)
    expect(needs(play.now, author, play.at, STANDARD_BOOK).map(({ kind }) => kind)).toEqual(['consent'])
  })

  it('[HP11] without a level no region is named', () => {
    const play = serviceAt('asked')
    play.do(author, { type: 'publication.consent', data: { draft: 0 } })
    play.beside(PUBLICATION).do(moderator, sample('answer.publish', play.at, ''))
    expect(text(answer(play).events)).not.toMatch(/street|county|city|province/)
  })

  const draft = (words: string) => ({ title: '护理补贴', question: words, answer: '凭评估结果申请。' })
  it.each([
    ['names-asker', `${author.name}的母亲失能`],
    ['names-asker', [...author.name].join(' ')],
    ['names-asker', [...author.name].join('·')],
    ['names-asker', `联系 ${author.username.toUpperCase()}`],
    ['names-asker', `见 ${serviceAt('resolved').matter}`],
    ['names-contact', '电话 13812345678'],
    ['names-contact', '电话 138-1234-5678'],
    ['names-contact', '电话 １３８ １２３４ ５６７８'],
    ['names-contact', '座机 0571-87654321'],
    ['names-contact', '证件 11010519491231002X'],
    ['names-contact', '邮箱 li@example.com'],
  ])('[HP11] a draft that tells who asked is refused: %s in %j', (reason, words) => {
    const play = serviceAt('resolved')
    expect(give(play, signer, 'publication.draft', draft(words))).toBe(reason)
    expect(give(play, signer, 'publication.draft', draft('失能老人 2026 年如何申请补贴？'))).toBeUndefined()
  })

  it.each([
    ['city', '在 county 申请', 'names-place'],
    ['city', '在 s t r e e t 申请', 'names-place'],
    ['county', '在 county 申请', undefined],
    [undefined, '在 province 申请', 'names-place'],
    ['province', '在 province 申请', undefined],
  ] as const)('[HP11] with %s chosen, %j is answered %s', (level, words, reason) => {
    const play = serviceAt('resolved')
    play.do(signer, { type: 'publication.draft', data: draft(words) })
    expect(give(play, author, 'publication.consent', { draft: 0, ...(level ? { level } : {}) })).toBe(reason)
  })
})
