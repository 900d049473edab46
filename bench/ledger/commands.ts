import { createHash, randomUUID } from 'node:crypto'
import { after, type Command, compile, decide, defineProgram, identifier, onServer, saidOf } from 'evenhanded'
import type { Store } from 'evenhanded/server'
import * as z from 'zod/mini'
import { compare, type Row } from '../compare.js'
import { controller } from '../controller.js'
import { bareAward } from './bare.js'
import type { BenchDatabase } from './bench-database.js'
import { anyMember, memberId, members, tenant } from './members.js'
import { rate } from './rate.js'

const program = defineProgram({
  id: 'bench',
  version: 1,
  controller,
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: { club: { label: 'Keep your account', basis: 'contract' } },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' } },
  offers: {
    delivery: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'To tell you when it comes' },
      gives: { benefit: 'service', says: 'Here tomorrow' },
      repeats: 'PT1S',
    },
    visit: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'To know whose points these are' },
      gives: { benefit: 'points', points: { bonus: 5 }, says: '5 points for a visit' },
      repeats: 'PT1S',
    },
  },
})

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const plan = compile(program, { authority: onServer, hash: sha256 })

const together = 200

/** What a device sends, decided between two round trips as a server does; in the end it has to be stored. */
export async function commands({ store, many }: BenchDatabase): Promise<readonly Row[]> {
  const member = byTurns()
  // Everybody has taken up both before: a member who comes back is the usual one.
  for (let n = 0; n < 2 * members; n += together) {
    const some = Array.from({ length: together }, member)
    await accept(store, n < members ? 'delivery' : 'visit', some)
  }
  const lines = [
    ['client command without points, two round trips', 'delivery', 0.45],
    ['client command with points, two round trips', 'visit', 0.25],
  ] as const
  const rows: Row[] = []
  for (const [name, offer, goal] of lines) {
    console.error(`  ${name} …`)
    const ours = () => accept(store, offer, [member()])
    const bare = bareAward(many, anyMember)
    rows.push(
      await compare(
        { name, unit: '/s', goal, atLeast: true, ours: () => rate(ours, 16), reference: () => rate(bare, 16) },
        1,
      ),
    )
  }
  return rows
}

/** Nobody comes back before the offer repeats. */
function byTurns(): () => string {
  let n = 0
  return () => memberId(n++ % members)
}

type Step = Parameters<Store['store']>[1][number]
type Loaded = Awaited<ReturnType<Store['load']>>[number]

/** Loads, decides and stores, for some members together. */
async function accept(store: Store, offer: 'delivery' | 'visit', subjects: readonly string[]): Promise<void> {
  const asked = subjects.map((subject) => ({ subject, commands: [randomUUID()] }))
  const loaded = await store.load(tenant, asked)
  const steps = asked.map(({ subject, commands: [id] }, n) => stepOf(subject, id as string, offer, loaded[n] as Loaded))
  const stored = await store.store(tenant, steps)
  if (stored.some((one) => one !== 'stored')) throw new Error('A command was not stored')
}

function stepOf(subject: string, id: string, offer: 'delivery' | 'visit', { subject: before, now }: Loaded): Step {
  const { hash, version, language } = plan.notice(offer)
  const command: Command = {
    type: 'accept',
    id,
    subject,
    at: now,
    touchpoint: 'web',
    seen: before.version,
    offer,
    answers: { email: 'ada@mail.example' },
    consents: {},
    evidence: { act: 'button', notice: { hash, version, language } },
  }
  const decided = decide(plan, before, command, now)
  if (!decided.ok) throw new Error(`An acceptance was refused: ${decided.error.code}`)
  const answer = { id, ok: true, outcome: { benefit: { state: 'given', gives: [{ benefit: offer }] } } }
  const committed = { id, hash: randomUUID(), answer, logged: true, said: saidOf(command), events: decided.value }
  return { subject, before, after: after(before, decided), commands: [committed] }
}
