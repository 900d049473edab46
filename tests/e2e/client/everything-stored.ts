import type { BrowserContext, Page } from 'playwright'

/** Everything that a browser keeps of a site, as one text to search: for whoever sits down at it next could. */
export async function everythingStored(context: BrowserContext, url: string): Promise<string> {
  const page = await context.newPage()
  // A page that runs nothing of ours, so that looking changes nothing.
  await page.goto(new URL('/elsewhere', url).href)
  const kept = [await databases(page), await page.evaluate(others), await context.cookies()]
  await page.close()
  return JSON.stringify(kept)
}

const databases = (page: Page) =>
  page.evaluate(async () => {
    const answered = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const all: unknown[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const opened = await answered(indexedDB.open(name))
      for (const store of opened.objectStoreNames) {
        const reading = opened.transaction(store).objectStore(store)
        const [keys, values] = [reading.getAllKeys(), reading.getAll()]
        all.push({ name, store, keys: await answered(keys), values: await answered(values) })
      }
      opened.close()
    }
    return all
  })

async function others(): Promise<unknown> {
  const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }]
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) kept.push(name, request.url, await (await cache.match(request))?.text())
  }
  return kept
}
