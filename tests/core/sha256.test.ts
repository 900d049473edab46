import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256 } from '../../src/core/sha256.js'

const reference = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

it('is SHA-256 of bytes, whatever their number and wherever they lie', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(10), (bytes, from) => {
      expect(sha256(bytes.subarray(from))).toBe(reference(bytes.subarray(from)))
    }),
    { numRuns: 500 },
  )
  for (let length = 0; length < 200; length++) {
    const bytes = new Uint8Array(length).fill(length)
    expect(sha256(bytes)).toBe(reference(bytes))
  }
})

it('knows the vector of FIPS 180-4', () => {
  expect(sha256(Uint8Array.of(97, 98, 99))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
