import type { Grants } from './grants.js'

/** The signals of Google Consent Mode v2. */
const signals = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage'] as const

export type ConsentSignal = (typeof signals)[number]

/** Further types of storage, which tags of a tag manager may ask for. */
type StorageType = 'functionality_storage' | 'personalization_storage' | 'security_storage'

/** Which purpose stands behind each signal; those left out stay denied. */
export type ConsentModeMap = { readonly [signal in ConsentSignal | StorageType]?: string }

/** `gtag` as Google's snippet defines it: `function gtag() { dataLayer.push(arguments) }`. */
export type Gtag = (
  command: 'consent',
  action: 'default' | 'update',
  values: Readonly<Record<string, string | number>>,
) => void

/**
 * Says in Google Consent Mode v2 what may be done, by the grounds of a program's purposes. Call it before any of Google's
 * tags is on the page: everything is denied from the first line on, told again once the client is ready, and with each
 * grant, withdrawal, expiry and signing out. A tag that still may not be loaded at all belongs into `whenGranted`.
 *
 * @param options `waitForUpdate`: so long tags wait for what is known of whoever is here, in milliseconds; 500 unless said
 * @returns what ends it; everything is denied from then on
 * @see https://developers.google.com/tag-platform/security/guides/consent
 *
 * @example
 * const dataLayer: unknown[] = []
 * function gtag(..._: unknown[]) {
 *   dataLayer.push(arguments) // not an array: Google's tags read nothing else
 * }
 * consentMode(client, { ad_storage: 'newsletter', ad_user_data: 'newsletter', analytics_storage: 'treats' }, gtag)
 */
export function consentMode(
  client: Grants,
  map: ConsentModeMap,
  gtag: Gtag,
  options: { readonly waitForUpdate?: number } = {},
): () => void {
  const status: Record<string, string> = {}
  for (const name of [...signals, ...Object.keys(map)]) status[name] = 'denied'
  gtag('consent', 'default', { ...status, wait_for_update: options.waitForUpdate ?? 500 })
  const tell = (names: readonly string[], value: 'granted' | 'denied'): void => {
    for (const name of names) status[name] = value
    gtag('consent', 'update', Object.fromEntries(names.map((name) => [name, value])))
  }
  const purposes = new Map<string, string[]>()
  for (const [name, purpose] of Object.entries(map)) purposes.set(purpose, [...(purposes.get(purpose) ?? []), name])
  const stops = [...purposes].map(([purpose, names]) =>
    client.whenGranted(purpose, () => {
      tell(names, 'granted')
      return () => tell(names, 'denied')
    }),
  )
  let isOver = false
  // Nobody has to wait any longer: this is what is known of whoever is here.
  void client.ready.then(() => {
    if (!isOver) gtag('consent', 'update', { ...status })
  })
  return () => {
    isOver = true
    for (const stop of stops) stop()
  }
}
