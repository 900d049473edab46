import type { Grants } from './grants.js'

/** How a third party's script is loaded, fed and told. */
export interface GateOptions<Sink, Item> {
  /** Loads it, once a page. */
  readonly load: () => Sink | PromiseLike<Sink>
  readonly send: (sink: Sink, item: Item) => unknown
  /** Told with each grant, before anything is sent. */
  readonly begin?: (sink: Sink) => unknown
  /** Told when the ground ends, also where it was still loading then. */
  readonly end?: (sink: Sink) => unknown
  /** All of them need their ground; any field of the purpose will do unless said. */
  readonly fields?: readonly string[]
  /** Epoch milliseconds. */
  readonly clock?: () => number
}

/** A way to a third party that is shut without a ground. */
export interface GatedQueue<Item> {
  /**
   * Sends an item, at once or when what is loading is there. What happened while there was no ground is dropped, and not
   * kept for later: consent says nothing of what was before it.
   *
   * @param at when it happened, epoch milliseconds; now unless said
   * @returns whether it was taken
   */
  push(item: Item, at?: number): boolean
  /** Shuts it for good. */
  stop(): void
}

/** From one grant to its end. */
interface Period<Sink, Item> {
  readonly from: number
  isOver: boolean
  sink?: { readonly loaded: Sink }
  readonly waiting: Item[]
}

/** More than this is not kept while a script loads: one that never comes must not fill the page. */
const most = 1_000

/**
 * A queue to a third party's script that loads nothing, keeps nothing and sends nothing without a ground. What waits for
 * the script is sent only while the very grant in which it happened still stands.
 *
 * @example
 * declare const startMailer: () => Promise<{ track(click: string): void; forget(): void }>
 * const clicks = gatedQueue(client, 'newsletter', {
 *   load: startMailer,
 *   send: (mailer, click: string) => mailer.track(click),
 *   end: (mailer) => mailer.forget(),
 * })
 * clicks.push('opened the finder')
 */
export function gatedQueue<Sink, Item>(
  client: Grants,
  purpose: string,
  { load, send, begin, end, fields, clock = Date.now }: GateOptions<Sink, Item>,
): GatedQueue<Item> {
  let period: Period<Sink, Item> | undefined
  let loading: Promise<Sink> | undefined

  async function fill(own: Period<Sink, Item>): Promise<void> {
    loading ??= (async () => load())()
    const loaded = await loading.catch((error: unknown) => {
      // The next grant tries again.
      loading = undefined
      throw error
    })
    if (own.isOver) return run(() => end?.(loaded))
    own.sink = { loaded }
    run(() => begin?.(loaded))
    for (const item of own.waiting.splice(0)) if (!own.isOver) run(() => send(loaded, item))
  }

  const stop = client.whenGranted(
    purpose,
    () => {
      const own: Period<Sink, Item> = { from: clock(), isOver: false, waiting: [] }
      period = own
      void fill(own)
      return () => {
        own.isOver = true
        own.waiting.length = 0
        if (period === own) period = undefined
        if (own.sink) end?.(own.sink.loaded)
      }
    },
    fields,
  )
  return {
    push(item, at = clock()) {
      if (!period || at < period.from || period.waiting.length >= most) return false
      const { sink, waiting } = period
      if (sink) run(() => send(sink.loaded, item))
      else waiting.push(item)
      return true
    },
    stop,
  }
}

/** The third party's own errors are reported as any rejection nobody handles, and stop nothing here. */
const run = (act: () => unknown): void => {
  void (async () => act())()
}
