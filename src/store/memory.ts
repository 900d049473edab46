import type { Clock } from '../ports/clock.js'
import type { Line } from '../ports/record.js'
import type { Store } from '../ports/store.js'
import { couponsOf } from './coupons.js'
import { couponBatches } from './memory/coupon-batches.js'
import { find } from './memory/find.js'
import { keep } from './memory/keep.js'
import { ledger } from './memory/ledger.js'
import { post } from './memory/post.js'
import { recordStore } from './memory/record.js'
import { registers } from './memory/registers.js'
import { record, type Tenant, tenant } from './memory/tenant.js'
import { firsts, logged } from './step.js'

/**
 * Keeps everything in this process: for tests, and for trying things out. What it holds ends with it.
 *
 * @example
 * const server = createServer({ program, store: memory(), secrets, authenticate })
 */
export function memory(options: { readonly clock?: Clock } = {}): Store {
  const clock = options.clock ?? Date.now
  const tenants = new Map<string, Tenant>()
  const tenantOf = (name: string): Tenant => {
    const one = tenants.get(name) ?? tenant()
    tenants.set(name, one)
    return one
  }

  return {
    async load(tenant, lookups) {
      return lookups.map((lookup) => find(tenantOf(tenant), lookup, clock()))
    },
    async store(tenant, steps) {
      const first = new Set(firsts(steps))
      for (const step of steps) {
        logged(step)
        couponsOf(step)
      }
      const lines: Line[] = []
      const stored = steps.map((step, n) => (first.has(n) ? keep(tenantOf(tenant), step, clock(), lines) : 'raced'))
      record(tenantOf(tenant), lines)
      return stored
    },
    async post(tenant, posts) {
      const lines: Line[] = []
      const posted = posts.map((one) => post(tenantOf(tenant), one, clock(), lines))
      record(tenantOf(tenant), lines)
      return posted
    },
    async migrate() {
      // There is no older shape.
    },
    async now() {
      return clock()
    },
    ...ledger(tenantOf),
    ...recordStore(tenantOf),
    ...registers(tenantOf, clock),
    ...couponBatches(tenantOf, clock),
  }
}
