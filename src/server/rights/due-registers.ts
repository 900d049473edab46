import { trying } from '../calls/load.js'
import type { Desk } from '../desk.js'

/** Requests that wait for an answer: how many of a thousand at most, and how many of these are late. */
export interface RequestsDue {
  readonly open: number
  readonly overdue: number
}

const most = 1_000

/** Forgets what registers and ended coupons hold beyond its time, and says how many requests wait: the most urgent are counted first. */
export async function dueRegisters(desk: Desk, now: number): Promise<RequestsDue> {
  const { store, tenant, keepUses, keepCoupons } = desk
  const usesBefore = new Date(now - keepUses).toISOString().slice(0, 10)
  await trying(() => store.forgetRegisters(tenant, { now, usesBefore }))
  await trying(() => store.forgetCoupons(tenant, now - keepCoupons))
  const open = await trying(() => store.requests(tenant, { limit: most }))
  return { open: open.length, overdue: open.filter(({ due }) => due !== null && due <= now).length }
}
