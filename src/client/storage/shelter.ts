import type { OpenStorage, Storage } from '../../ports/storage.js'

/** A storage that never fails: what the browser does not take stays in this page's memory, and is tried again. */
export interface Shelter {
  get(key: string): Promise<unknown>
  setMany(entries: readonly (readonly [key: string, value: unknown])[]): Promise<void>
  delMany(keys: readonly string[]): Promise<void>
  /** `undefined` where it cannot be read now. */
  entries(): Promise<ReadonlyMap<string, unknown> | undefined>
}

/** A browser that does not answer for so long (ms) has refused: Safari is known to leave requests hanging. */
const patience = 4_000
const silence = new Error('The browser’s storage does not answer.')

/**
 * @param trouble told why after each attempt that failed, and `undefined` once everything is safe
 */
export async function shelter(
  open: OpenStorage,
  name: string,
  trouble: (why: string | undefined) => void,
): Promise<Shelter> {
  const unsaved = new Map<string, unknown>()
  const undeleted = new Set<string>()
  let inner: Storage | undefined
  const attempt = async <Value>(task: () => Promise<Value> | Value): Promise<{ value: Value } | undefined> => {
    try {
      return { value: await inTime(task) }
    } catch (error) {
      // Waiting for it again and again would hold up every command.
      if (error === silence) inner = undefined
      trouble(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
      return undefined
    }
  }
  const withInner = async <Value>(task: (storage: Storage) => Promise<Value>) => {
    const storage = inner
    return storage && attempt(() => task(storage))
  }
  inner = (await attempt(() => open(name)))?.value
  if (inner?.durable === false) trouble('This storage ends with the page.')
  const settled = () => {
    if (inner?.durable !== false && unsaved.size === 0 && undeleted.size === 0) trouble(undefined)
  }

  return {
    async get(key) {
      if (unsaved.has(key) || undeleted.has(key)) return unsaved.get(key)
      return (await withInner((storage) => storage.get(key)))?.value
    },
    async setMany(entries) {
      for (const [key, value] of entries) {
        unsaved.set(key, value)
        undeleted.delete(key)
      }
      const all = [...unsaved]
      if (!(await withInner((storage) => storage.setMany(all)))) return
      // Only what was written: a value may have been replaced meanwhile.
      for (const [key, value] of all) if (unsaved.get(key) === value) unsaved.delete(key)
      settled()
    },
    async delMany(keys) {
      for (const key of keys) {
        unsaved.delete(key)
        undeleted.add(key)
      }
      const all = [...undeleted]
      if (!(await withInner((storage) => storage.delMany(all)))) return
      for (const key of all) undeleted.delete(key)
      settled()
    },
    async entries() {
      const stored = inner ? await withInner((storage) => storage.entries()) : { value: [] }
      if (!stored) return undefined
      const kept = stored.value.filter(([key]) => !undeleted.has(key))
      return new Map<string, unknown>([...kept, ...unsaved])
    },
  }
}

async function inTime<Value>(task: () => Promise<Value> | Value): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(silence), patience)
  })
  try {
    return await Promise.race([task(), late])
  } finally {
    clearTimeout(timer)
  }
}
