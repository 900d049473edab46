import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonBytes, lengthOf, utf8 } from '../../../src/core/chain/json-bytes.js'
import type { Json } from '../../../src/core/json.js'
import { sharedData } from '../../support/shared-data.js'

const written = (value: Json, json = jsonBytes()): string => {
  json.begin()
  json.value(value)
  return new TextDecoder().decode(json.end())
}

const vectors = sharedData('standards/jcs')

/** Whole code points: RFC 8785 has no text for half a surrogate pair. */
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', '\u007f', '€', '😀'))
const leaf = fc.oneof(
  text,
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const value = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('any'), { maxLength: 6 }),
    fc.dictionary(text, tie('any'), { maxKeys: 6 }),
  ) as fc.Arbitrary<Json>,
})).any

describe('jsonBytes', () => {
  it.runIf(vectors)('writes the vectors of RFC 8785', () => {
    const files = readdirSync(join(vectors as string, 'input'))
    expect(files.length).toBeGreaterThan(4)
    for (const file of files) {
      const [input, output] = ['input', 'output'].map((way) => readFileSync(join(vectors as string, way, file), 'utf8'))
      expect(written(JSON.parse(input as string))).toBe((output as string).trimEnd())
    }
  })

  it('writes what canonicalize writes, with one buffer for all', () => {
    const json = jsonBytes()
    fc.assert(
      fc.property(value, (one) => {
        expect(written(one, json)).toBe(canonicalize(one))
      }),
      { numRuns: 1_000 },
    )
  })

  it('writes the numbers of ECMAScript', () => {
    const numbers = [0, -0, 1, 9, 10, 99_999_999, 100_000_000, 1e12, 1_789_999_999_999, Number.MAX_SAFE_INTEGER]
    const others = [-1, 1e21, 1e-7, 0.1, 333333333.3333333, 5e-324, 2 ** 53 + 2, -1e30]
    for (const number of [...numbers, ...others]) expect(written(number)).toBe(JSON.stringify(number))
  })

  it('counts digits', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (number) => lengthOf(number) === String(number).length))
  })

  it('leaves out what JSON leaves out', () => {
    expect(written({ b: undefined, a: 1, c: {} } as unknown as Json)).toBe('{"a":1,"c":{}}')
    expect(written({ b: undefined } as unknown as Json)).toBe('{}')
  })

  it('leaves names out of a part, and of nothing inside it', () => {
    const json = jsonBytes(['reason'])
    json.begin()
    json.part({ reason: 'r', of: { reason: 'inside' }, at: 1 })
    expect(new TextDecoder().decode(json.end())).toBe('{"at":1,"of":{"reason":"inside"}}')
  })

  it('writes names that numbers are, and none that is inherited, in the order of their units', () => {
    const odd = JSON.parse('{"10":1,"9":2,"__proto__":3,"constructor":4,"é":5,"\\u20ac":6,"😀":7,"\ufb33":8}')
    expect(written(odd)).toBe(canonicalize(odd))
  })

  it('stops at no half of a pair: what somebody sends brings no chain to a halt', () => {
    expect(written({ a: 'x\ud800y', '\udfff': 1 })).toBe('{"a":"x\\ud800y","\\udfff":1}')
    expect(written('\ud83d\ude00')).toBe('"😀"')
  })

  it('takes texts that are longer than any buffer', () => {
    const long = `${'a'.repeat(100_000)}é${'日本語'.repeat(20_000)}`
    expect(written([long, long])).toBe(JSON.stringify([long, long]))
  })

  it('forgets shapes rather than fill the memory with them', () => {
    const json = jsonBytes()
    for (let n = 0; n < 12_000; n++) written({ [`z${n}`]: n, a: 1 }, json)
    expect(written({ zz: 1, b: 2, a: 3 }, json)).toBe('{"a":3,"b":2,"zz":1}')
  })
})

describe('utf8', () => {
  it('is what an encoder makes of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (one) => {
        expect(utf8(one)).toEqual(new TextEncoder().encode(one))
      }),
    )
  })
})
