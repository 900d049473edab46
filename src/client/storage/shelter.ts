import type { OpenStorage, Storage } from '../../ports/storage.js'

/** A storage that never fails: what the browser does not take stays in this page's memory, and is tried again. */
export interface Shelter {
  get(key: string): Promise<unknown>
  setMany(entries: readonly (readonly [key: string, value: unknown])[]): Promise<void>
  delMany(keys: readonly string[]): Promise<void>
  /** `undefined` where it cannot be read now. */
  entries(): Promise<ReadonlyMap<string, unknown> | undefined>
  /** Leaves nothing, its name included. */
  destroy(): Promise<void>
}

/** Told of what happens to a shelter. */
export interface Watching {
  /** Why not everything is safe, after each attempt that failed; `undefined` once it is. */
  trouble(why: string | undefined): void
  /** What was kept may have been deleted from outside. @returns whether it may be written again */
  lost(): boolean
}

/** A browser that does not answer for so long (ms) has refused: Safari is known to leave requests hanging. */
const patience = 4_000
const silence = new Error('The browser’s storage does not answer.')

/** How what is kept is laid out, under a key of its own: a page that knows an older layout leaves a newer one alone. */
const layout = ['format', 1] as const

const first = 250
/** After so many attempts by itself it tries again only with what is written next. */
const mostAttempts = 12

export async function shelter(open: OpenStorage, name: string, { trouble, lost }: Watching): Promise<Shelter> {
  /** What storage has yet to hear, by key; `undefined` is to be deleted. */
  const pending = new Map<string, unknown>()
  let inner: Storage | undefined
  /** What was found when it was opened, for whoever reads it first. */
  let fresh: Map<string, unknown> | undefined
  let hasBeenRead = false
  let hasLayout = false
  let isOver = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function attempt<Value>(task: () => Promise<Value> | Value): Promise<{ value: Value } | undefined> {
    try {
      return { value: await inTime(task) }
    } catch (error) {
      // Waiting for it again and again would hold up every command.
      if (error === silence) inner = undefined
      trouble(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
      return undefined
    }
  }

  async function read(storage: Storage): Promise<Map<string, unknown>> {
    const found = new Map(await storage.entries())
    const [key, known] = layout
    const written = found.get(key)
    if (written !== undefined && !((written as number) <= known)) {
      inner = undefined
      throw new DOMException(
        'What is kept here was written by a newer version of this page; reload it.',
        'VersionError',
      )
    }
    hasLayout = found.delete(key)
    hasBeenRead = true
    return found
  }

  async function reach(): Promise<void> {
    const found = await attempt(async () => {
      const storage = await open(name, () => {
        hasLayout = false
        fresh = undefined
        return lost()
      })
      fresh = await read(storage)
      return storage
    })
    inner = found?.value
    if (inner?.durable === false) trouble('This storage ends with the page.')
  }

  async function put(): Promise<boolean> {
    const storage = inner
    const all = [...pending].filter(([, value]) => value !== undefined)
    if (all.length === 0) return true
    if (!storage || !(await attempt(() => storage.setMany(hasLayout ? all : [...all, layout])))) return false
    hasLayout = true
    // Only what was written: a value may have been replaced meanwhile.
    for (const [key, value] of all) if (pending.get(key) === value) pending.delete(key)
    return true
  }

  async function del(): Promise<boolean> {
    const storage = inner
    const all = [...pending.keys()].filter((key) => pending.get(key) === undefined)
    if (all.length === 0) return true
    if (!storage || !(await attempt(() => storage.delMany(all)))) return false
    for (const key of all) if (pending.get(key) === undefined) pending.delete(key)
    return true
  }

  async function raze(): Promise<boolean> {
    const storage = inner
    if (isOver && (!storage || !(await attempt(() => storage.destroy())))) return false
    isOver = false
    return true
  }

  /** What is written comes before what is deleted, unless only that makes room for it. */
  async function flush(): Promise<void> {
    fresh = undefined
    if (!(await raze())) return later()
    const [isPut, isDeleted] = [await put(), await del()]
    if (!(isPut || (isDeleted && (await put()))) || !isDeleted) return later()
    if (inner?.durable !== false && pending.size === 0) {
      failures = 0
      trouble(undefined)
    }
  }

  function later(): void {
    if (timer || failures > mostAttempts) return
    const again = async (): Promise<void> => {
      timer = undefined
      if (!inner) await reach()
      await flush()
    }
    timer = setTimeout(again, first * 2 ** Math.min(failures++, 8))
    // In Node it would keep the process alive.
    const { unref } = timer as { unref?: () => void }
    unref?.call(timer)
  }

  async function write(changes: readonly (readonly [key: string, value: unknown])[]): Promise<void> {
    for (const [key, value] of changes) pending.set(key, value)
    failures = Math.min(failures, mostAttempts)
    await flush()
  }

  async function stored(): Promise<Map<string, unknown> | undefined> {
    const storage = inner
    if (isOver) return new Map()
    if (storage) return (await attempt(() => read(storage)))?.value
    return hasBeenRead ? undefined : new Map()
  }

  async function entries(): Promise<ReadonlyMap<string, unknown> | undefined> {
    const found = fresh ?? (await stored())
    fresh = undefined
    for (const [key, value] of pending)
      if (value === undefined) found?.delete(key)
      else found?.set(key, value)
    return found
  }

  await reach()
  return {
    get: async (key) => (await entries())?.get(key),
    setMany: write,
    delMany: (keys) => write(keys.map((key) => [key, undefined])),
    entries,
    async destroy() {
      pending.clear()
      hasLayout = false
      isOver = true
      await write([])
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
