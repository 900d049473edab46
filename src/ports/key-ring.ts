/**
 * Keeps the keys of subjects shut. Each subject has a key of its own, 32 random bytes; all that is personal is sealed
 * with it, and the store keeps the key as the ring gave it out: wrapped.
 *
 * - **Theirs alone.** What was wrapped for a subject is unwrapped for that subject to the same bytes, by every server
 *   with this ring, however long ago it was. For anybody else, or changed, it rejects.
 * - **Shut.** A wrapped key, a text of at most 4 kB, tells nothing of the key to whoever does not have the ring.
 * - **Gone.** A ring that keeps keys itself has `drop`: once that has resolved, `unwrap` resolves to `null` for good,
 *   and no backup of the store can be opened any more. It may be called again. A ring that only wraps has none.
 *
 * Rejections are `EvenhandedError` with `bad_keys` where the wrapped key is none of this ring's; whatever else it
 * rejects with (a service that is not reached) is told as `keys_failed`, and passes.
 */
export interface KeyRing {
  wrap(key: Uint8Array, subject: string): Promise<string>
  unwrap(wrapped: string, subject: string): Promise<Uint8Array | null>
  drop?(wrapped: string, subject: string): Promise<void>
}
