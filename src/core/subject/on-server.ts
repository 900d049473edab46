import type { Authority } from '../program/authority.js'
import type { Plan } from '../program/plan.js'
import { issue } from './backend/coupon.js'
import { credit } from './backend/credit.js'
import { decideBackend } from './backend/decide-backend.js'
import { forfeitAll } from './backend/forfeit.js'
import { exact, ledgerOf } from './backend/ledger.js'
import { decideFreeEntries } from './backend/raffle.js'
import { decideReward } from './backend/reward.js'

/** The server's authority: it has the last word on points. */
export const onServer: Authority<Plan> = {
  side: 'server',
  gifts: (deciding, { offer, couponUntil }, credits) => {
    const ledger = ledgerOf(deciding)
    for (const one of credits) credit(ledger, one)
    if (offer !== undefined && couponUntil !== undefined) issue(ledger, { offer }, couponUntil)
    return exact(decideFreeEntries(ledger, offer ?? ''))
  },
  redeem: (deciding, command) => decideReward(ledgerOf(deciding), command),
  backend: decideBackend,
  forfeit: (deciding, bearer) => forfeitAll(ledgerOf(deciding), bearer),
}
