/** What and how to train. */
export interface TrainOptions {
  /** The program and its model that this is for: a page takes no other. */
  readonly program: string
  readonly name: string
  /** What fewer members than this bought, an item or a pair in one basket, is left out; 5 unless said. */
  readonly minMembers?: number
  /** How many items each one speaks for at most, 1 to 255; 10 unless said. */
  readonly neighbours?: number
  /** How much EASE^R distrusts what was seen seldom; chosen on a tenth of the members unless said. */
  readonly lambda?: number
  /** `ease` unless said; `cosine` is quicker and fits less well. */
  readonly method?: 'ease' | 'cosine'
  /** What is not to be learned from, nor to be suggested. */
  readonly without?: readonly string[] | ((item: string) => boolean)
  /** The day that the model is to be known by, as in 2026-11-22; today in UTC unless said. */
  readonly date?: string
  /** Hears how far it is, as in 3 of 12 of `solve`. */
  readonly progress?: (done: number, of: number, what: TrainStep) => void
}

/** What training does, one after the other. */
export type TrainStep = 'read' | 'count' | 'choose' | 'solve' | 'keep'
