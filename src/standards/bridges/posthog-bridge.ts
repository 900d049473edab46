import { gatedQueue } from './gated-queue.js'
import type { Grants } from './grants.js'

/** `posthog`, as far as it is used here. */
export interface PostHog {
  capture(event: string, properties?: object): unknown
  identify(id: string, properties?: object): unknown
  opt_in_capturing(options?: { readonly captureEventName?: false }): unknown
  opt_out_capturing(): unknown
  has_opted_out_capturing(): boolean
}

type Call = (posthog: PostHog) => unknown

export interface PostHogBridge {
  capture(event: string, properties?: object): void
  identify(id: string, properties?: object): void
  /** Shuts it for good. */
  stop(): void
}

/**
 * PostHog, with nothing of it loaded before there is a ground. What a page says before is dropped. It is opted out when
 * the ground ends, recordings and autocapture included, and in again with the next grant.
 *
 * @param load imports the SDK, initialises it, as `posthog.init(key, { api_host })`, and resolves to it
 *
 * @example
 * declare const startPostHog: () => Promise<PostHog>
 * const posthog = posthogBridge(client, 'newsletter', startPostHog)
 * posthog.capture('opened the finder')
 */
export function posthogBridge(
  client: Grants,
  purpose: string,
  load: () => PostHog | PromiseLike<PostHog>,
  options: { readonly fields?: readonly string[] } = {},
): PostHogBridge {
  const { push, stop } = gatedQueue<PostHog, Call>(client, purpose, {
    ...options,
    load,
    send: (posthog, call) => call(posthog),
    // It keeps that it was opted out, over visits; that it is in again is for our log to tell, not an event of its own.
    begin: (posthog) => {
      if (posthog.has_opted_out_capturing()) posthog.opt_in_capturing({ captureEventName: false })
    },
    end: (posthog) => posthog.opt_out_capturing(),
  })
  return {
    capture: (event, properties) => void push((posthog) => posthog.capture(event, properties)),
    identify: (id, properties) => void push((posthog) => posthog.identify(id, properties)),
    stop,
  }
}
