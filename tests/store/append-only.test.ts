import { describe, expect, it } from 'vitest'
import { awarding, events, shown } from '../../src/testing/store/steps.js'
import { openDesk } from './support.js'

const { db, store, tenant, member, find } = await openDesk()

const zeros = '0'.repeat(64)
await store.append(tenant, { n: 1, prev: zeros, root: zeros, hashes: 'ab'.repeat(32), cursor: '[]', at: 1 })

describe.each([
  ['log', 'hash'],
  ['transfer', 'hash'],
  ['block', 'root'],
])('the table %s', (table, column) => {
  const attempts = [
    `update evenhanded.${table} set ${column} = 'other'`,
    `delete from evenhanded.${table}`,
    `truncate evenhanded.${table}`,
    `truncate evenhanded.${table} cascade`,
  ]

  it.each(attempts)('refuses %s', async (attempt) => {
    const subject = await member(events(shown), awarding(5))
    await expect(db.query(attempt)).rejects.toThrow(`${table} is append-only`)
    expect((await find(subject)).subject.points.bonus?.balance).toBe(5)
  })

  it.each(attempts)('refuses %s to a replica too', async (attempt) => {
    const asReplica = db.transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica')
      await tx.query(attempt)
    })
    await expect(asReplica).rejects.toThrow(`${table} is append-only`)
  })
})

describe('the ledger', () => {
  it.each([
    ['a balance below zero', 'update evenhanded.account set balance = -1'],
    ['a balance that no JavaScript number tells', 'update evenhanded.account set balance = 9007199254740992'],
    ['a lot with more left than it had', 'update evenhanded.lot set remaining = amount + 1'],
    ['a lot with less than nothing left', 'update evenhanded.lot set remaining = -1'],
    ['a version below zero', 'update evenhanded.subject set version = -1'],
  ])('refuses %s', async (_, attempt) => {
    await member(events(shown), awarding(5))
    await expect(db.query(attempt)).rejects.toThrow('violates check constraint')
  })
})
