import type { Points } from '../../src/core/points/account.js'
import { pointsOf } from '../../src/core/points/account.js'
import type { SubjectJson } from '../../src/core/subject/state.js'
import type { Store } from '../../src/ports/store.js'
import { type BackendCall, createServer } from '../../src/server.js'
import { fixedClock } from '../../src/testing/fixed-clock.js'
import { start } from './operation.js'
import { club, policyOf, type Rules } from './program.js'
import { lineOf, type Said, type Seen, type UnderTest } from './under-test.js'

const logins = ['ada', 'bo'] as const
const currencies = ['bonus', 'miles', 'coins', 'respect'] as const

/** The ledger as the site's backend has it, over whatever store. Each has a tenant of its own. */
export async function createServed(rules: Rules, store: Store, clock = fixedClock(start)): Promise<UnderTest> {
  const options = {
    program: club,
    policy: policyOf(rules),
    secrets: ['a secret of thirty-two letters!!'],
    clock,
    store,
  }
  const server = createServer({ ...options, tenant: crypto.randomUUID(), onError: () => undefined })
  const { redeemCoupon: handIn } = server
  const members = logins.map((login) => server.subject({ login }))
  for (const member of members) await member.enrol('membership', { by: { medium: 'file' } })
  const seen: (readonly number[])[] = logins.map(() => currencies.map(() => 0))
  const coupons = new Map<string, string>()
  /** As they were read after the last call. */
  const states = new Map<number, SubjectJson | null | undefined>()

  /** What due work has booked since it was last asked about. */
  async function dueLines(who: 0 | 1): Promise<readonly string[]> {
    const statements = await Promise.all(
      currencies.map((currency) => members[who]?.statement(currency, { limit: 500 })),
    )
    const lines = statements.flatMap((statement = [], n) =>
      statement
        .filter(({ seq, kind }) => seq > (seen[who]?.[n] ?? 0) && (kind === 'expire' || kind === 'notice'))
        .map(({ kind, amount }) => lineOf({ kind, amount, currency: currencies[n] as string })),
    )
    seen[who] = statements.map((statement = []) => statement[0]?.seq ?? 0)
    return lines.sort()
  }

  async function send(said: Said): Promise<Seen> {
    const { who } = said
    if (said.type === 'due') {
      await server.dueWork()
      return { ok: true, lines: await dueLines(who) }
    }
    const by = { reason: 'test', key: said.key }
    const [answers] =
      said.type === 'use'
        ? [[await handIn(coupons.get(`${who}/${said.of}`) ?? 'none', by)]]
        : await server.bulk([{ subject: { login: logins[who] }, calls: [callOf(said) as never] }])
    const answer = answers?.[0]
    if (!answer?.ok) return { ok: false, code: answer?.error.code ?? 'none' }
    const { coupon, points = [] } = answer.outcome
    if (coupon && said.type === 'redeem') coupons.set(`${who}/${said.key}`, coupon.code)
    return { ok: true, lines: points.map(lineOf).sort() }
  }

  return {
    async act(said, now) {
      clock.set(now)
      states.clear()
      return send(said)
    },
    async shown(who, currency, at) {
      const state = states.get(who) ?? (await members[who]?.state())
      states.set(who, state)
      const account = state?.points[currency]
      const none: Points = { available: 0, pending: 0, held: 0, expiring: null, debt: 0, tier: null }
      const { tier: _, ...points } = account ? pointsOf(account, at) : none
      return { ...points, balance: account?.balance ?? 0 }
    },
  }
}

/** The call as the backend makes it. */
function callOf(said: Said): BackendCall {
  const { who, ...call } = said
  const of = 'of' in said ? said.of : ''
  const changes: { readonly [T in Said['type']]?: object } = {
    earn: { rule: 'buy' },
    take: { type: 'reverse' },
    capture: { hold: of },
    release: { hold: of },
    give: { to: { login: logins[1 - who] } },
    adjust: { actor: 'staff:1' },
    freeze: { actor: 'staff:1' },
    thaw: { actor: 'staff:1' },
  }
  const { of: _, ...others } = call as typeof call & { of?: string }
  const cited = said.type === 'reverse' ? { of } : {}
  const reason = said.type === 'redeem' ? {} : { reason: 'test' }
  return { ...others, ...cited, ...reason, ...changes[said.type] } as unknown as BackendCall
}
