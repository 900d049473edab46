import * as z from 'zod'
import { defineProgram, identifier, type Names, type Program, personal } from '../../../src/index.js'
import type { Store } from '../../../src/ports/store.js'
import { createServer, type Message, type Server, type ServerOptions } from '../../../src/server.js'
import { device, home, secret } from './device.js'

/** A shop whose news need a confirmed address: what is agreed to holds once its link was followed. */
export const letters = defineProgram({
  id: 'letters',
  version: 1,
  controller: {
    name: 'Alpine <Shop> AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    email: identifier(z.email(), { label: 'E-mail' }),
    phone: identifier(z.string(), { label: 'Phone' }),
    name: personal(z.string(), { label: 'Name' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    news: { label: 'Send news & "offers"', basis: 'consent', confirm: true, confirmWithin: 'P2D' },
    greetings: { label: 'Greet you', basis: 'consent', confirm: true },
    calls: { label: 'Call you', basis: 'consent', confirm: true },
    polls: { label: 'Ask your opinion', basis: 'consent' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  offers: {
    membership: {
      principle: 'exchange',
      for: 'club',
      repeats: 'always',
      asks: { email: 'Your account needs an address' },
      invites: { news: ['email'], greetings: ['email', 'name'], calls: ['phone'], polls: ['email'] },
      gives: { benefit: 'service', says: 'An account' },
    },
  },
})

type NamesOf<P> = P extends Program<infer N> ? N : Names
export type Letters = NamesOf<typeof letters>

export const minute = 60_000
export const day = 1_440 * minute

/** A shop that writes, a clock that tests turn, and everything that was sent. */
export function opened(store: Store, options: Partial<ServerOptions<Letters>> = {}) {
  const tenant = crypto.randomUUID()
  const time = { now: Date.UTC(2027, 0, 31, 12) }
  const sent: Message[] = []
  const errors: unknown[] = []
  /** What the mail service does with a message; it takes it unless said. */
  const post = { deliver: async (_: Message): Promise<void> => undefined }
  const messenger = {
    send: async (message: Message) => {
      await post.deliver(message)
      sent.push(message)
    },
  }
  const another = (more: Partial<ServerOptions<Letters>> = {}): Server<Letters> =>
    createServer<Letters>({
      program: letters,
      secrets: [secret],
      tenant,
      store,
      messenger,
      confirmUrl: `${home}/evenhanded/confirm`,
      clock: () => time.now,
      onError: (error) => errors.push(error),
      ...options,
      ...more,
    })
  const server = another()
  /** Somebody who agrees to these, from a browser. */
  const agree = async (
    consents: Record<string, string[]>,
    answers: object = {},
    browser = device(server, options.program ?? letters),
  ) => {
    const command = browser.accept(
      'membership',
      { email: 'ada@b.ch', ...answers },
      { consents, at: time.now, seen: 1_000 },
    )
    await browser.send(command)
    return { browser, command, own: server.subject(browser.subject ?? ''), id: browser.subject ?? '' }
  }
  const get = (link: string, from: Pick<Server, 'fetch'> = server) => from.fetch(new Request(link))
  /** Presses the button of the page that the link leads to. */
  const press = (link: string, from: Pick<Server, 'fetch'> = server) =>
    from.fetch(
      new Request(link, {
        method: 'POST',
        body: new URLSearchParams({ token: new URL(link).searchParams.get('token') ?? '' }),
      }),
    )
  /** Waits until somebody's log tells of so many messages: until then, they may be sent once more. */
  const logged = async (id: string, count: number): Promise<void> => {
    const messages = async () => (await store.history(tenant, id)).filter(({ said }) => said.type === 'messaged').length
    while ((await messages()) < count) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return { server, another, tenant, time, sent, errors, post, agree, get, press, logged }
}

/** Waits until something holds; the test's own timeout says when it never does. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** So long that what is done behind a reply would have been done: for what is not to happen. */
export const quiet = () => new Promise((resolve) => setTimeout(resolve, 60))
