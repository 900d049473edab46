import type { Asked } from '../calls/asked.js'
import { askedByServer } from '../calls/asked-by-server.js'
import { trying } from '../calls/load.js'
import { perform } from '../calls/perform.js'
import type { Desk } from '../desk.js'
import { listedRequest } from './kept-request.js'

/** More than one person has open at once. */
const most = 1_000
const tries = 5

/**
 * Whoever has a complaint open is approached nowhere, and is again once the last one is answered. The register says
 * which it is: it is looked at once more when that is stored, for another complaint may have come or gone meanwhile.
 *
 * @throws EvenhandedError `store_failed`, `busy`, `not_migrated`
 */
export async function heedComplaints(desk: Desk, subject: string): Promise<void> {
  let isOpen = await hasComplaint(desk, subject)
  for (let n = 0; n < tries; n++) {
    await perform(desk, [{ who: { id: subject, login: null }, asked: [standing(desk, isOpen)] }])
    const before = isOpen
    isOpen = await hasComplaint(desk, subject)
    if (isOpen === before) return
  }
}

/** Nothing is said where it stands so already. */
const standing = (desk: Desk, isOpen: boolean): Asked => ({
  ...askedByServer(desk, crypto.randomUUID(), { type: isOpen ? 'complain' : 'reconcile' }),
  unless: ({ complainedAt }) => (complainedAt !== undefined) === isOpen,
})

async function hasComplaint({ store, tenant }: Desk, subject: string): Promise<boolean> {
  const open = await trying(() => store.requests(tenant, { subject, limit: most }))
  return open.some((kept) => listedRequest(kept, 0).kind === 'complaint')
}
