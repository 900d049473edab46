import type { BrowserContext } from 'playwright'
import type { FoundBrowser } from '../../support/browser.js'
import type { FaultyLine } from './faults.js'
import { openOwnChromium, profileFolder } from './own-chromium.js'
import { type Behind, openSite, type Site } from './site.js'
import { openTab, type Tab } from './tab.js'

/** A browser of its own at a site of its own. */
export interface Visit {
  readonly context: BrowserContext
  readonly site: Site
  /** @param query what follows the address, as in `?at=till` */
  open(query?: string): Promise<Tab>
  offline(isOffline: boolean): Promise<void>
  /** Nothing of it is left. */
  end(): Promise<void>
}

/** @param behind what answers under `/evenhanded`, asked anew with each request */
export async function beginVisit(found: FoundBrowser, behind: () => Behind, line?: FaultyLine): Promise<Visit> {
  const profile = profileFolder()
  const site = await openSite(behind, line)
  const { context, kill } = await openOwnChromium(found, profile.folder)
  return {
    context,
    site,
    open: (query = '') => openTab(context, `${site.url}/${query}`),
    async offline(isOffline) {
      await context.setOffline(isOffline)
      // A request that outlives its page is no longer told to be offline.
      site.cut(isOffline)
    },
    async end() {
      await kill()
      site.close()
      profile.remove()
    },
  }
}
