import type { Policy } from 'evenhanded'

/** What only the bakery knows. It never reaches a page. */
export const policy: Policy<'grain'> = {
  caps: { purchase: [{ per: 'day', most: { grain: 600 } }] },
  // Who brings a purchase back after its grains were spent owes them: what comes next fills that first.
  returns: { grain: 'debt' },
  floor: { grain: 600 },
  budgets: { campaigns: { rye: 20_000 }, rewards: { coffee: 2_000 } },
}
