import {
  type Command,
  compile,
  decide,
  defineProgram,
  evolve,
  identifier,
  nobody,
  onServer,
  readInput,
} from 'evenhanded'
import { createClient, memory } from 'evenhanded/client'
import * as z from 'zod/mini'
import { compare, type Row } from '../compare.js'
import { controller } from '../controller.js'

const program = defineProgram({
  id: 'reading',
  version: 1,
  controller,
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    news: { label: 'Send news', basis: 'consent', validFor: 'P2Y' },
    ads: { label: 'Show what others sell', basis: 'consent', validFor: 'P2Y' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  offers: {
    delivery: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'To tell you when it comes' },
      invites: { news: ['email'], ads: ['email'] },
      gives: { benefit: 'service', says: 'Here tomorrow' },
    },
  },
})

const address = 'ada@mail.example'
const now = Date.UTC(2027, 0, 1)
const calls = 2_000_000

/** Nanoseconds a reading; every second one has no ground, and gets nothing. */
function timed(read: (purpose: 'news' | 'ads') => unknown): number {
  let got = 0
  const from = performance.now()
  for (let call = 0; call < calls; call++) if (read(call % 2 === 0 ? 'news' : 'ads') === address) got++
  const took = performance.now() - from
  if (got !== calls / 2) throw new Error(`${got} of ${calls} readings had a value, not half of them`)
  return (took / calls) * 1_000_000
}

/** A subject that agreed to news, and not to the other purpose. */
function subject() {
  const plan = compile(program, { authority: onServer, hash: String })
  const { hash, version, language } = plan.notice('delivery')
  const command: Command = {
    ...{ type: 'accept', id: 'c', subject: 's', at: now, touchpoint: 'web', seen: 0, offer: 'delivery' },
    ...{ answers: { email: address }, consents: { news: ['email'] } },
    evidence: { act: 'tick', notice: { hash, version, language } },
  }
  const decided = decide(plan, nobody, command, now)
  if (!decided.ok) throw new Error(`The acceptance was refused: ${decided.error.code}`)
  return decided.value.reduce(evolve, nobody)
}

/** Reading by ground, beside what may be spent on it. */
export async function reading(): Promise<readonly Row[]> {
  console.error('  reading by ground …')
  const who = subject()
  const client = createClient({ program, touchpoint: 'web', storage: memory() })
  await client.ready
  const taken = await client.offer('delivery').accept({ email: address }, { consents: { news: ['email'] }, by: 'tick' })
  if (!taken.ok) throw new Error(`The acceptance was refused: ${taken.error.code}`)
  const against = { unit: 'ns', reference: 100, goal: 1, runs: 7 }
  const ours = () => timed((purpose) => readInput(program, who, 'email', purpose, now))
  return [
    await compare({ ...against, name: 'reading by ground, budget', ours }, 2),
    await compare(
      {
        ...against,
        name: 'client.read() by ground, budget',
        ours: () => timed((purpose) => client.read('email', purpose)),
      },
      2,
    ),
  ]
}
