import { describe, expect, it } from 'vitest'
import { changedAddresses } from '../../server/sockets/inbox.ts'

describe('whose inbox changes', () => {
  const promise = (item: number) => ({ address: 'role:moderator', kind: 'look-back' as const, since: 90, item })
  const answer = (due: number) => ({ address: 'unit:a', kind: 'answer' as const, since: 1, due })

  it('[WR12] of two promises that come back at the same time one has been looked at', () => {
    expect([...changedAddresses([promise(0), promise(1)], [promise(1)])]).toEqual(['role:moderator'])
  })
  it('[WR12] what waited is due at another time', () => {
    expect([...changedAddresses([answer(5)], [answer(9)])]).toEqual(['unit:a'])
  })
  it('[WR12] nobody is told when nothing changed', () => {
    expect(changedAddresses([promise(0), answer(5)], [answer(5), promise(0)]).size).toBe(0)
  })
})
