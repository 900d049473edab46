import { memory } from 'evenhanded/server'
import { storeContract } from 'evenhanded/testing'
import { describe, expect, it } from 'vitest'
import type { Account } from '../../src/core/points/account.js'
import type { Event } from '../../src/core/subject/event.js'
import { nobody } from '../../src/core/subject/subject.js'
import type { Loaded, Step, Store } from '../../src/ports/store.js'
import { uuid } from '../../src/testing/store/steps.js'

/** A store that changes what goes in or comes out of a good one. */
const spoiled = (how: {
  readonly step?: (step: Step, all: Store, tenant: string) => Promise<Step>
  readonly found?: (found: Loaded) => Loaded
  readonly verbs?: (good: Store) => Partial<Store>
}): Store => {
  const good = memory()
  return {
    ...good,
    async load(tenant, lookups) {
      const all = await good.load(tenant, lookups)
      return all.map(how.found ?? ((found) => found))
    },
    async store(tenant, steps) {
      const spoil = how.step ?? (async (step) => step)
      return good.store(tenant, await Promise.all(steps.map((step) => spoil(step, good, tenant))))
    },
    ...how.verbs?.(good),
  }
}

/** Every verb as if there were but one tenant. */
const mixed = (good: Store): Store => {
  const verbs = Object.entries(good).map(([name, verb]) => [
    name,
    name === 'now' || name === 'migrate' ? verb : (_: string, ...rest: unknown[]) => verb('one', ...rest),
  ])
  return Object.fromEntries(verbs)
}

const withEvents = (step: Step, change: (event: Event) => readonly Event[]): Step => ({
  ...step,
  commands: step.commands.map((command) => ({ ...command, events: command.events.flatMap(change) })),
})

const withAccounts = (found: Loaded, change: (account: Account) => Partial<Account>): Loaded => ({
  ...found,
  subject: {
    ...found.subject,
    points: Object.fromEntries(
      Object.entries(found.subject.points).map(([currency, account]) => [currency, { ...account, ...change(account) }]),
    ),
  },
})

