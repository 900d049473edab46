import canonicalize from 'canonicalize'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyRing } from '../../src/ports/key-ring.js'
import { normalised } from '../../src/server/vault/identifiers.js'
import { keyRing } from '../../src/server.js'
import { codes, device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { everyStore, type Opened } from './support/stores.js'
import { foundIn } from './support/traces.js'

const key = (n: number) => new Uint8Array(32).fill(n)
const by = { actor: 'staff:17', medium: 'paper' }

/** A ring whose doings can be counted. */
function counting(ring: KeyRing): { readonly ring: KeyRing; readonly count: { wraps: number; unwraps: number } } {
  const count = { wraps: 0, unwraps: 0 }
  return {
    count,
    ring: {
      wrap: (...asked) => {
        count.wraps++
        return ring.wrap(...asked)
      },
      unwrap: (...asked) => {
        count.unwraps++
        return ring.unwrap(...asked)
      },
    },
  }
}

const texts = {
  cjk: '電子郵便は東京都千代田区丸の内一丁目へ',
  rtl: 'שלום עולם, العالم مرحبا بكم',
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈 at home 🧗🏽‍♀️',
  nested: { street: 'Rue de l’Hôpital 7', lines: ['c/o Ümit', 'Suite "4"\\n'], floor: 3, lift: null },
  long: `begins here ${'長い'.repeat(30_000)} ends here`,
}

const plainTexts = [
  texts.cjk,
  texts.rtl,
  texts.emoji,
  'Rue de l’Hôpital 7',
  'begins here',
  'ends here',
  '長い長い長い長い',
]

describe.each(everyStore)('what is personal, in %s', (_, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  it('is sealed before the store sees it, and read as it was said', async () => {
    const { server } = started(opened)
    for (const [name, value] of Object.entries(texts)) {
      const member = server.subject({ login: name })
      const said = await member.accept('callback', { phone: `+41 79 ${name} 1234567`, note: value }, { by })
      expect(said).toMatchObject({ ok: true })
      expect(await member.read('note', 'treats')).toEqual(value)
      expect(await member.read('phone', 'draw')).toBe(`+41 79 ${name} 1234567`)
      expect((await member.state())?.values).toEqual({ phone: `+41 79 ${name} 1234567`, note: value })
    }
    const dump = await opened.dump()
    expect(foundIn(dump, [...plainTexts, ...Object.keys(texts).map((name) => `+41 79 ${name} 1234567`)])).toEqual([])
  })

  it('is told to its own device, and to nobody else', async () => {
    const { server } = started(opened)
    const page = device(server, shop)
    const said = await page.send(page.accept('callback', { phone: '+41 79 555 11 22', note: texts.emoji }))
    expect(codes(said)).toEqual(['ok'])
    expect(said.state?.values).toEqual({ phone: '+41 79 555 11 22', note: texts.emoji })
    expect((await page.state()).state?.values).toEqual({ phone: '+41 79 555 11 22', note: texts.emoji })
    expect(await server.subjectOf(new Request('https://shop.example'))).toBeNull()
  })

  it('keeps its sealed text while it stays as it was, though it is answered again', async () => {
    const { server, tenant } = started(opened)
    const page = device(server, shop)
    await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const sealed = async () => (await opened.store.load(tenant, [{ subject: page.subject as string, commands: [] }]))[0]
    const first = await sealed()
    expect(String(first?.subject.values.email)).toMatch(/^s1\./)
    await page.send(page.accept('raffle', { email: 'a@b.ch' }))
    await page.send(page.accept('callback', { phone: '+41 1', note: 'n' }))
    const then = await sealed()
    expect([then?.subject.values.email, then?.key]).toEqual([first?.subject.values.email, first?.key])
    await page.send(page.say({ type: 'rectify', field: 'email', value: 'b@b.ch' }))
    const last = await sealed()
    expect(last?.subject.values.email).not.toBe(first?.subject.values.email)
    expect([last?.key, last?.subject.values.phone]).toEqual([first?.key, then?.subject.values.phone])
  })

  it('seals the same value another way each time, for each person with a key of their own', async () => {
    const { server, tenant } = started(opened)
    const ids: string[] = []
    for (const login of ['one', 'two']) {
      const said = await server.subject({ login }).accept('membership', { email: 'same@b.ch' }, { by })
      if (said.ok) ids.push(said.subject as string)
    }
    const [one, two] = await opened.store.load(
      tenant,
      ids.map((subject) => ({ subject, commands: [] })),
    )
    expect(one?.subject.values.email).not.toBe(two?.subject.values.email)
    expect(one?.key).not.toBe(two?.key)
  })

  it('commits in the log to salt and value, so that both together can be checked', async () => {
    const { server, tenant, seen } = started(opened)
    const said = await server
      .subject({ login: 'checked' })
      .accept('callback', { phone: '+41 79 1', note: texts.nested }, { by })
    const id = said.ok ? (said.subject as string) : ''
    const [line] = await opened.store.history(tenant, id)
    const learned = line?.events.filter((event) => event.type === 'learned')
    expect(learned?.map(({ field }) => field).sort()).toEqual(['note', 'phone'])
    for (const event of learned ?? []) expect(event.commitment).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(line)).not.toContain('Hôpital')
    expect(seen.steps.at(-1)?.commands[0]?.commitments).toEqual(
      Object.fromEntries((learned ?? []).map(({ field, commitment }) => [field, commitment])),
    )
  })

  it('is found by the keyed hash of an identifier, whatever its case and form', async () => {
    const { server, seen, tenant } = started(opened)
    const said = await server.subject({ login: 'found' }).accept('membership', { email: 'Ada@Example.com' }, { by })
    const hash = seen.steps.at(-1)?.identifiers?.email as string
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await opened.store.identified(tenant, [hash])).toEqual([{ hash, subject: said.ok ? said.subject : '' }])
    await server.subject({ login: 'other' }).accept('membership', { email: 'ada@example.com' }, { by })
    expect(seen.steps.at(-1)?.identifiers?.email).toBe(hash)
    expect(await opened.store.identified(tenant, [hash])).toHaveLength(2)
  })

  it('stays shut while only points move', async () => {
    const { ring, count } = counting(keyRing([key(1)]))
    const first = started(opened, { keys: ring })
    const said = await first.server.subject({ login: 'shut' }).accept('membership', { email: 'a@b.ch' }, { by })
    expect(count).toEqual({ wraps: 1, unwraps: 0 })
    // Another server, which has opened nothing yet.
    const { server } = started(opened, { keys: ring, tenant: first.tenant })
    const member = server.subject(said.ok ? (said.subject as string) : '')
    const why = (n: number) => ({ reason: `order:${n}`, key: `order:${n}` })
    await member.award({ points: { bonus: 600 }, ...why(1) })
    await member.spend({ points: { bonus: 1 }, ...why(2) })
    await member.hold({ points: { bonus: 5 }, for: 'PT1H', ...why(3) })
    await member.reverse({ of: 'order:1', points: { bonus: 5 }, ...why(4) })
    await member.redeem('voucher', { key: 'voucher' })
    await member.withdraw('newsletter')
    await member.balance('bonus')
    await member.can('review')
    await server.dueWork()
    expect(count).toEqual({ wraps: 1, unwraps: 0 })
    expect(await member.read('email', 'club')).toBe('a@b.ch')
    expect(await member.read('email', 'club')).toBe('a@b.ch')
    expect(count).toEqual({ wraps: 1, unwraps: 1 })
  })

  it('is opened with no other key, and the failure is plain', async () => {
    const { server, tenant } = started(opened, { keys: keyRing([key(1)]) })
    const said = await server.subject({ login: 'keyed' }).accept('membership', { email: 'a@b.ch' }, { by })
    const id = said.ok ? (said.subject as string) : ''
    const heard: unknown[] = []
    const other = started(opened, { tenant, keys: keyRing([key(2)]), onError: (error) => heard.push(error) }).server
    await expect(other.subject(id).read('email', 'club')).rejects.toMatchObject({ code: 'bad_keys' })
    await expect(other.subject(id).state()).rejects.toMatchObject({ code: 'bad_keys' })
    await expect(other.subject(id).rectify('email', 'b@b.ch')).rejects.toMatchObject({ code: 'bad_keys' })
    expect(await other.subject(id).balance('bonus')).toMatchObject({ available: 500 })
    const rotated = started(opened, { tenant, keys: keyRing([key(2), key(1)]) }).server
    expect(await rotated.subject(id).read('email', 'club')).toBe('a@b.ch')
  })

  it('opens for nobody else, and under no other name', async () => {
    const { server, tenant } = started(opened, { keys: keyRing([key(1)]) })
    const ids: string[] = []
    for (const login of ['mine', 'theirs']) {
      const said = await server.subject({ login }).accept('callback', { phone: `+${login}`, note: 'n' }, { by })
      if (said.ok) ids.push(said.subject as string)
    }
    const { store } = opened
    const swapped = (change: (values: Record<string, string>, others: Record<string, string>) => object): Opened => ({
      ...opened,
      store: {
        ...store,
        async load(...asked) {
          const [others] = await store.load(tenant, [{ subject: ids[1] as string, commands: [] }])
          const of = (one: typeof others) => one?.subject.values as Record<string, string>
          return (await store.load(...asked)).map((one) => {
            const values = { ...of(one), ...change(of(one), of(others)) } as typeof one.subject.values
            return { ...one, subject: { ...one.subject, values } }
          })
        },
      },
    })
    const changes: readonly Parameters<typeof swapped>[0][] = [
      (_, others) => ({ phone: others.phone }),
      (values) => ({ phone: values.note }),
      (values) => ({ phone: `${values.phone?.slice(0, -3)}AAA` }),
      () => ({ phone: '+41 stored before there was a vault' }),
    ]
    for (const change of changes) {
      const spoiled = started(swapped(change), { tenant, keys: keyRing([key(1)]) }).server
      await expect(spoiled.subject(ids[0] as string).read('phone', 'draw')).rejects.toMatchObject({ code: 'bad_keys' })
    }
  })

  it('waits for a key ring that can’t be reached, and says that it passes', async () => {
    const { server, tenant } = started(opened, { keys: keyRing([key(1)]) })
    const page = device(server, shop)
    await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const away: KeyRing = {
      wrap: () => Promise.reject(new Error('away')),
      unwrap: () => Promise.reject(new Error('away')),
    }
    const lost = started(opened, { tenant, keys: away }).server
    await expect(lost.subject(page.subject as string).state()).rejects.toMatchObject({ code: 'keys_failed' })
    const other = device(lost, shop)
    for (const [name, value] of page.jar) other.jar.set(name, value)
    await other.fetch('/state')
    expect([other.last.status, other.last.headers.get('retry-after')]).toEqual([503, '5'])
  })

  it('has one key, however many say something new at once', async () => {
    const { server, tenant } = started(opened)
    const member = server.subject({ login: 'busy' })
    await Promise.all([
      member.accept('membership', { email: 'a@b.ch' }, { by }),
      member.accept('callback', { phone: '+41 1', note: texts.rtl }, { by }),
      member.accept('raffle', { email: 'a@b.ch' }, { by }),
    ])
    const fresh = started(opened, { tenant }).server.subject({ login: 'busy' })
    expect((await fresh.state())?.values).toEqual({ email: 'a@b.ch', phone: '+41 1', note: texts.rtl })
  })
})

