import { EvenhandedError } from '../../core/error.js'
import type { Messenger } from '../../ports/messenger.js'

/** How a site's messages are sent, and where their links lead. */
export interface Confirming {
  readonly messenger: Messenger
  /** The address of the page that confirms. */
  readonly url: string
  /** What is on its way from this machine, by message. */
  readonly underWay: Map<string, Promise<unknown>>
}

/** @throws EvenhandedError `bad_options` where there is a messenger, and links would lead nowhere */
export function confirmingBy(messenger: Messenger | undefined, url: string | undefined): Confirming | undefined {
  if (!messenger) return undefined
  if (url !== undefined && /^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    return { messenger, url, underWay: new Map() }
  throw new EvenhandedError(
    'bad_options',
    'A messenger needs a confirmUrl, the full address of the page that confirms, as in https://shop.example/evenhanded/confirm.',
  )
}
