import type { Evaluation, Qualities, Quality } from 'evenhanded/basket'
import type { TrainReport } from './report.js'

export const grouped = (count: number): string => count.toLocaleString('en')

export const counted = (count: number, one: string, more = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : more}`

const rounded = (lambda: number): number => Number(lambda.toPrecision(3))

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** The methods that were measured, the best reason to read on first. */
export const methods: readonly { readonly of: keyof Qualities; readonly name: string; readonly says: string }[] = [
  { of: 'ease', name: 'EASE', says: 'as the model has it: pruned, rounded, cut to its neighbours' },
  { of: 'cosine', name: 'Cosine', says: 'the cheap method, pruned and cut likewise' },
  { of: 'popularity', name: 'Popularity', says: 'what most baskets hold, whatever is in this one' },
  { of: 'reference', name: 'Full EASE', says: 'nothing pruned, rounded or cut: the reference' },
]

/** Those that there are figures of. */
export const measuredIn = (qualities: Qualities) =>
  methods.flatMap(({ of, ...words }) => {
    const quality: Quality | undefined = qualities[of]
    return quality ? [{ of, ...words, quality }] : []
  })

/** Who was held out, in a sentence or two. */
export function splitSays({ split, lambda }: Evaluation): string {
  const { by, holdOut, seed, draws, since, learned, heldOut } = split
  const share = `${Number((holdOut * 100).toFixed(2))} % of the members`
  const who =
    by === 'random'
      ? `Held out: ${share}, drawn at random (seed ${seed})`
      : `Held out: the ${share} who came last, from ${new Date(since ?? 0).toISOString().slice(0, 10)} on`
  const times = draws === 1 ? '' : ` Each basket is asked ${draws} times.`
  const others =
    by === 'random'
      ? `the other ${grouped(learned.members)} members`
      : `${grouped(learned.members)} others, all bought before`
  return `${who}: ${grouped(heldOut.members)}, with ${counted(heldOut.baskets, 'basket')}. Learned from ${counted(learned.baskets, 'basket')} of ${others}, with λ ${rounded(lambda)}. One item of each basket was hidden (seed ${seed}).${times}`
}

/** What the model loses by being small, in shares of all questions; where the reference was measured. */
export const lossIn = ({ reference, ease }: Qualities): number | undefined => reference && reference.r10 - ease.r10

/** On whose word anybody is learned from. */
export const groundSays = ({ from, model }: TrainReport): string =>
  from.database === undefined
    ? `Each of them counts as somebody who may be learned from: the site vouches for that ground, for no database was asked (--db).`
    : `Each of them has a ground in force in ${from.database}; the reading is counted there as a use (train:${model}).`

export const lambdaSays = ({ trained: { lambda, lambdaGiven } }: TrainReport): string =>
  lambda === undefined ? '' : `λ ${rounded(lambda)}, ${lambdaGiven ? 'as given' : 'chosen on a tenth of them'}`
