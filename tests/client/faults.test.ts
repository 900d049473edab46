import { memory } from 'evenhanded/client'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Browser, openBrowser, openServer, until } from './world.js'

/** What a network does with one request. */
const fault = fc.constantFrom(
  'fine',
  'fine',
  'fine',
  'lost',
  'answer lost',
  'twice',
  'late',
  'garbage',
  'failing',
  'busy',
)
type Fault = typeof fault extends fc.Arbitrary<infer F> ? F : never

const act = fc.constantFrom(
  'join',
  'raffle',
  'raffle and news',
  'birthday',
  'redeem',
  'withdraw',
  'object',
  'leave',
  'decline',
  'rectify',
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

const step = fc.record({ page: fc.nat(3), act, waits: fc.boolean() })

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A network that follows a plan and then works. */
function unreliable(browser: Browser, faults: readonly Fault[]): void {
  const plan = [...faults]
  browser.network = async (request, serve) => {
    switch (plan.shift() ?? 'fine') {
      case 'lost':
        throw new TypeError('Failed to fetch')
      case 'answer lost':
        await serve(request)
        throw new TypeError('Failed to fetch')
      case 'twice':
        await serve(request.clone())
        return serve(request)
      case 'late':
        await pause(3)
        return serve(request)
      case 'garbage':
        await serve(request.clone())
        return new Response('<html>Welcome</html>', { headers: { 'content-type': 'text/html' } })
      case 'failing':
        return new Response('', { status: 500 })
      case 'busy':
        return new Response('', { status: 429 })
      default:
        return serve(request)
    }
  }
}

type Page = ReturnType<Browser['open']>

const acts: {
  readonly [A in Act]: (page: Page) => Promise<{ readonly ok: boolean; settled?: Promise<{ ok: boolean }> }>
} = {
  join: (page) => page.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' }),
  raffle: (page) => page.offer('raffle').accept({ email: 'c@d.ch' }),
  'raffle and news': (page) =>
    page.offer('raffle').accept({ email: 'e@f.ch' }, { consents: { newsletter: ['email'] } }),
  birthday: (page) =>
    page.offer('membership').accept({ email: 'a@b.ch', terrain: 'alpine', birthday: '1990-01-01' }, { by: 'save' }),
  redeem: (page) => page.redeem('voucher'),
  withdraw: (page) => page.consents.withdraw('newsletter'),
  object: (page) => page.object('fit'),
  leave: (page) => page.leave('raffle'),
  decline: (page) => page.offer('raffle').decline(),
  rectify: (page) => page.rectify('email', 'g@h.ch'),
}

/** What of an outcome moved points. */
interface Moved {
  readonly ok: boolean
  readonly outcome?: { readonly points?: readonly { readonly kind: string; readonly amount: number }[] }
}

it('loses nothing that was accepted and does nothing twice, whatever the network does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.array(fault, { maxLength: 20 }),
      fc.array(fault, { maxLength: 20 }),
      async (steps, first, second) => {
        const server = openServer()
        const [phone, laptop] = [openBrowser(server, memory()), openBrowser(server, memory())]
        // Both devices are one person's: somebody joined on one of them and is known on the other.
        const founder = phone.open()
        await founder.ready
        const founded = await founder.offer('raffle').accept({ email: 'a@b.ch' })
        if (founded.ok) await founded.settled
        founder.close()
        laptop.cookie = phone.cookie
        unreliable(phone, first)
        unreliable(laptop, second)
        const pages = [phone.open(), phone.open(), laptop.open(), laptop.open()]
        await Promise.all(pages.map((page) => page.ready))
        await pages[2]?.switchSubject(founder.snapshot().subject)
        // What is said as nobody stays nobody's: the second tab has to know who has come.
        await until(() => pages[3]?.snapshot().subject === founder.snapshot().subject)
        const settling: Promise<Moved>[] = []
        const doings: Promise<void>[] = []
        for (const { page, act: name, waits } of steps) {
          const doing = acts[name](pages[page] as Page).then((done) => {
            if (done.ok && done.settled) settling.push(done.settled)
          })
          doings.push(doing)
          if (waits) await doing
        }
        await Promise.all(doings)
        for (let round = 0; round < 60; round++) {
          for (const page of pages) await page.sync()
          if (round > 1 && pages.every((page) => page.snapshot().status.unsent === 0)) break
        }
        unreliable(phone, [])
        unreliable(laptop, [])
        // Every promise that was made of an answer is kept.
        const settled = await Promise.all(settling)
        await Promise.all(pages.map((page) => page.sync()))
        const id = founder.snapshot().subject ?? ''
        const state = await server.fetch(
          new Request('https://shop.example/evenhanded/state', { headers: { cookie: phone.cookie } }),
        )
        const { state: known, subject } = await state.json()
        expect(subject).toBe(id)
        for (const page of pages) {
          expect(page.snapshot()).toMatchObject({ subject: id, status: { unsent: 0, connection: 'online' } })
          expect((page.export() as { points: unknown }).points).toEqual(known.points)
          for (const field of ['email', 'terrain', 'birthday'] as const)
            for (const purpose of ['draw', 'club', 'treats', 'newsletter'] as const) {
              const value = page.read(field, purpose)
              if (value !== undefined) expect(value).toBe(known.values[field])
            }
        }
        // Points: what the answers said was moved is what is there.
        const moves = settled.flatMap((one) => (one.ok ? (one.outcome?.points ?? []) : []))
        const sum = moves.reduce((all, { kind, amount }) => all + (kind === 'award' ? amount : -amount), 0)
        expect((await server.subject(id).balance('bonus')).available).toBe(sum)
        for (const page of pages) page.close()
      },
    ),
    { numRuns: Number(process.env.CLIENT_RUNS ?? 1_000) },
  )
}, 300_000)
