import { gatedQueue } from './gated-queue.js'
import type { Grants } from './grants.js'

/** Segment's `analytics`, as far as it is used here. */
export interface SegmentAnalytics {
  track(event: string, properties?: object): unknown
  page(name?: string, properties?: object): unknown
  identify(id: string, traits?: object): unknown
  reset(): unknown
}

/** Awaited, `AnalyticsBrowser.load` comes to a pair. */
type Loaded = SegmentAnalytics | readonly [SegmentAnalytics, ...unknown[]]

type Call = (analytics: SegmentAnalytics) => unknown

export interface SegmentBridge {
  track(event: string, properties?: object): void
  page(name?: string, properties?: object): void
  identify(id: string, traits?: object): void
  /** Shuts it for good. */
  stop(): void
}

/**
 * Segment, with nothing of it loaded before there is a ground: no script, no settings, no cookie. What a page says before
 * is dropped. Its ids are reset when the ground ends.
 *
 * @param load imports the SDK and starts it, as `AnalyticsBrowser.load({ writeKey }, { disableClientPersistence: true })`:
 *   what an SDK keeps in storage of its own is out of reach here
 *
 * @example
 * declare const startSegment: () => Promise<SegmentAnalytics>
 * const segment = segmentBridge(client, 'newsletter', startSegment)
 * segment.track('Opened the finder')
 */
export function segmentBridge(
  client: Grants,
  purpose: string,
  load: () => Loaded | PromiseLike<Loaded>,
  options: { readonly fields?: readonly string[] } = {},
): SegmentBridge {
  const { push, stop } = gatedQueue<SegmentAnalytics, Call>(client, purpose, {
    ...options,
    load: async () => analyticsIn(await load()),
    send: (analytics, call) => call(analytics),
    end: (analytics) => analytics.reset(),
  })
  return {
    track: (event, properties) => void push((analytics) => analytics.track(event, properties)),
    page: (name, properties) => void push((analytics) => analytics.page(name, properties)),
    identify: (id, traits) => void push((analytics) => analytics.identify(id, traits)),
    stop,
  }
}

const analyticsIn = (loaded: Loaded): SegmentAnalytics => ('track' in loaded ? loaded : loaded[0])
