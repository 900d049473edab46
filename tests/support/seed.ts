import fc from 'fast-check'

/**
 * Property tests draw the same examples in every run, so that a run says the same twice and a change is to blame
 * for what it breaks. `SEED=random npm test -- unit` (or a number) draws others: do so before a release.
 */
const { SEED = '20261121' } = process.env
if (SEED !== 'random') fc.configureGlobal({ seed: Number(SEED) })
