import type { Basis } from 'evenhanded'
import type { FieldRecorded, GroundRecorded } from 'evenhanded/client'

type Provenance = NonNullable<FieldRecorded['known']>['source']['provenance']

/** What the page says by itself, in one language. */
export interface Words {
  readonly language: string
  /** For `Intl`. */
  readonly locale: string
  readonly title: string
  readonly lead: string
  readonly languages: string
  readonly back: string
  readonly loading: string
  readonly nothing: string
  readonly failed: string
  readonly facts: string
  /** Of what may be recorded, and was not yet. */
  readonly none: string
  /** Of a value that is gone, whose consent is still told. */
  readonly gone: string
  readonly sources: { readonly [P in Provenance]: (day: string, where: string) => string }
  readonly confirmed: string
  readonly why: string
  readonly bases: { readonly [B in Basis]: string }
  readonly states: { readonly [S in GroundRecorded['status']]: string }
  readonly since: (day: string) => string
  readonly until: (day: string) => string
  readonly forNow: string
  readonly who: (names: string) => string
  readonly nobodyElse: string
  readonly usedFor: string
  readonly uses: (decision: string, times: number, from: string, to: string) => string
  readonly unused: string
  readonly decisions: { readonly [decision: string]: string }
  readonly correct: string
  readonly save: string
  readonly cancel: string
  /** By field, what is wrong with an answer. */
  readonly wrong: { readonly [field: string]: string }
  readonly withdraw: string
  readonly withdrawn: (what: string) => string
  readonly corrected: (what: string) => string
  readonly rights: string
  readonly download: string
  readonly downloaded: (file: string) => string
  readonly receipts: string
  readonly receipt: string
  readonly saved: (file: string) => string
  readonly restrict: string
  readonly unrestrict: string
  readonly restricted: (day: string) => string
  readonly free: string
  readonly leave: string
  readonly left: string
  readonly erase: string
  readonly erasing: {
    readonly title: string
    readonly now: (fields: string) => string
    readonly points: (points: string) => string
    readonly stays: (field: string) => string
    readonly nothingStays: string
    readonly go: string
    readonly keep: string
  }
  readonly erased: string
  readonly write: (officer: string) => string
}
