import { indexedDb } from 'evenhanded/client'
import { expect } from 'vitest'
import { offline, openBrowser, openServer } from './world.js'

/** Three people, and what each alone says: whatever holds one of these words is theirs. */
export const people = [
  { terrain: 'alpine', birthday: '1981-01-01', host: 'ann.example' },
  { terrain: 'forest', birthday: '1982-02-02', host: 'ben.example' },
  { terrain: 'city', birthday: '1983-03-03', host: 'cleo.example' },
] as const

export type Visits = readonly (
  | { readonly act: 'raffle' | 'join' | 'choose' | 'observe' | 'redeem' | 'draft' | 'reload' | 'tab' }
  | { readonly act: 'network'; readonly online: boolean }
  | { readonly act: 'sign out'; readonly unsent: 'send' | 'drop'; readonly next: number }
  | { readonly act: 'return'; readonly next: number }
)[]

type Person = (typeof people)[number]

const wordsOf = ({ terrain, birthday, host }: Person) => [`"${terrain}"`, birthday, host]

/** One device that people use in turn, each signing out or being signed in over the one before. */
export async function device() {
  const server = openServer()
  const browser = openBrowser(server, indexedDb())
  let here: Person = people[0]
  let online = true
  let count = 0
  let visit = 0
  /** Each address is said once: by whom, in whose outbox, and whether they said to drop it. */
  const said = new Map<string, { readonly person: Person; readonly outbox: string; isDropped: boolean }>()
  const decided = new Map<string, Set<string>>()
  const accounts = new Map<Person, { readonly id: string; readonly cookie: string }>()
  const spoken: string[] = []
  const channel = BroadcastChannel.prototype
  const { postMessage } = channel
  channel.postMessage = function (message: unknown) {
    spoken.push(JSON.stringify(message))
    postMessage.call(this, message)
  }
  browser.network = async (request, serve) => {
    if (!online) return offline()
    const body = await request.clone().text()
    const response = await serve(request)
    const reply = (await response
      .clone()
      .json()
      .catch(() => ({}))) as { subject?: string | null; results?: readonly { ok: boolean }[] }
    if (reply.results && reply.subject)
      for (const [address] of body.matchAll(/\w+@\w+\.example/g))
        decided.set(address, (decided.get(address) ?? new Set()).add(reply.subject))
    return response
  }
  const open = async () => {
    const client = browser.open()
    await client.ready
    return client
  }
  let tabs = [await open()]
  const first = () => tabs[0] as (typeof tabs)[number]
  const nobodysOutbox = () => `of visit ${visit}`
  const address = () => {
    count += 1
    const one = `n${count}@${here.host}`
    said.set(one, { person: here, outbox: first().snapshot().subject ?? nobodysOutbox(), isDropped: false })
    return one
  }
  const remember = () => {
    const { subject } = first().snapshot()
    if (subject !== null && online && browser.cookie) accounts.set(here, { id: subject, cookie: browser.cookie })
  }

  async function act(one: Visits[number]): Promise<void> {
    const client = first()
    if (one.act === 'raffle') {
      const email = address()
      const done = await client.offer('raffle').accept({ email })
      if (!done.ok) said.delete(email)
    } else if (one.act === 'join') {
      const email = address()
      const done = await client.offer('membership').accept({ email, terrain: here.terrain, birthday: here.birthday })
      if (!done.ok) said.delete(email)
    } else if (one.act === 'choose') await client.offer('finder').accept({ terrain: here.terrain })
    else if (one.act === 'observe') await client.observe('basket', [here.host])
    else if (one.act === 'redeem') await client.redeem('voucher')
    else if (one.act === 'draft') await client.offer('membership').keep({ birthday: here.birthday })
    else if (one.act === 'network') online = one.online
    else if (one.act === 'reload') {
      for (const tab of tabs) tab.close()
      tabs = [await open()]
    } else if (one.act === 'tab') tabs = [...tabs, await open()]
    else if (one.act === 'sign out') {
      remember()
      await client.sync()
      const theirs = [client.snapshot().subject, nobodysOutbox()]
      if (one.unsent === 'drop')
        for (const [email, entry] of said)
          if (!decided.has(email) && theirs.includes(entry.outbox)) entry.isDropped = true
      await client.signOut({ unsent: one.unsent })
      visit += 1
      here = people[one.next] as Person
    } else if (one.act === 'return') {
      remember()
      const account = accounts.get(people[one.next] as Person)
      if (!account) return
      visit += 1
      here = people[one.next] as Person
      browser.cookie = account.cookie
      await client.switchSubject(account.id)
    }
    await client.sync()
    remember()
  }

  /** Everything that a page can be asked. */
  const shownIn = (client: (typeof tabs)[number]): string =>
    JSON.stringify([
      client.known(),
      client.export(),
      client.consents.list(),
      client.parked.list(),
      client.snapshot(),
      client.uses(),
      client.erasePlan(),
      [client.next()?.known, client.next()?.draft],
      (['finder', 'raffle', 'membership'] as const).map((id) => [client.offer(id).known, client.offer(id).draft]),
      client.read('email', 'club'),
      client.read('email', 'draw'),
      client.read('terrain', 'fit'),
      client.read('basket', 'fit'),
    ])

  async function stored(): Promise<readonly (readonly [place: string, key: string, text: string])[]> {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name)
    const all = names.map(async (name) =>
      (await (await indexedDb()(name)).entries()).map(([key, value]) => [name, key, JSON.stringify(value)] as const),
    )
    return (await Promise.all(all)).flat()
  }

  const othersWords = () => people.filter((person) => person !== here).flatMap(wordsOf)

  async function check(): Promise<void> {
    const words = othersWords()
    for (const tab of tabs) for (const word of words) expect(shownIn(tab)).not.toContain(word)
    for (const [, key, text] of await stored())
      if (!key.startsWith('outbox:')) for (const word of words) expect([key, text].join()).not.toContain(word)
  }

  return {
    act,
    /** The laws, at every moment; another tab may take a moment to hear. */
    async holds(): Promise<void> {
      await expect.poll(() => check().then(() => 'held', String), { timeout: 5_000, interval: 5 }).toBe('held')
      const messages = spoken.splice(0).join()
      for (const word of people.flatMap(wordsOf)) expect(messages).not.toContain(word)
    },
    /** Everybody comes back once, with a network. */
    async end(): Promise<void> {
      online = true
      for (const tab of tabs.slice(1)) tab.close()
      tabs = [first()]
      await act({ act: 'sign out', unsent: 'send', next: 0 })
      for (const person of accounts.keys()) {
        await act({ act: 'return', next: people.indexOf(person) })
        await act({ act: 'sign out', unsent: 'send', next: 0 })
      }
      for (const [email, { isDropped }] of said)
        expect([email, decided.get(email)?.size ?? 0]).toEqual([email, isDropped ? 0 : 1])
      const owners = new Map<string, Set<string>>()
      for (const [email, subjects] of decided)
        for (const subject of subjects)
          owners.set(subject, (owners.get(subject) ?? new Set()).add(said.get(email)?.person.host ?? ''))
      for (const [subject, owned] of owners) expect([subject, [...owned]]).toEqual([subject, [expect.any(String)]])
      const left = await stored()
      expect(left.map(([place, key]) => `${place} ${key}`).sort()).toEqual([
        'evenhanded:alpine-shop format',
        'evenhanded:alpine-shop who',
      ])
      expect(first().status).toMatchObject({ unsent: 0, storage: 'durable' })
    },
    close() {
      channel.postMessage = postMessage
      for (const tab of tabs) tab.close()
    },
  }
}
