import { createHash } from 'node:crypto'
import { type ModelRefusalCode, modelOf, type ReadModelOptions, readModel } from 'evenhanded/basket'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readContents } from '../../../src/basket/model/read-contents.js'
import { naive } from './naive.js'
import { type Parts, sealed, written } from './sealed.js'
import { anItem, facts, someWeights, weighed } from './weighed.js'

const weights = weighed([
  { item: 'boots', goesWith: { wax: 0.6, laces: 0.3 } },
  { item: 'wax', goesWith: { boots: 0.5 } },
  { item: 'laces', goesWith: {} },
])
const model = modelOf(weights, facts)
const bytes = model.bytes()
const base64 = Buffer.from(bytes).toString('base64')

function refusal(given: unknown, options?: ReadModelOptions) {
  const read = readModel(given as never, options)
  return read.ok ? undefined : read.error
}
const code = (given: unknown, options?: ReadModelOptions) => refusal(given, options)?.code

describe('readModel', () => {
  it('reads what was written, and it says the same of itself', () => {
    const read = readModel(bytes)
    expect(read).toMatchObject({ ok: true, value: { ...facts, items: ['boots', 'wax', 'laces'] } })
    if (!read.ok) return
    expect(read.value.toJson()).toEqual(model.toJson())
    expect(read.value.checksum).toBe(createHash('sha256').update(bytes.subarray(0, -32)).digest('hex'))
    expect(read.value.bytes()).toEqual(bytes)
  })

  it('takes the same bytes however they are held', () => {
    const inside = new Uint8Array(bytes.length + 9)
    inside.set(bytes, 5)
    const held = [
      ...[bytes.buffer, Buffer.from(bytes), inside.subarray(5, 5 + bytes.length), new DataView(bytes.buffer)],
      ...[base64, Buffer.from(bytes).toString('base64url'), base64.replace(/(.{76})/g, '$1\n')],
    ]
    for (const given of held) expect(readModel(given as Uint8Array)).toMatchObject({ ok: true })
  })

  it('keeps a copy, so that what is written over later changes nothing', () => {
    const given = model.bytes()
    const read = readModel(given)
    given.fill(0)
    expect(read.ok && read.value.bytes()).toEqual(bytes)
    expect(Object.isFrozen(read.ok && read.value.items)).toBe(true)
    model.bytes().fill(0)
    expect(model.bytes()).toEqual(bytes)
  })

  it('refuses another model than was asked for', () => {
    expect(code(bytes, { program: 'alpine-shop', name: 'goesWith', checksum: model.checksum })).toBeUndefined()
    expect(refusal(bytes, { program: 'forum' })).toEqual({
      code: 'wrong_model',
      message: 'This is another model than was asked for.',
      remedy: 'Load the one that was trained for this.',
      facts: { what: 'program', expected: 'forum', found: 'alpine-shop' },
    })
    expect(code(bytes, { name: 'alsoBought' })).toBe('wrong_model')
    expect(code(bytes, { checksum: '0'.repeat(64) })).toBe('wrong_model')
  })

  it('refuses a model of another catalogue: one that has less than half of what it knows', () => {
    expect(code(bytes, { items: ['boots', 'wax', 'tent'] })).toBeUndefined()
    expect(code(bytes, { items: new Set(['boots', 'laces']) })).toBeUndefined()
    expect(refusal(bytes, { items: ['boots', 'tent'] })).toMatchObject({
      code: 'other_catalogue',
      facts: { known: 1, of: 3 },
    })
    expect(code(modelOf(weighed([]), facts).bytes(), { items: [] })).toBeUndefined()
  })
})

describe('what is no whole model', () => {
  it('is refused wherever its end is missing', () => {
    for (let length = 1; length < bytes.length; length++) expect(code(bytes.subarray(0, length))).toBe('truncated')
  })

  it('is refused whichever byte was changed', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = bytes.slice()
        changed[at]! ^= by
        expect(code(changed)).toMatch(at < 4 ? /^not_a_model$/ : /^(damaged|truncated|wrong_version)$/)
      }),
      { numRuns: 600 },
    )
  })

  it('is refused where something follows it', () => {
    expect(code(Buffer.concat([bytes, Buffer.from('\n')]))).toBe('damaged')
  })

  it('is refused in another version', () => {
    const newer = bytes.slice(0, -32)
    newer[4] = 2
    expect(refusal(sealed(newer))).toMatchObject({ code: 'wrong_version', facts: { version: 2, reads: 1 } })
  })

  it('is refused whatever it is', () => {
    const handedOver = new ArrayBuffer(8)
    structuredClone(handedOver, { transfer: [handedOver] })
    const others: readonly [unknown, ModelRefusalCode][] = [
      ...(['', 'not base 64!', 'QUJD', '💐', '<!doctype html>', new Uint8Array(), new ArrayBuffer(0)] as const).map(
        (given): [unknown, ModelRefusalCode] => [given, 'not_a_model'],
      ),
      ...[undefined, null, 7, {}, [], { byteLength: 100 }, new Date(), handedOver, () => bytes].map(
        (given): [unknown, ModelRefusalCode] => [given, 'not_a_model'],
      ),
      [{ byteLength: 2 ** 40 }, 'too_large'],
      ['A'.repeat(2 ** 28), 'too_large'],
      [new Uint8Array(2 ** 27 + 1), 'too_large'],
    ]
    for (const [given, expected] of others) expect(code(given)).toBe(expected)
  })

  it('is refused where chance wrote it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (given) => {
        expect(code(given)).toBeDefined()
      }),
    )
    const afterMagic = fc
      .uint8Array({ maxLength: 300 })
      .map((given) => sealed(Buffer.concat([bytes.subarray(0, 6), given])))
    fc.assert(
      fc.property(afterMagic, (given) => {
        expect(code(given)).toBeDefined()
      }),
    )
  })
})

