import { balanceOf } from '../../core/decision/fairness/balance.js'
import type { Program } from '../../core/program/program.js'
import type { BalanceShown } from '../client.js'
import type { Folds } from './overview.js'

/** What was given and got, by the server's account and by this device's own. */
export const balanceShown = ({ money }: Program, { optimistic, local }: Folds, now: number): BalanceShown => ({
  money: money ?? null,
  server: balanceOf(optimistic, now),
  device: balanceOf(local, now),
})
