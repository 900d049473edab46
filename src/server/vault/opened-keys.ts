import type { KeyRing } from '../../ports/key-ring.js'
import { asking, badKeys } from './bad-keys.js'
import { importKey, newKey } from './cipher.js'

/** A subject's key as the store keeps it, and ready for use. */
export interface SubjectKey {
  readonly wrapped: string
  readonly key: CryptoKey
}

/** The keys that were opened lately: a key ring may be far away. */
export interface OpenedKeys {
  /** `null` where the ring has dropped it. */
  of(subject: string, wrapped: string): Promise<CryptoKey | null>
  make(subject: string): Promise<SubjectKey>
  /** Closes it for good: here, and at a ring that keeps keys. */
  drop(subject: string, wrapped: string): Promise<void>
}

/**
 * @param most so many are remembered at once
 * @throws EvenhandedError from its verbs: `bad_keys`, `keys_failed`
 */
export function openedKeys(ring: KeyRing, most = 10_000): OpenedKeys {
  const known = new Map<string, Promise<CryptoKey | null>>()
  const remember = (name: string, key: Promise<CryptoKey | null>): void => {
    // Whoever comes again goes to the end: the first is the one that nobody has needed for longest.
    known.delete(name)
    known.set(name, key)
    if (known.size > most) known.delete(known.keys().next().value as string)
  }
  const nameOf = (subject: string, wrapped: string): string => `${subject}.${wrapped}`
  return {
    of(subject, wrapped) {
      const name = nameOf(subject, wrapped)
      const key = known.get(name) ?? unwrapped(ring, subject, wrapped)
      remember(name, key)
      // What failed is tried again by whoever comes next; and what was dropped is not worth a place.
      const forget = (): void => {
        if (known.get(name) === key) known.delete(name)
      }
      key.then((found) => found === null && forget(), forget)
      return key
    },
    async make(subject) {
      const bytes = newKey()
      const [wrapped, key] = await Promise.all([asking(() => ring.wrap(bytes, subject)), importKey(bytes)])
      remember(nameOf(subject, wrapped), Promise.resolve(key))
      return { wrapped, key }
    },
    async drop(subject, wrapped) {
      await asking(async () => ring.drop?.(wrapped, subject))
      known.delete(nameOf(subject, wrapped))
    },
  }
}

async function unwrapped(ring: KeyRing, subject: string, wrapped: string): Promise<CryptoKey | null> {
  const bytes = await asking(() => ring.unwrap(wrapped, subject))
  if (bytes === null) return null
  try {
    return await importKey(bytes)
  } catch (cause) {
    throw badKeys('What the key ring unwrapped is no key.', cause)
  }
}
