import { randomUUID } from 'node:crypto'
import { after, type Command, compile, decide, defineProgram, identifier, onServer } from 'evenhanded'
import type { Store } from 'evenhanded/server'
import * as z from 'zod/mini'
import { compare, type Row } from '../compare.js'
import { bareAward } from './bare.js'
import type { BenchDatabase } from './bench-database.js'
import { anyMember, memberId, members, tenant } from './members.js'
import { type Act, rate } from './rate.js'

const program = defineProgram({
  id: 'bench',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
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

const plan = compile(program, { authority: onServer, hash: String })

/** What a device sends, decided between two round trips as a server does; in the end it has to be stored. */
export async function commands({ store, many }: BenchDatabase): Promise<readonly Row[]> {
  const member = byTurns()
  const lines = [
    ['client command without points, two round trips', 'delivery', 0.45],
    ['client command with points, two round trips', 'visit', 0.25],
  ] as const
  const rows: Row[] = []
  for (const [name, offer, goal] of lines) {
    console.error(`  ${name} …`)
    const [ours, bare] = [accepting(store, offer, member), bareAward(many, anyMember)]
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

const accepting =
  (store: Store, offer: 'delivery' | 'visit', member: () => string): Act =>
  async () => {
    const [subject, id] = [member(), randomUUID()]
    const [loaded] = await store.load(tenant, [{ subject, commands: [id] }])
    if (!loaded) throw new Error('Nobody was loaded')
    const { subject: before, now } = loaded
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
    const committed = { id, hash: randomUUID(), answer, logged: true, events: decided.value }
    const step = { subject, before, after: after(before, decided), commands: [committed] }
    const [stored] = await store.store(tenant, [step])
    if (stored !== 'stored') throw new Error('A command was not stored')
  }