describe('a key ring', () => {
  it('needs keys of 32 bytes', () => {
    expect(() => keyRing([])).toThrowError(expect.objectContaining({ code: 'bad_keys' }))
    expect(() => keyRing([new Uint8Array(16)])).toThrowError(expect.objectContaining({ code: 'bad_keys' }))
  })

  it('unwraps for whom it wrapped alone', async () => {
    const ring = keyRing([key(7)])
    const wrapped = await ring.wrap(key(9), 'a')
    expect(await ring.unwrap(wrapped, 'a')).toEqual(key(9))
    await expect(ring.unwrap(wrapped, 'b')).rejects.toMatchObject({ code: 'bad_keys' })
    await expect(ring.unwrap(`${wrapped.slice(0, -2)}AA`, 'a')).rejects.toMatchObject({ code: 'bad_keys' })
    expect(wrapped.length).toBeLessThan(200)
  })
})

describe('an identifier', () => {
  it.each([
    [' Ada@Example.COM ', 'ada@example.com'],
    ['ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ada@example.com'],
    ['Member-17', 'Member-17'],
    ['\u0041\u030a', 'Å'],
  ])('%j is looked up as %j', (given, looked) => {
    expect(normalised(given)).toBe(looked)
  })

  it('that is no text is looked up as canonical JSON', () => {
    const value = { b: [1, 'ü'], a: -0.5 }
    expect(normalised(value)).toBe(canonicalize(value))
  })
})
