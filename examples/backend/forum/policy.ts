import type { Policy } from 'evenhanded'

/** So that nobody makes an expert of a friend in one evening. */
export const policy: Policy<'respect'> = {
  respect: { respect: { givesPerDay: 4, givesToOnePerDay: 2, receivesPerDay: 10 } },
}
