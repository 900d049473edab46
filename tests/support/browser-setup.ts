import type { TestProject } from 'vitest/node'
import { type FoundBrowser, findBrowser } from './browser.js'
import { leftOut } from './left-out.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The Chromium of this run, for `launchBrowser`; null where there is none. */
    browser: FoundBrowser | null
  }
}

/** Finds one Chromium for the whole run: `inject('browser')`. */
export default async function setup(project: TestProject): Promise<void> {
  const found = await findBrowser()
  if ('unavailable' in found) {
    leftOut('tests in a real browser', found.unavailable)
    project.provide('browser', null)
  } else {
    project.provide('browser', found)
  }
}
