import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright'
import { type FoundBrowser, launchOptions } from '../../support/browser.js'

/** A Chromium whose process is ours to kill, on a folder of its own that outlives it. */
export interface OwnChromium {
  /** Without what Playwright usually sets, so that pages can be hidden and frozen. */
  readonly context: BrowserContext
  /** As the kernel does it for want of memory: all its processes at once, with nothing said before. */
  kill(): Promise<void>
  /** As its user does it. */
  close(): Promise<void>
  /** Resolves once it is gone. */
  readonly ended: Promise<void>
}

/** A folder for a Chromium. @returns it, and what removes it */
export function profileFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'evenhanded-chromium-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) }
}

export async function openOwnChromium(found: FoundBrowser, folder: string): Promise<OwnChromium> {
  const told = join(folder, 'DevToolsActivePort')
  rmSync(told, { force: true })
  const { executablePath, args, env } = launchOptions(found)
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank']
  // A process group of its own, so that one signal reaches all of it.
  const child = spawn(executablePath, [...args, ...own], { env, detached: true, stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const pid = child.pid
  if (pid === undefined) throw new Error(`${executablePath} cannot be started`)
  const kill = (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return ended
    if (process.platform === 'win32') execFileSync('taskkill', ['/pid', String(pid), '/T', '/F'])
    else process.kill(-pid, 'SIGKILL')
    return ended
  }
  try {
    const browser = await chromium.connectOverCDP(await addressIn(told), { noDefaults: true })
    const [context] = browser.contexts()
    if (!context) throw new Error('this Chromium has no window')
    return {
      context,
      kill,
      ended,
      async close() {
        const session = await browser.newBrowserCDPSession()
        await session.send('Browser.close').catch(() => undefined)
        await ended
      },
    }
  } catch (error) {
    await kill()
    throw error
  }
}

/** Where it listens, as it writes itself once it does: the port, then the path. */
async function addressIn(file: string): Promise<string> {
  for (let tries = 0; tries < 500; tries++) {
    const [port, path] = textOf(file).split('\n')
    if (port && path) return `ws://127.0.0.1:${port}${path}`
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('this Chromium does not say where it listens')
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
