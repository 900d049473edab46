/** One line of a member's statement, as the bakery's backend tells it. */
export interface Line {
  readonly seq: number
  readonly kind: 'award' | 'redeem' | 'reverse' | 'forfeit'
  readonly amount: number
  readonly balanceAfter: number
  /** Epoch milliseconds. */
  readonly at: number
  /** In words. */
  readonly what: string
  /** The number to show at the counter, where the line converted points into something. */
  readonly voucher?: string
}

const api = '/loyalty-desk/api'

/** `undefined` where the bakery could not be reached. */
export async function readStatement(): Promise<readonly Line[] | undefined> {
  const answer = await fetch(`${api}/statement`).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as Line[]) : undefined
}

async function atCounter(deed: string, body: object): Promise<boolean> {
  const answer = await fetch(`${api}/counter/${deed}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  return answer?.ok === true
}

/** What the counter records of a purchase. */
export interface Purchase {
  readonly francs: number
  /** Sent twice, it is still one purchase. */
  readonly receipt: string
  /** Ordered and not yet fetched: its points count from tomorrow on. */
  readonly tomorrow: boolean
}

export const recordPurchase = (purchase: Purchase): Promise<boolean> => atCounter('purchases', purchase)
export const confirmAddress = (): Promise<boolean> => atCounter('confirmations', {})
