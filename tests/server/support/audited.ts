import { conservationFaults, counted, type Fault, faultsOf, nothingCounted } from '../../../src/index.js'
import type { Store } from '../../../src/ports/store.js'

/** Everything that does not hold in a tenant's ledger. */
export async function faultsIn(store: Store, tenant: string): Promise<readonly Fault[]> {
  const accounts = await store.audit(tenant, null, 10_000)
  return [...accounts.flatMap(faultsOf), ...conservationFaults(accounts.reduce(counted, nothingCounted))]
}