const faults: readonly (readonly [fault: string, store: () => Store])[] = [
  ['mixes tenants', () => mixed(memory())],
  [
    'guards nothing',
    () =>
      spoiled({
        async step(step, all, tenant) {
          const [now] = await all.load(tenant, [{ subject: step.subject, commands: [] }])
          const before = now?.subject ?? nobody
          const logged = step.commands.filter((command) => command.logged).length
          return { ...step, before, after: { ...step.after, version: before.version + logged } }
        },
      }),
  ],
  [
    'keeps values',
    () =>
      spoiled({
        step: async (step) => ({
          ...step,
          after: { ...step.after, values: { ...step.before.values, ...step.after.values } },
        }),
      }),
  ],
  ['loses answers', () => spoiled({ found: (found) => ({ ...found, answered: {} }) })],
  ['binds no login', () => spoiled({ step: async ({ login: _, ...step }) => step })],
  [
    'loses what is left of a lot',
    () =>
      spoiled({
        found: (found) =>
          withAccounts(found, ({ lots }) => ({ lots: lots.map((lot) => ({ ...lot, remaining: lot.amount })) })),
      }),
  ],
  ['loses what is held', () => spoiled({ found: (found) => withAccounts(found, () => ({ holds: [] })) })],
  ['loses tallies', () => spoiled({ found: (found) => withAccounts(found, () => ({ tallies: {} })) })],
  ['loses debts', () => spoiled({ found: (found) => withAccounts(found, () => ({ debt: 0 })) })],
  ['thaws accounts', () => spoiled({ found: (found) => withAccounts(found, () => ({ status: 'open' })) })],
  [
    'forgets what was undone',
    () =>
      spoiled({
        found(found) {
          const cited = Object.entries(found.subject.cited).map(([key, one]) => [key, { ...one, undone: {} }])
          return { ...found, subject: { ...found.subject, cited: Object.fromEntries(cited) } }
        },
      }),
  ],
  [
    'draws more than there is',
    () =>
      spoiled({
        step: async (step) =>
          withEvents(step, (event) => [event.type === 'drawn' ? { ...event, most: Number.MAX_SAFE_INTEGER } : event]),
      }),
  ],
  [
    'does not end coupons',
    () => spoiled({ step: async (step) => withEvents(step, (event) => (event.type === 'used' ? [] : [event])) }),
  ],
  [
    'skips a line of the feed',
    () =>
      spoiled({
        verbs: ({ feed }) => ({
          async feed(...asked) {
            const { entries, cursor } = await feed(...asked)
            return { entries: entries.filter(({ kind }) => kind !== 'release'), cursor }
          },
        }),
      }),
  ],
  [
    'tells lines of the feed twice',
    () =>
      spoiled({
        verbs: ({ feed }) => ({
          async feed(tenant, after, limit) {
            const page = await feed(tenant, after, limit)
            return { ...page, cursor: page.entries.length > 1 ? String(Number(page.cursor) - 1) : page.cursor }
          },
        }),
      }),
  ],
  [
    'posts under keys of its own',
    () =>
      spoiled({
        verbs: ({ post }) => ({
          post: (tenant, all) =>
            post(
              tenant,
              all.map((one) => ({ ...one, key: uuid() })),
            ),
        }),
      }),
  ],
  [
    'posts whatever the time',
    () =>
      spoiled({
        verbs: ({ post, now }) => ({
          async post(tenant, all) {
            const at = await now()
            return post(
              tenant,
              all.map((one) => ({ ...one, at })),
            )
          },
        }),
      }),
  ],
  ['posts nothing', () => spoiled({ verbs: () => ({ post: async (_, all) => all.map(() => 'decide' as const) }) })],
  ['finds nobody due', () => spoiled({ verbs: () => ({ due: async () => [] }) })],
  ['keeps no keys', () => spoiled({ found: (found) => ({ ...found, key: null }) })],
  [
    'keeps identifiers',
    () => spoiled({ step: async (step) => ({ ...step, identifiers: { email: 'e1', phone: 'p1' } }) }),
  ],
  ['forgets who was suppressed', () => spoiled({ step: async ({ suppressions: _, ...step }) => step })],
  ['keeps no proof', () => spoiled({ step: async ({ proof: _, ...step }) => step })],
  [
    'tells the ledger alone',
    () =>
      spoiled({
        verbs: ({ lines }) => ({
          async lines(...asked) {
            const page = await lines(...asked)
            return { ...page, lines: page.lines.filter(({ kind }) => kind === 'transfer') }
          },
        }),
      }),
  ],
  [
    'skips a line at the end of a page',
    () =>
      spoiled({
        verbs: ({ lines }) => ({
          async lines(tenant, after, limit) {
            const page = await lines(tenant, after, limit)
            return { ...page, lines: page.lines.slice(0, limit > 1 && page.lines.length === limit ? -1 : undefined) }
          },
        }),
      }),
  ],
  [
    'keeps values in the log',
    () =>
      spoiled({
        step: async (step) => ({
          ...step,
          commands: step.commands.map((command) => ({ ...command, commitments: { email: '"secret"' } })),
        }),
      }),
  ],
  ['lets all append', () => spoiled({ verbs: () => ({ append: async () => true }) })],
  [
    'counts each call once',
    () =>
      spoiled({
        verbs: ({ count }) => ({
          count: (tenant, uses) =>
            count(
              tenant,
              uses.map((use) => ({ ...use, count: 1 })),
            ),
        }),
      }),
  ],
  ['lets all keep a request', () => spoiled({ verbs: () => ({ keepRequest: async () => true }) })],
  ['forgets no register', () => spoiled({ verbs: () => ({ forgetRegisters: () => Promise.resolve() }) })],
  [
    'signs whatever its limits',
    () =>
      spoiled({
        verbs: ({ signCoupons }) => ({ signCoupons: (tenant, batch, _, now) => signCoupons(tenant, batch, {}, now) }),
      }),
  ],
  [
    'hands in a coupon for each who asks',
    () =>
      spoiled({
        verbs: ({ handInCoupon }) => ({
          async handInCoupon(...asked) {
            const handed = await handInCoupon(...asked)
            return handed && { ...handed, state: handed.state === 'used' ? 'redeemed' : handed.state }
          },
        }),
      }),
  ],
  ['hides what has gone', () => spoiled({ verbs: () => ({ goneCoupons: () => Promise.resolve([]) }) })],
  ['forgets no coupon', () => spoiled({ verbs: () => ({ forgetCoupons: () => Promise.resolve() }) })],
  [
    'forgets what coupons cost',
    () =>
      spoiled({
        verbs: ({ couponSums }) => ({
          couponSums: async (...asked) => (await couponSums(...asked)).filter(({ out }) => out > 0),
        }),
      }),
  ],
  [
    'names one holder alone',
    () => spoiled({ verbs: ({ holders }) => ({ holders: async (...asked) => (await holders(...asked)).slice(0, 1) }) }),
  ],
  ['keeps entries', () => spoiled({ verbs: () => ({ forgetEntries: () => Promise.resolve() }) })],
  ['lets all have the last word on a raffle', () => spoiled({ verbs: () => ({ keepRaffle: async () => true }) })],
]

describe('the contract', () => {
  it.each(faults)('catches a store that %s', async (_, store) => {
    const broken = await Promise.allSettled(storeContract(store).map((law) => law.check()))
    expect(broken.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
  })
})
