export { type FixedClock, fixedClock } from './testing/fixed-clock.js'
export type { StoreLaw } from './testing/store/case.js'
export { storeContract } from './testing/store-contract.js'
