import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256 } from '../../src/client/browser/sha256.js'

const reference = (text: string): string => createHash('sha256').update(text).digest('hex')

it('is SHA-256 of the text in UTF-8, whatever its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(reference(text))
    }),
    { numRuns: 500 },
  )
  for (let length = 0; length < 200; length++) expect(sha256('a'.repeat(length))).toBe(reference('a'.repeat(length)))
})

it('knows the vector of FIPS 180-4', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
