import { describe, expect, it } from 'vitest'
import { nobody } from '../../src/core/subject/subject.js'
import { awarding, erasing, events, forgotten, learned, refusing, uuid } from '../../src/testing/store/steps.js'
import { openDesk } from './support.js'

const { db, store, put, act, tenant } = await openDesk()

/** The tables in which a text is found, in any row, as text. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'evenhanded' order by 1`,
  )
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const all = `select count(*)::int as n from evenhanded.${name} t where t::text ilike '%' || $1 || '%'`
      return (await db.query<{ n: number }>(all, [text])).rows[0]?.n ? [name] : []
    }),
  )
  return found.flat()
}

describe('a personal value', () => {
  it('stands in one table, and in none once it was forgotten', async () => {
    const [subject, secret, kept] = [uuid(), uuid(), uuid()]
    await put(subject, nobody, [
      events(learned('email', `${secret}@b.ch`), learned('name', { of: [kept] })),
      awarding(5),
    ])
    expect([await tablesWith(secret), await tablesWith(kept)]).toEqual([['value'], ['value']])
    await act(subject, events(forgotten('email')))
    expect([await tablesWith(secret), await tablesWith(kept)]).toEqual([[], ['value']])
  })

  it('that was corrected is nowhere', async () => {
    const [subject, first, second] = [uuid(), uuid(), uuid()]
    await put(subject, nobody, [events(learned('email', first))])
    await act(subject, events(learned('email', second)))
    expect([await tablesWith(first), await tablesWith(second)]).toEqual([[], ['value']])
  })

  it('that was forgotten by the step that learned it was never written', async () => {
    const [subject, secret] = [uuid(), uuid()]
    await put(subject, nobody, [events(learned('email', secret)), events(forgotten('email'))])
    expect(await tablesWith(secret)).toEqual([])
  })

  it('of a step that raced was never written', async () => {
    const [subject, secret] = [uuid(), uuid()]
    await put(subject, nobody, [refusing()])
    expect(await put(subject, nobody, [events(learned('email', secret))])).toBe('raced')
    expect(await tablesWith(secret)).toEqual([])
  })

  it('of somebody erased is nowhere, nor is their login; what happened stays', async () => {
    const [subject, secret, login] = [uuid(), uuid(), uuid()]
    await put(subject, nobody, [events(learned('email', secret), learned('name', secret)), awarding(5)], { login })
    expect([await tablesWith(secret), await tablesWith(login)]).toEqual([['value'], ['login']])
    await act(subject, erasing())
    expect([await tablesWith(secret), await tablesWith(login)]).toEqual([[], []])
    expect(await tablesWith(subject)).toEqual(['account', 'log', 'subject', 'transfer'])
  })
})

describe('a key, what an identifier is found by, and what was counted', () => {
  it('of somebody erased are nowhere; what stays of them says so', async () => {
    const [subject, key, hash, proof] = [uuid(), uuid(), uuid(), uuid()]
    await put(subject, nobody, [events(learned('email', 'x'))], { key, identifiers: { email: hash } })
    const use = { subject, field: 'email', purpose: 'club', decision: 'read', day: '2027-01-31', count: 1 }
    await store.count(tenant, [use])
    expect([await tablesWith(key), await tablesWith(hash)]).toEqual([['subject'], ['value']])
    expect(await tablesWith(subject)).toEqual(['log', 'subject', 'use', 'value'])
    const [loaded] = await store.load(tenant, [{ subject, commands: [] }])
    const left = {
      suppressions: [{ hash: `suppressed ${hash}`, at: 1, until: 2 }],
      proof: { id: proof, subject, sealed: 'sealed', at: 1, until: 2 },
    }
    expect(await put(subject, loaded?.subject ?? nobody, [erasing()], left)).toBe('stored')
    expect([await tablesWith(key), await tablesWith(hash)]).toEqual([[], ['suppression']])
    expect(await tablesWith(subject)).toEqual(['log', 'proof', 'subject'])
    await store.forgetRegisters(tenant, { now: 2, usesBefore: '2027-01-01' })
    expect([await tablesWith(hash), await tablesWith(subject)]).toEqual([[], ['log', 'subject']])
  })

  it('of a value that was corrected or forgotten are nowhere', async () => {
    const [subject, first, second] = [uuid(), uuid(), uuid()]
    await put(subject, nobody, [events(learned('email', 'x'), learned('phone', 'x'))], {
      identifiers: { email: first, phone: second },
    })
    await act(subject, events(learned('email', 'y')))
    await act(subject, events(forgotten('phone')))
    expect([await tablesWith(first), await tablesWith(second)]).toEqual([[], []])
  })
})

describe('a notice', () => {
  const notice = (text: string) => ({ text, hash: `hash of ${text}`, version: 1, language: 'en', variant: 'b' })
  const texts = async () =>
    (
      await db.query<{ text: string }>('select text from evenhanded.notice where tenant = $1 order by 1', [tenant])
    ).rows.map(({ text }) => text)

  it('is kept once, and not of steps that raced', async () => {
    const [subject, other] = [uuid(), uuid()]
    await put(subject, nobody, [refusing()], { notices: [notice('first')] })
    await put(other, nobody, [refusing()], { notices: [notice('first'), notice('second')] })
    expect(await put(subject, nobody, [refusing()], { notices: [notice('third')] })).toBe('raced')
    expect(await texts()).toEqual(['first', 'second'])
  })
})
