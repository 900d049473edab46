/** The address that the sender used; behind a proxy that is trusted, the one that the proxy says. */
export function addressOf(request: Request, trustProxy: boolean): URL {
  const url = new URL(request.url)
  if (!trustProxy) return url
  const protocol = first(request.headers.get('x-forwarded-proto'))
  const host = first(request.headers.get('x-forwarded-host'))
  if (protocol === 'http' || protocol === 'https') url.protocol = protocol
  if (host && /^[\w.:[\]-]+$/.test(host)) {
    url.port = ''
    url.host = host
  }
  return url
}

const first = (list: string | null): string | undefined => list?.split(',')[0]?.trim()

/** Whether the cookie has to be `Secure`: everywhere but on this machine without TLS. */
export const isSecure = (address: URL): boolean =>
  address.protocol === 'https:' || !['localhost', '127.0.0.1', '[::1]'].includes(address.hostname)

/**
 * Whether a browser sent this from a page of another origin. A sender that says neither `Sec-Fetch-Site` nor
 * `Origin` is no browser, and has nobody's cookie but its own.
 */
export function isCrossSite(request: Request, address: URL): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.get('origin')
  return origin !== null && origin !== address.origin
}
