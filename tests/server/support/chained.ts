import type { ChainFault, ChainVerified, CheckpointKey, Store } from '../../../src/server.js'
import { checkpointReader, publicKeyOf, verifyStore } from '../../../src/server.js'

/** What verifying finds, with everything that was signed. */
export async function verified(
  store: Store,
  tenant: string,
  signed: { readonly key: CheckpointKey; readonly kept: readonly string[] } | null = null,
): Promise<ChainVerified & { readonly found: readonly ChainFault[] }> {
  const found: ChainFault[] = []
  const checkpoints = []
  if (signed) {
    const read = await checkpointReader([publicKeyOf(signed.key)])
    for (const jws of signed.kept) {
      const checkpoint = await read(jws)
      if (checkpoint === null) throw new Error('a checkpoint is not signed by its key')
      checkpoints.push(checkpoint)
    }
  }
  return { ...(await verifyStore(store, tenant, (fault) => found.push(fault), checkpoints)), found }
}

/** Waits until all that is stored is settled: a transaction anywhere in the cluster holds it up. */
export async function settledLines(store: Store, tenant: string, count: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    let [after, seen]: [string | null, number] = [null, 0]
    for (;;) {
      const { lines, cursor }: Awaited<ReturnType<Store['lines']>> = await store.lines(tenant, after, 1_000)
      seen += lines.length
      after = cursor
      if (lines.length === 0) break
    }
    if (seen >= count) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('lines are held up')
}
