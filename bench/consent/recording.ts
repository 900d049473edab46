import { defineProgram, identifier } from 'evenhanded'
import { createServer } from 'evenhanded/server'
import * as z from 'zod/mini'
import { compare, type Row } from '../compare.js'
import { controller } from '../controller.js'
import type { BenchDatabase } from '../ledger/bench-database.js'
import { rate } from '../ledger/rate.js'

const email = 'To tell you when it comes'

const program = defineProgram({
  id: 'recording',
  version: 1,
  controller,
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    news: { label: 'Send news', basis: 'consent', validFor: 'P2Y', askAgain: 'P1D' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  offers: {
    plain: {
      principle: 'exchange',
      for: 'club',
      asks: { email },
      gives: { benefit: 'service', says: 'Here tomorrow' },
      repeats: 'PT1S',
    },
    inviting: {
      principle: 'exchange',
      for: 'club',
      asks: { email },
      invites: { news: ['email'] },
      gives: { benefit: 'service', says: 'Here tomorrow' },
      repeats: 'PT1S',
    },
  },
})

const members = 6_000
const together = 500
const by = { actor: 'staff:17', medium: 'paper', evidence: 'box 3/112' }
const goal = 1 / 1.25

/**
 * An acceptance that carries a consent with its evidence, through the whole server, from members who come back. With a
 * value that is known, which is opened, compared and committed to, beside the same acceptance without consent and value;
 * with a new one, which is sealed and found by its keyed hash besides, beside the same without the consent.
 */
export async function recording({ many }: BenchDatabase): Promise<readonly Row[]> {
  const { postgres } = await import('evenhanded/postgres')
  const server = createServer({
    program,
    store: postgres(many),
    secrets: ['a secret of the bench, long enough.'],
  })
  const loginOf = (n: number): string => `member ${n % members}`
  const addressOf = (n: number, how: string): string => `ada.${n % members}.${how}@mail.example`
  for (let from = 0; from < members; from += together) {
    const requests = Array.from({ length: together }, (_, n) => ({
      subject: { login: loginOf(from + n) },
      calls: [{ type: 'accept' as const, offer: 'plain' as const, answers: { email: addressOf(from + n, 'a') }, by }],
    }))
    await server.bulk(requests)
  }
  let [turn, round] = [0, 0]
  const sound = (said: { readonly ok: boolean }): void => {
    if (!said.ok) throw new Error(`An acceptance was refused: ${JSON.stringify(said)}`)
  }
  const next = (): number => turn++ % members
  const accepting =
    (offer: 'plain' | 'inviting', how: (n: number) => { readonly email?: string }) => async (): Promise<void> => {
      const n = next()
      const consents = offer === 'inviting' ? { news: ['email'] } : {}
      sound(await server.subject({ login: loginOf(n) }).accept(offer, how(n), { by, consents }))
    }
  const nothing = () => ({})
  const known = (n: number) => ({ email: addressOf(n, 'a') })
  const fresh = (n: number) => ({ email: addressOf(n, `b${round++}`) })
  const lines = [
    ['consent with its evidence, value known', accepting('inviting', known), accepting('plain', nothing)],
    ['consent with its evidence, value new', accepting('inviting', fresh), accepting('plain', fresh)],
  ] as const
  const rows: Row[] = []
  for (const [name, consenting, plain] of lines) {
    console.error(`  ${name} …`)
    const [ours, reference] = [() => rate(consenting, 16), () => rate(plain, 16)]
    rows.push(await compare({ name, unit: '/s', goal, atLeast: true, ours, reference }, 1))
  }
  return rows
}
