import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/index.js'
import { isClean } from '../../src/server/calls/clean-json.js'
import { canonical } from '../../src/server/secrets/canonical.js'
import { isUuid, madeAt, uuidOf } from '../../src/server/secrets/uuid.js'

const reversed = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(reversed)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, one]) => [name, reversed(one as Json)]),
        )
      : value

const value = fc.jsonValue().filter((one) => isClean(one)) as fc.Arbitrary<Json>

describe('canonical', () => {
  it('is one text, in whatever order the names came', () => {
    fc.assert(fc.property(value, (one) => canonical(reversed(one)) === canonical(one)))
  })

  it('loses nothing, so that no two values share a text', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(JSON.parse(canonical(one))).toEqual(JSON.parse(JSON.stringify(one)))
      }),
    )
  })

  it('leaves out what JSON leaves out', () => {
    expect(canonical({ b: undefined, a: 1 } as unknown as Json)).toBe('{"a":1}')
  })
})

describe('uuidOf', () => {
  it('makes UUIDs of version 8, different for different bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 32 }), (bytes) => {
        const id = uuidOf(bytes)
        expect(isUuid(id)).toBe(true)
        expect(id).toMatch(/^.{14}8.{4}[89ab]/)
        expect(madeAt(id)).toBeUndefined()
        const other = bytes.map((byte, at) => (at === 15 ? byte ^ 1 : byte))
        expect(uuidOf(other)).not.toBe(id)
      }),
    )
  })

  it('and the time of a version 7 can be read', () => {
    expect(madeAt('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(Date.UTC(2022, 1, 22, 19, 22, 22))
  })
})
