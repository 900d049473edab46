import type { Points } from '../../src/core/points/account.js'

type Amounts = { readonly [currency: string]: number }

/** One call of a member's, with what it cites by key. */
export type Said = { readonly who: 0 | 1; readonly key: string } & (
  | { readonly type: 'award'; readonly points: Amounts; readonly availableAt: number }
  | { readonly type: 'earn'; readonly amount: number }
  | { readonly type: 'reverse'; readonly of: string; readonly points?: Amounts }
  | { readonly type: 'take' | 'spend' | 'give' | 'adjust'; readonly points: Amounts }
  | { readonly type: 'hold'; readonly points: Amounts; readonly until: number }
  | { readonly type: 'capture' | 'release'; readonly of: string; readonly points?: Amounts }
  | { readonly type: 'use'; readonly of: string }
  | { readonly type: 'redeem'; readonly reward: string }
  | { readonly type: 'convert'; readonly conversion: string; readonly amount: number }
  | { readonly type: 'freeze' | 'thaw'; readonly currency?: string }
  | { readonly type: 'due' }
)

/** What came of it: a code, or the lines that it booked, each as `kind currency amount`, in no order. */
export type Seen =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly code: string }

/** What a member sees, and what the account holds in all. */
export type Shown = Omit<Points, 'tier'> & { readonly balance: number }

/** A ledger of two members, whatever it is made of. A key that was used is answered as at first. */
export interface UnderTest {
  act(said: Said, now: number): Promise<Seen>
  /** @param at now, or later: what would be seen then if nothing more happened */
  shown(who: 0 | 1, currency: string, at: number): Promise<Shown>
}

/** A line as both sides write it. */
export function lineOf(line: {
  readonly kind: string
  readonly currency: string
  readonly amount: number
  readonly shortfall?: number | undefined
  readonly owes?: number | undefined
  readonly withheld?: number | undefined
}): string {
  const { kind, currency, amount, shortfall, owes, withheld } = line
  const more = [shortfall && `short ${shortfall}`, owes && `owes ${owes}`, withheld && `kept ${withheld}`]
  return [`${kind} ${currency} ${amount}`, ...more.filter(Boolean)].join(', ')
}