describe('a model that lies under a good checksum', () => {
  const { unit, ...said } = headOf(bytes)
  const head = { ...said, unit }
  const honest = (): Parts => ({
    ...{ head: JSON.stringify(head), counts: [2, 1, 0], steps: [65_535, 6_000, 1] },
    ...{ targets: [1, 2, 0], weights: [255, 100, 200] },
  })
  const lie = (parts: Partial<Parts>) => refusal(written({ ...honest(), ...parts }))
  const headLie = (parts: object) => lie({ head: JSON.stringify({ ...head, ...parts }) })

  it('is told by what is wrong: the honest one is taken', () => {
    expect(lie({})).toBeUndefined()
  })

  it.each([
    ['a place that no item has', { targets: [1, 3, 0] }],
    ['a place far away', { targets: [1, 65_535, 0] }],
    ['places that do not rise', { targets: [2, 1, 0] }],
    ['a place twice', { targets: [1, 1, 0] }],
    ['a weight of nothing', { weights: [255, 0, 200] }],
    ['a step of nothing', { steps: [65_535, 0, 1] }],
    ['more neighbours than there are', { counts: [2, 1, 1] }],
    ['fewer neighbours than there are', { counts: [2, 0, 0] }],
    ['more neighbours than any file has', { counts: [65_535, 65_535, 65_535] }],
    ['a weight too few', { weights: [255, 100] }],
    ['a weight too many', { weights: [255, 100, 200, 7] }],
    ['no rows', { counts: [], steps: [], targets: [], weights: [] }],
  ] as const)('%s is refused', (_, parts) => {
    expect(lie(parts as unknown as Partial<Parts>)).toMatchObject({ code: 'damaged', facts: { what: 'rows' } })
  })

  it.each([
    ['items', { items: ['boots', 'wax', 'boots'] }],
    ['items', { items: ['boots', 'wax', 3] }],
    ['items', { items: { length: 3 } }],
    ['items', { items: undefined }],
    ['program', { program: 7 }],
    ['program', { program: '' }],
    ['name', { name: ['goesWith'] }],
    ['date', { date: '2026-02-30' }],
    ['date', { date: 'yesterday' }],
    ['date', { date: '2026-11-22T10:00:00Z' }],
    ['method', { method: 'guess' }],
    ['method', { method: 'constructor' }],
    ['minMembers', { minMembers: 0 }],
    ['minMembers', { minMembers: 1.5 }],
    ['minMembers', { minMembers: '5' }],
    ['lambda', { lambda: -1 }],
    ['lambda', { lambda: null }],
    ['neighbours', { neighbours: 0 }],
    ['members', { members: 'all' }],
    ['baskets', { baskets: 1e300 }],
    ['unit', { unit: 0 }],
    ['unit', { unit: '1' }],
    ['unit', { unit: 1e39 }],
  ])('%s of %j is refused', (what, parts) => {
    expect(headLie(parts)).toMatchObject({ code: 'damaged', facts: { what } })
  })

  it.each(['', 'null', '7', '"x"', '[]', '{', '{}', '{"items":1e999}', '['.repeat(100_000), Uint8Array.of(0xff, 0xfe)])(
    'a head that is no head is refused (%#)',
    (other) => {
      expect(lie({ head: other })?.code).toBe('damaged')
    },
  )

  it('more items or fewer than there are rows are refused', () => {
    expect(headLie({ items: ['boots', 'wax'] })?.code).toBe('damaged')
    expect(headLie({ items: ['boots', 'wax', 'laces', 'tent'] })?.code).toBe('damaged')
  })

  it('a head that claims to be longer than the file is refused', () => {
    const long = bytes.slice(0, -32)
    new DataView(long.buffer).setUint32(10, 0xffffffff, true)
    expect(refusal(sealed(long))).toMatchObject({ code: 'damaged', facts: { what: 'head' } })
  })

  it('a length that is not the file’s is refused', () => {
    const short = bytes.slice()
    new DataView(short.buffer).setUint32(6, bytes.length - 1, true)
    short.set(createHash('sha256').update(short.subarray(0, -32)).digest(), short.length - 32)
    expect(code(short)).toBe('damaged')
  })

  it('takes nothing from names that a language lends to all objects', () => {
    const json = JSON.stringify(head)
    const inherited = `{"__proto__":${json}}`
    expect(lie({ head: inherited })?.code).toBe('damaged')
    expect(
      lie({ head: json.replace('{', '{"__proto__":{"program":"forum"},"constructor":1,"toString":2,') }),
    ).toBeUndefined()
    expect(({} as { program?: string }).program).toBeUndefined()
  })

  it('is refused, or answers by what it says, wherever it was changed', () => {
    const change = fc.tuple(fc.nat(400), fc.nat(255))
    let taken = 0
    fc.assert(
      fc.property(
        someWeights,
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.array(anItem),
        (some, changes, basket) => {
          const other = modelOf(some, facts).bytes().slice(0, -32)
          for (const [at, byte] of changes) other[14 + (at % (other.length - 14))] = byte
          const given = sealed(other)
          const read = readModel(given)
          if (!read.ok) {
            expect(read.error.code).toBe('damaged')
            return
          }
          taken++
          const contents = readContents(given)
          expect(contents.ok && read.value.similar(basket)).toEqual(contents.ok && naive(contents.value, basket))
        },
      ),
      { numRuns: 500 },
    )
    expect(taken).toBeGreaterThan(0)
  })
})

function headOf(of: Uint8Array): { readonly [name: string]: unknown } {
  const length = new DataView(of.buffer).getUint32(10, true)
  return JSON.parse(Buffer.from(of.subarray(14, 14 + length)).toString())
}
