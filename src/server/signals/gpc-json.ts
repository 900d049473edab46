/** Since when this support has been as it is. */
const since = '2026-11-22'

/**
 * What `/.well-known/gpc.json` says: this site honours Global Privacy Control. `server.fetch` answers it, where it
 * stands at the root of the host; a site that serves its pages otherwise writes it there itself.
 *
 * @param lastUpdate the day on which that last changed, as in `2027-01-31`
 *
 * @example
 * const body = JSON.stringify(gpcJson('2027-01-31')) // {"gpc":true,"lastUpdate":"2027-01-31"}
 */
export const gpcJson = (lastUpdate = since): { readonly gpc: true; readonly lastUpdate: string } => ({
  gpc: true,
  lastUpdate,
})

/** `GET /.well-known/gpc.json`: anybody may keep it for a day. */
export const getGpc = (lastUpdate: string | undefined): Response =>
  new Response(JSON.stringify(gpcJson(lastUpdate)), {
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=86400' },
  })
