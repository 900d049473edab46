import { createMongoAbility, subject as named } from '@casl/ability'
import {
  can,
  compile,
  defineProgram,
  type Event,
  evolve,
  identifier,
  look,
  nobody,
  onServer,
  personal,
  type Subject,
} from 'evenhanded'
import { createClient, memory } from 'evenhanded/client'
import * as z from 'zod/mini'
import { compare, type Row } from './compare.js'
import { controller } from './controller.js'

const program = defineProgram({
  id: 'gate',
  version: 1,
  controller,
  fields: {
    email: identifier(z.email(), { label: 'E-mail' }),
    name: personal(z.string(), { label: 'Name' }),
    street: personal(z.string(), { label: 'Street' }),
  },
  purposes: { club: { label: 'Keep your account', basis: 'contract' } },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  offers: {
    membership: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'To reach you', name: 'To greet you', street: 'To bring it' },
      gives: { benefit: 'service', says: 'Bought today, here tomorrow' },
    },
  },
  gates: { invoice: { label: 'Pay by invoice', needs: { email: 'club', name: 'club', street: 'club' } } },
})

const answers = { email: 'ada@mail.example', name: 'Ada', street: 'Bahnhofstrasse 1' }
const fields = ['email', 'name', 'street'] as const
const now = Date.UTC(2026, 0, 1)
const calls = 2_000_000

/** Three needs: eight people, of whom one meets all three. */
const met = Array.from({ length: 8 }, (_, bits) => fields.filter((_, bit) => (bits >> bit) % 2 === 1))

/** Nanoseconds a call. Who may and who may not is counted, so that neither side gets away with a refusal. */
function timed(ask: (person: number) => boolean): number {
  let allowed = 0
  const from = performance.now()
  for (let call = 0; call < calls; call++) if (ask(call & 7)) allowed++
  const took = performance.now() - from
  if (allowed !== calls / 8) throw new Error(`${allowed} of ${calls} were let through, not one of eight`)
  return (took / calls) * 1_000_000
}

function knowing(known: readonly string[]): Subject {
  const source = { provenance: 'declared', touchpoint: 'web', givenAt: now } as const
  return known
    .flatMap((field): Event[] => [
      { type: 'learned', field, value: 'x', at: now, source },
      { type: 'granted', purpose: 'club', field, basis: 'contract', offer: 'membership', at: now, command: 'c' },
    ])
    .reduce(evolve, nobody)
}

function throughFunctions(): () => number {
  const plan = compile(program, { authority: onServer, hash: String })
  const views = met.map((known) => look(plan, knowing(known), undefined, now))
  return () => timed((person) => can(plan, views[person] as (typeof views)[number], 'invoice', now))
}

function throughCasl(): () => number {
  const ability = createMongoAbility([
    { action: 'pay', subject: 'Member', conditions: { email: true, name: true, street: true } },
  ])
  const members = met.map((known) => named('Member', Object.fromEntries(fields.map((f) => [f, known.includes(f)]))))
  return () => timed((person) => ability.can('pay', members[person] as (typeof members)[number]))
}

/** One member and seven who are nobody yet: a page knows one person, so each has a client. */
async function throughClient(): Promise<() => number> {
  const clients = await Promise.all(
    met.map(async (known) => {
      const client = createClient({ program, touchpoint: 'web', storage: memory() })
      await client.ready
      const all = known.length === fields.length
      const result = all ? await client.offer('membership').accept(answers, { by: 'button' }) : { ok: true }
      if (!result.ok || client.can('invoice') !== all) throw new Error('The membership was not taken up')
      return client
    }),
  )
  return () => timed((person) => (clients[person] as (typeof clients)[number]).can('invoice'))
}

/** A gate with three needs, beside @casl/ability on three conditions. */
export async function gate(): Promise<readonly Row[]> {
  const [functions, client, casl] = [throughFunctions(), await throughClient(), throughCasl()]
  const against = { unit: 'ns', reference: casl, goal: 1, runs: 7 }
  return [
    await compare({ ...against, name: 'can(), three needs, @casl/ability', ours: functions }, 2),
    await compare({ ...against, name: 'client.can(), three needs, @casl/ability', ours: client }, 2),
  ]
}
