import { memory } from 'evenhanded/server'
import { storeContract } from 'evenhanded/testing'
import { describe, expect, it } from 'vitest'
import { nobody } from '../../src/core/subject/subject.js'
import type { Loaded, Step, Store } from '../../src/ports/store.js'

/** A store that changes what goes in or comes out of a good one. */
const spoiled = (how: {
  readonly step?: (step: Step, all: Store, tenant: string) => Promise<Step>
  readonly found?: (found: Loaded) => Loaded
  readonly tenant?: (tenant: string) => string
}): Store => {
  const good = memory()
  const named = how.tenant ?? ((tenant) => tenant)
  return {
    ...good,
    async load(tenant, lookups) {
      const all = await good.load(named(tenant), lookups)
      return all.map(how.found ?? ((found) => found))
    },
    async store(tenant, steps) {
      const spoil = how.step ?? (async (step) => step)
      return good.store(named(tenant), await Promise.all(steps.map((step) => spoil(step, good, named(tenant)))))
    },
    statement: (tenant, ...rest) => good.statement(named(tenant), ...rest),
  }
}

const faults: readonly (readonly [fault: string, store: () => Store])[] = [
  ['mixes tenants', () => spoiled({ tenant: () => 'one' })],
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
        found(found) {
          const { bonus, ...others } = found.subject.points
          const whole = bonus && { ...bonus, lots: bonus.lots.map((lot) => ({ ...lot, remaining: lot.amount })) }
          return { ...found, subject: { ...found.subject, points: { ...others, ...(whole && { bonus: whole }) } } }
        },
      }),
  ],
]

describe('the contract', () => {
  it.each(faults)('catches a store that %s', async (_, store) => {
    const broken = await Promise.allSettled(storeContract(store).map((law) => law.check()))
    expect(broken.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
  })
})
