import type { Store } from '../ports/store.js'
import type { Law } from './storage-contract.js'
import { accountLaws } from './store/account-laws.js'
import { auditLaws } from './store/audit-laws.js'
import { blockLaws } from './store/block-laws.js'
import type { Case } from './store/case.js'
import { citedLaws } from './store/cited-laws.js'
import { dueLaws } from './store/due-laws.js'
import { feedLaws } from './store/feed-laws.js'
import { forgettingLaws } from './store/forgetting-laws.js'
import { guardLaws } from './store/guard-laws.js'
import { holderLaws } from './store/holder-laws.js'
import { keepingLaws } from './store/keeping-laws.js'
import { keyLaws } from './store/key-laws.js'
import { ledgerLaws } from './store/ledger-laws.js'
import { lineLaws } from './store/line-laws.js'
import { loginLaws } from './store/login-laws.js'
import { noticeLaws } from './store/notice-laws.js'
import { postLaws } from './store/post-laws.js'
import { raffleLaws } from './store/raffle-laws.js'
import { registerLaws } from './store/register-laws.js'
import { replayLaws } from './store/replay-laws.js'
import { requestLaws } from './store/request-laws.js'
import { sharedLaws } from './store/shared-laws.js'
import { signingLaws } from './store/signing-laws.js'
import { tenantLaws } from './store/tenant-laws.js'

/**
 * The laws of `Store`, for whoever writes one. One store serves all of them: each law has a tenant of its own.
 * Where it has several connections, its races are run for real.
 *
 * @param make the store under test, migrated or not; called once, by the first law that is checked
 * @returns laws whose `check` rejects with what was broken
 *
 * @example
 * for (const law of storeContract(() => memory())) it(law.name, law.check)
 */
export function storeContract(make: () => Store | Promise<Store>): readonly Law[] {
  const laws: Law[] = []
  let made: Promise<Store> | undefined
  const open = async (): Promise<Store> => {
    const store = await make()
    await store.migrate()
    return store
  }
  const store: Case['store'] = () => {
    made ??= open()
    return made
  }
  const here: Case = { law: (name, check) => laws.push({ name, check }), store }
  for (const state of groups) state(here)
  return laws
}

const groups = [
  keepingLaws,
  guardLaws,
  replayLaws,
  loginLaws,
  forgettingLaws,
  keyLaws,
  lineLaws,
  blockLaws,
  registerLaws,
  requestLaws,
  noticeLaws,
  ledgerLaws,
  accountLaws,
  citedLaws,
  sharedLaws,
  feedLaws,
  dueLaws,
  auditLaws,
  raffleLaws,
  postLaws,
  signingLaws,
  holderLaws,
  tenantLaws,
]
