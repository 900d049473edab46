import type { Principle } from '../program/offer.js'
import type { SensitivityFound } from '../program/sensitivity.js'
import type { Finding, Level } from './finding.js'

/** What a program asks and gives, and everything that speaks against it. */
export interface Review {
  readonly id: string
  readonly version: number
  /** Who answers for it. */
  readonly controller: string
  /** ISO 4217 code; without it nothing has a price, and `worth`, `price` and `balance` are bare numbers. */
  readonly money: string | undefined
  /** Money per unit of sensitivity. */
  readonly rate: number
  /** As of when, epoch milliseconds. */
  readonly now: number
  readonly counts: { readonly [L in Level]: number }
  /** The worst first, then in the order in which a program is written. */
  readonly findings: readonly Finding[]
  /** Give against take of each offer, by stage and name; empty where the program does not hold together. */
  readonly fairness: readonly FairnessRow[]
  readonly gates: readonly GateRow[]
  /** What a use of a field weighs, by what the program may say of it: as many rows as there are factors. */
  readonly weights: readonly Weight[]
}

/** One offer: what somebody gets who was not known before, and what they give for it. */
export interface FairnessRow {
  readonly offer: string
  readonly principle: Principle
  /** The label of its goal. */
  readonly goal: string | undefined
  /** One line for each benefit, in the subject's words. */
  readonly gives: readonly string[]
  readonly worth: WorthTold
  /** Units of sensitivity: all that is asked, optional answers and invitations too. */
  readonly burden: number
  /** What of it cannot be left out. */
  readonly required: number
  /** Burden × rate, in money. */
  readonly price: number
  /** Worth − price; `undefined` where the worth is not known. */
  readonly balance: number | undefined
  /** Worth at least what it asks, or of no known worth. */
  readonly even: boolean
  /** Why it is made though it is not even. */
  readonly because: string | undefined
  /** Each field, the heaviest first. */
  readonly takes: readonly Take[]
}

/** What an offer is worth to the subject, and who says so. */
export interface WorthTold {
  readonly money: number | undefined
  /** A price; what the program declares; or what at least twenty people answered. */
  readonly from: 'price' | 'declared' | 'appraised'
  readonly declared?: number
  readonly appraised?: { readonly money: number; readonly answers: number }
}

/** One field that an offer takes. */
export interface Take {
  readonly field: string
  readonly label: string
  readonly sensitivity: SensitivityFound
  /** The heaviest of its uses counts whole, the others half. */
  readonly uses: readonly { readonly purpose: string; readonly part: TakePart; readonly weight: number }[]
}

/** Asked, asked if one likes, one of several ways, used, recorded from then on, or proposed beside. */
export type TakePart = 'required' | 'optional' | 'alternative' | 'used' | 'observed' | 'invited'

/** A gate, and the cheapest way to it for somebody who has told nothing yet. */
export interface GateRow {
  readonly gate: string
  readonly label: string
  readonly significant: boolean
  /** The offers that open it; `null` where offers alone do not. */
  readonly path: readonly string[] | null
  /** Whether no cheaper path exists. */
  readonly exact: boolean
  /** What the path asks: units of sensitivity, and in money. */
  readonly burden: number
  readonly price: number
  /** The labels of the fields that it asks. */
  readonly asks: readonly string[]
  /** What the path's offers give, a line each. */
  readonly gives: readonly string[]
  /** What is needed beside them: an address confirmed, points, ranks. */
  readonly also: readonly string[]
}

/** A factor of the model, as it is printed. */
export interface Weight {
  readonly of: 'place' | 'purpose' | 'retention' | 'together'
  /** When it applies, in words. */
  readonly says: string
  readonly times: number
}
