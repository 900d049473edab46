import { describe, expect, it } from 'vitest'
import { createClient, memory } from '../../src/client.js'
import { checked } from '../../src/core/program/define-program.js'
import { createServer, memory as store } from '../../src/server.js'
import { clubWith, day, definition, origin } from '../core/consent/club.js'

const secret = 'a secret of thirty-two characters'
const email = { email: 'a@b.ch' }

/** A page whose clock is the server's. */
async function page(program = clubWith()) {
  const time = { now: origin }
  const clock = () => time.now
  const server = createServer({ program, store: store(), secrets: [secret], clock })
  let cookie = ''
  const client = createClient({
    program,
    server: 'https://club.example/evenhanded',
    touchpoint: 'web',
    storage: memory(),
    clock,
    fetch: async (url, init) => {
      const request = new Request(url, init)
      if (cookie) request.headers.set('cookie', cookie)
      const response = await server.fetch(request)
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
      return response
    },
  })
  await client.ready
  return { client: client as never as ReturnType<typeof createClient>, time, server }
}

const purposes = (all: readonly { readonly purpose: string }[]): string[] => all.map(({ purpose }) => purpose)

describe('a handle after a no', () => {
  it('lists no box and no optional ask that was refused until it may be asked again, and takes it all the same', async () => {
    const { client, time } = await page()
    const offer = () => client.offer('membership')
    expect(purposes(offer().invites)).toEqual(['letter', 'ads'])
    await offer().accept(email, { consents: { ads: ['email'] } })
    expect(purposes(offer().invites)).toEqual(['ads'])
    expect(offer().invites[0]?.granted).toBe(true)
    expect(offer().asks.map(({ field }) => field)).toEqual([])
    expect(offer().resting.map(({ purpose, until }) => [purpose, until - time.now])).toEqual([
      ['treats', 365 * day],
      ['letter', 30 * day],
    ])
    expect((await offer().accept({ birthday: '2000-01-01' })).ok).toBe(true)
    expect(purposes(offer().resting)).toEqual(['letter'])
    client.close()
  })

  it('proposes an accepted offer anew once what was agreed to has lapsed, and the rest after it is over', async () => {
    const { client, time } = await page()
    await client.offer('letterOnly').accept(email)
    await client.sync()
    time.now += 15 * day
    await client.object('safety')
    await client.sync()
    expect(client.consents.list().find(({ purpose }) => purpose === 'letter')?.status).toBe('expired')
    expect(client.offer('letterOnly').why.proposed).toBe(false)
    time.now += 31 * day
    // A page looks again with the next change.
    await client.offer('raffle').dismiss()
    expect(client.offer('letterOnly').why.proposed).toBe(true)
    client.close()
  })
})

describe('a handle of a program with a rule for minors', () => {
  it('asks the band once, by accept or by a form, and only where something is rewarded', async () => {
    const { client } = await page(checked({ ...definition, minors: {} }))
    expect([client.offer('membership').asksAge, client.offer('raffle').asksAge]).toEqual([true, false])
    expect(await client.offer('membership').accept(email)).toMatchObject({ ok: false, error: { code: 'age_unknown' } })
    const form = new FormData()
    form.set('email', 'a@b.ch')
    form.set('age:band', 'adult')
    expect((await client.offer('membership').submit(form)).ok).toBe(true)
    expect(client.offer('membership').asksAge).toBe(false)
    client.close()
  })
})
