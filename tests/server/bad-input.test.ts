import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BatchReply } from '../../src/core/subject/batch.js'
import type { Server } from '../../src/server.js'
import { codes, device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const program = { id: shop.id, version: shop.version }
const marker = 'marker-of-bad-input'

describe.each(stores)('bad input, with %s', (_, open) => {
  let opened: Opened
  let server: Server
  let seen: ReturnType<typeof started>['seen']
  let page: ReturnType<typeof device>

  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())
  beforeEach(() => {
    ;({ server, seen } = started(opened))
    page = device(server, shop)
  })

  const problem = async (response: Response): Promise<unknown> => {
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('set-cookie')).toBeNull()
    const body = (await response.json()) as { status: number; type: string; code: string; title: string }
    expect(body.status).toBe(response.status)
    expect(body.type).toBe(`urn:evenhanded:problem:${body.code}`)
    expect(body.title).not.toBe('')
    return [body.status, body.code]
  }

  describe('of a whole request is a problem', () => {
    const good = () => page.accept('raffle', { email: `${marker}@b.ch` })
    const json = (body: unknown) => JSON.stringify(body)
    const cases: readonly (readonly [string, () => Promise<Response>, number, string])[] = [
      ['no JSON', () => page.post('{"commands":'), 400, 'bad_json'],
      ['an empty body', () => page.post(''), 400, 'bad_json'],
      ['another type', () => page.post(json({}), { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'],
      ['a packed body', () => page.post(json({}), { 'content-encoding': 'gzip' }), 415, 'unsupported_media_type'],
      ['a list', () => page.post([good()]), 400, 'bad_request'],
      ['null', () => page.post(null), 400, 'bad_request'],
      ['no program', () => page.post({ commands: [good()] }), 400, 'bad_request'],
      ['more than a batch', () => page.post({ program, commands: [good()], points: 5 }), 400, 'bad_request'],
      [
        'a prototype in the request',
        () => page.post(`{"__proto__":{"x":1},"program":${json(program)},"commands":[${json(good())}]}`),
        400,
        'bad_request',
      ],
      [
        'another program',
        () => page.post({ program: { id: 'x', version: 3 }, commands: [good()] }),
        409,
        'program_version',
      ],
      [
        'another version',
        () => page.post({ program: { id: shop.id, version: 2 }, commands: [good()] }),
        409,
        'program_version',
      ],
      [
        'a command without an id',
        () => page.post({ program, commands: [good(), { type: 'erase' }] }),
        400,
        'bad_request',
      ],
      ['an id that is none', () => page.post({ program, commands: [{ ...good(), id: 'x' }] }), 400, 'bad_request'],
      [
        'too many commands',
        () => page.post({ program, commands: Array.from({ length: 201 }, good) }),
        413,
        'too_large',
      ],
      ['too many bytes', () => page.post({ program, commands: [good()], x: 'x'.repeat(262_144) }), 413, 'too_large'],
    ]
    it.each(cases)('%s', async (_, send, status, code) => {
      expect(await problem(await send())).toEqual([status, code])
      expect([seen.loads.length, seen.stores]).toEqual([0, 0])
    })

    it('says the current version', async () => {
      const response = await page.post({ program: { id: shop.id, version: 2 }, commands: [] })
      expect(await response.json()).toMatchObject({ program })
    })

    it('bytes that are no UTF-8', async () => {
      const body = new Uint8Array([0x22, 0xff, 0x22])
      const headers = { 'content-type': 'application/json' }
      expect(await problem(await page.fetch('/commands', { method: 'POST', body, headers }))).toEqual([400, 'bad_json'])
    })

    it('more bytes than it says, counted and not read to the end', async () => {
      let pulled = 0
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled++
          if (pulled > 1_000) controller.close()
          else controller.enqueue(new Uint8Array(65_536).fill(0x20))
        },
      })
      const headers = { 'content-type': 'application/json', 'content-length': '10' }
      const request = new Request('https://shop.example/evenhanded/commands', {
        method: 'POST',
        body,
        headers,
        duplex: 'half',
      } as RequestInit)
      expect(await problem(await server.fetch(request))).toEqual([413, 'too_large'])
      expect(pulled).toBeLessThan(20)
    })

    it('a body that breaks off, which is no failure of the server', async () => {
      const errors: unknown[] = []
      const own = started(opened, { onError: (error) => errors.push(error) }).server
      const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
      const init = { method: 'POST', body, headers: { 'content-type': 'application/json' }, duplex: 'half' }
      const request = new Request('https://shop.example/evenhanded/commands', init as RequestInit)
      expect(await problem(await own.fetch(request))).toEqual([400, 'bad_json'])
      expect(errors).toEqual([])
    })

    it.each([
      [{ 'sec-fetch-site': 'cross-site' }],
      [{ 'sec-fetch-site': 'same-site' }],
      [{ origin: 'https://evil.example' }],
      [{ origin: 'http://shop.example' }],
      [{ origin: 'null' }],
    ])('from another site: %j', async (headers) => {
      const response = await page.post({ program, commands: [good()] }, headers)
      expect(await problem(response)).toEqual([403, 'cross_site'])
      expect(seen.stores).toBe(0)
    })

    it.each([[{ 'sec-fetch-site': 'same-origin' }], [{ origin: 'https://shop.example' }]])(
      'but not from its own: %j',
      async (headers) => {
        expect((await page.post({ program, commands: [] }, headers)).status).toBe(200)
      },
    )

    it('an address that is none, and a method that is none', async () => {
      expect(await problem(await page.fetch('/nothing'))).toEqual([404, 'not_found'])
      expect(await problem(await page.fetch('/commands'))).toEqual([405, 'method_not_allowed'])
      expect(page.last.headers.get('allow')).toBe('POST')
      expect(await problem(await page.fetch('/state', { method: 'PUT' }))).toEqual([405, 'method_not_allowed'])
    })
  })

  describe('of one command is its own answer, and nothing of it is kept', () => {
    const accept = (more: object, answers: object = { email: 'a@b.ch' }) =>
      page.accept('raffle', answers as never, more)
    const evidence = (more: object) => {
      const command = accept({}) as { evidence: object }
      return { evidence: { ...command.evidence, ...more } }
    }
    /** As text, since what is spoilt here does not survive being parsed and written again. */
    const spoilt = (text: string, by: string): string => JSON.stringify(accept({})).replace(text, by)
    const send = async (...commands: readonly (string | object)[]): Promise<BatchReply> => {
      const list = commands.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
      const response = await page.post(`{"program":${JSON.stringify(program)},"commands":[${list.join(',')}]}`)
      expect(response.status).toBe(200)
      return (await response.json()) as BatchReply
    }
    const cases: readonly (readonly [string, () => string | object, string])[] = [
      ['a field that the offer did not ask', () => accept({}, { email: 'a@b.ch', note: marker }), 'not_asked'],
      ['a field that the program does not know', () => accept({}, { email: 'a@b.ch', [marker]: 'x' }), 'not_asked'],
      ['a value that its schema refuses', () => accept({}, { email: marker }), 'invalid'],
      ['a value of another type', () => accept({}, { email: { [marker]: 1 } }), 'invalid'],
      ['a value that is too long', () => accept({}, { email: `${'x'.repeat(100_001)}@b.ch` }), 'invalid'],
      ['__proto__ as a field', () => spoilt('"email":', `"__proto__":{"${marker}":1},"email":`), 'bad_command'],
      ['__proto__, disguised', () => spoilt('"email":', `"\\u005f_proto__":{"${marker}":1},"email":`), 'bad_command'],
      ['constructor as a field', () => accept({}, { email: 'a@b.ch', constructor: marker }), 'bad_command'],
      ['a prototype deep inside', () => accept({}, { email: { a: [{ prototype: marker }] } }), 'bad_command'],
      ['toString as a field', () => accept({}, { email: 'a@b.ch', toString: marker }), 'not_asked'],
      ['__proto__ beside the envelope', () => spoilt('"seen":', `"__proto__":{"${marker}":1},"seen":`), 'bad_command'],
      ['a consent to a prototype', () => accept({ consents: { constructor: ['email'] } }), 'bad_command'],
      ['a consent to what is not proposed', () => accept({ consents: { treats: ['email'] } }), 'not_invited'],
      ['a NUL in a text', () => accept({}, { email: `a\0${marker}` }), 'bad_command'],
      ['half a character', () => accept({}, { email: `\ud800${marker}` }), 'bad_command'],
      ['a number that is none', () => spoilt('"email":"a@b.ch"', '"email":1e999'), 'bad_command'],
      ['a value without end', () => spoilt('"a@b.ch"', '['.repeat(50_000) + ']'.repeat(50_000)), 'bad_command'],
      ['more than a command', () => accept({ points: { bonus: 1_000_000 } }), 'bad_command'],
      ['a stage of its own', () => accept({ stage: 'convert' }), 'bad_command'],
      ['a touchpoint that is none', () => accept({ touchpoint: marker }), 'unknown_touchpoint'],
      ['an offer that is none', () => page.accept(marker, {}), 'unknown_offer'],
      ['an offer of another place', () => page.accept('deskClub', { email: 'a@b.ch' }), 'not_here'],
      ['a receive offer', () => page.accept('coupon', {}), 'device_only'],
      ['a choose offer', () => page.accept('finder', { terrain: 'alpine' }), 'device_only'],
      ['a no to a choose offer', () => page.say({ type: 'decline', offer: 'finder' }), 'device_only'],
      ['an observation', () => page.say({ type: 'observe', field: 'basket', value: [marker] }), 'device_only'],
      ['a display', () => page.say({ type: 'shown', offer: 'raffle' }), 'device_only'],
      ['a dismissal', () => page.say({ type: 'dismiss', offer: 'raffle' }), 'device_only'],
      ['an act of staff', () => accept(evidence({ act: 'staff' })), 'bad_command'],
      ['an act of an import', () => accept(evidence({ act: 'import' })), 'bad_command'],
      ['an actor', () => accept(evidence({ actor: 'staff:17' })), 'bad_command'],
      ['a proof on paper', () => accept(evidence({ medium: 'paper', reference: 'box 3' })), 'bad_command'],
      [
        'another notice',
        () => accept(evidence({ notice: { hash: 'f'.repeat(64), version: 3, language: 'en' } })),
        'wrong_notice',
      ],
      ['points', () => ({ ...page.say({ type: 'erase' }), type: 'award', points: { bonus: 9 } }), 'backend_only'],
      ['a membership of old', () => ({ ...accept({}), type: 'enrol' }), 'backend_only'],
      ['a return', () => ({ ...page.say({ type: 'erase' }), type: 'reverse' }), 'backend_only'],
      ['a confirmation', () => ({ ...page.say({ type: 'erase' }), type: 'confirm', field: 'email' }), 'backend_only'],
      ['a time that is none', () => accept({ at: -1 }), 'bad_command'],
      ['somebody else’s subject', () => accept({ subject: crypto.randomUUID() }), 'wrong_subject'],
    ]

    it.each(cases)('%s, from a stranger', async (_, make, code) => {
      const reply = await send(make())
      expect(codes(reply)).toEqual([code])
      expect(reply).toMatchObject({ subject: null, state: null })
      expect([seen.stores, page.jar.size]).toEqual([0, 0])
    })

    it.each(cases)('%s, from somebody known, beside a good one', async (_, make, code) => {
      const known = await page.send(page.accept('callback', { phone: '+41' }))
      const reply = await send(make(), page.accept('membership', { email: 'a@b.ch' }))
      expect(codes(reply)).toEqual([code, 'ok'])
      expect(reply.subject).toBe(known.subject)
      expect(reply.state?.values).toEqual({ phone: '+41', email: 'a@b.ch' })
      expect(reply.state?.points.bonus?.balance).toBe(500)
    })

    it('a field that is named two hundred times is kept once', async () => {
      await page.send(page.accept('raffle', { email: 'a@b.ch' }))
      const fields = Array.from({ length: 200 }, () => 'email')
      const again = page.accept('raffle', {}, { consents: { newsletter: fields } })
      expect(codes(await page.send(page.say({ type: 'withdraw', purpose: 'newsletter', fields }), again))).toEqual([
        'ok',
        'ok',
      ])
      expect(seen.steps.at(-1)?.commands.map(({ events }) => events.length < 5)).toEqual([true, true])
    })

    it('leaves no trace of any value in the store', async () => {
      const dump = await opened.dump()
      const kept = (text: string): boolean => dump.includes(text)
      expect([kept(page.subject as string), kept('a@b.ch')]).toEqual([true, false])
      expect([marker, 'x'.repeat(1_000), 'f'.repeat(64), 'toString'].filter(kept)).toEqual([])
    })
  })
})
