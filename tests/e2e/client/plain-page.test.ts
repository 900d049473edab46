import { describe, expect, inject, it } from 'vitest'
import { createDice, seed } from './dice.js'
import { openOwnChromium, profileFolder } from './own-chromium.js'
import { cafeServer, openSite } from './site.js'

const found = inject('browser')

/** As in crash.test.ts, which this stands beside. */
const crashes = Number(process.env.CRASHES ?? 4)

/** In the page: what an earlier visit has kept; nothing where the browser has no such database. */
async function keptBefore(): Promise<readonly number[] | undefined> {
  const names = (await indexedDB.databases()).map(({ name }) => name)
  if (!names.includes('plain')) return undefined
  const answered = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve) => {
      request.onsuccess = () => resolve(request.result)
    })
  const database = await answered(indexedDB.open('plain', 1))
  const keys = await answered(database.transaction('kept').objectStore('kept').getAllKeys())
  database.close()
  return keys as number[]
}

/** In the page: one value after the other, each told of when its transaction is complete. */
async function keepOn(from: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('plain', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('kept')
    request.onsuccess = () => resolve(request.result)
  })
  for (let n = from; ; n++) {
    await new Promise<void>((resolve) => {
      const transaction = database.transaction('kept', 'readwrite', { durability: 'relaxed' })
      transaction.objectStore('kept').put({ note: `coffee ${n}`, text: 'x'.repeat(300) }, n)
      transaction.oncomplete = () => resolve()
    })
    void (window as unknown as { written(n: number): void }).written(n)
  }
}

describe.skipIf(!found)('a plain page in a browser that is killed', () => {
  it(
    `loses nothing that was complete, over ${crashes} kills, but what the browser throws away with everything else`,
    async () => {
      const profile = profileFolder()
      const server = cafeServer()
      const site = await openSite(() => server)
      const dice = createDice(seed)
      const written = new Set<number>()
      const lost: number[] = []
      let wipes = 0
      for (let crash = 0; crash <= crashes; crash++) {
        const chromium = await openOwnChromium(found!, profile.folder)
        const page = await chromium.context.newPage()
        await page.exposeFunction('written', (n: number) => void written.add(n))
        await page.goto(`${site.url}/elsewhere`)
        const kept = await page.evaluate(keptBefore)
        if (kept) lost.push(...[...written].filter((n) => !kept.includes(n)))
        else if (written.size > 0) wipes += 1
        written.clear()
        if (crash < crashes) {
          page.evaluate(keepOn, crash * 100_000).catch(() => undefined)
          await new Promise((resolve) => setTimeout(resolve, dice.between(50, 250)))
        }
        await chromium.kill()
      }
      console.log(`SEED=${seed}: ${crashes} kills of a plain page; Chromium threw its storage away ${wipes} times`)
      expect(lost).toEqual([])
      site.close()
      profile.remove()
    },
    60_000 + crashes * 5_000,
  )
})
