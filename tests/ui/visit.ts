import { type Client, createClient, type Initial, indexedDb, memory, type OpenStorage } from 'evenhanded/client'
import { createServer, memory as memoryStore } from 'evenhanded/server'
import { type ClubNames, club } from './program.js'

export type ClubClient = Client<ClubNames>

/** Somebody comes back: what the server knows of them, and what this browser has not told it yet. */
export interface Visit {
  /** What the server put into the page. */
  readonly initial: Initial
  /** The client of the rendering, which is gone afterwards. */
  readonly rendering: ClubClient
  /** The client of the page in the browser. */
  open(): ClubClient
}

const address = 'https://club.example/evenhanded'

/**
 * A member with 50 points, who has joined while there was no network: the server knows nothing of that, and this
 * browser's outbox does. By the first picture the gate is shut; by what this device knows it is open.
 */
export async function comesBack(): Promise<Visit> {
  const own = crypto.randomUUID()
  const server = createServer<ClubNames>({
    program: club,
    store: memoryStore(),
    secrets: ['a secret of more than 32 characters.'],
    // A browser lets nobody set a cookie by hand: the site's own login says who it is.
    authenticate: () => ({ id: 'ann' }),
  })
  await server.subject({ login: 'ann' }).award({ points: { bonus: 50 }, reason: 'r', key: 'welcome' })
  const initialNow = (): Promise<Initial> => server.initial(new Request('https://club.example/'))
  const kept = indexedDb()
  const storage: OpenStorage = (name) => kept(`${name}:${own}`)
  const online = (url: string, init: RequestInit): Promise<Response> => {
    const { keepalive: _, credentials: __, ...plain } = init
    return server.fetch(new Request(url, plain))
  }
  const openWith = (fetch: typeof online, initial: Initial): ClubClient =>
    createClient({ program: club, server: address, touchpoint: 'web', storage, fetch, initial })

  const before = openWith(async () => Promise.reject(new TypeError('offline')), await initialNow())
  const said = await before.offer('join').accept({ email: 'a@b.ch', taste: ['tea'] })
  if (!said.ok) throw new Error(said.error.code)
  before.close()

  const initial = JSON.parse(JSON.stringify(await initialNow())) as Initial
  return {
    initial,
    rendering: createClient({ program: club, touchpoint: 'web', storage: memory(), initial }),
    open: () => openWith(online, initial),
  }
}

/** Every text that some elements had, one after the other, from what the server rendered on. */
export function textsOf(place: Element, ids: readonly string[]): { readonly [id: string]: readonly string[] } {
  const texts: { [id: string]: string[] } = {}
  const take = (): void => {
    for (const id of ids) {
      const text = place.querySelector(`#${id}`)?.textContent ?? '(nothing)'
      texts[id] ??= []
      if (texts[id].at(-1) !== text) texts[id].push(text)
    }
  }
  take()
  const all = { subtree: true, childList: true, characterData: true, attributes: true } as const
  new MutationObserver(take).observe(place, all)
  return texts
}

/** What a page writes of a picture. */
export const line = (available: number, pending: number): string => `${available} + ${pending}`

/** Waits until something holds; the test's own timeout says when it never does. */
export async function eventually(holds: () => unknown): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
