import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChainedLine, entryBytes, entryOf } from '../../../src/core/chain/entry.js'
import { changedAt, fieldsOf, isWord } from './fields.js'
import { anyLine, eventTypes, hash, ledgerLineOf, logOf, plainAward, transferKinds } from './lines.js'

const write = entryBytes()
const textOf = (line: ChainedLine): string => new TextDecoder().decode(write(line))

/** A value under each way to write. */
const odd = fc.constantFrom('a"b', '\\', '\n', 'é', '日本', '😀', '\ud800', '', 'x'.repeat(70))

describe('entryBytes', () => {
  it('writes what canonicalize writes, of every kind of line', () => {
    for (const line of [plainAward, ...eventTypes.map(logOf), ...transferKinds.map(ledgerLineOf)])
      fc.assert(
        fc.property(line, (one) => {
          expect(textOf(one)).toBe(canonicalize(entryOf(one)))
        }),
        { numRuns: 50 },
      )
  })

  it('writes it of lines that are all but plain as well', () => {
    const changes = fc.record(
      {
        amount: fc.oneof(fc.maxSafeNat(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        balanceAfter: fc.maxSafeInteger(),
        at: fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 1e12, 1e13, 1e13 - 1)),
        seq: fc.maxSafeNat(),
        currency: odd.filter((one) => one !== '\ud800'),
        key: odd.filter((one) => one !== '\ud800'),
        kind: fc.constantFrom('award', 'redeem', 'a kind that is longer than any'),
        code: odd.filter((one) => one !== '\ud800'),
        actor: fc.constant('staff:17'),
        lot: fc.record(
          { availableAt: fc.maxSafeNat(), expiresAt: fc.maxSafeNat(), more: fc.boolean() },
          { requiredKeys: ['availableAt', 'expiresAt'] },
        ),
        yetUnknown: fc.constant(1),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(plainAward, changes, (line, change) => {
        const { transfer } = line as ChainedLine & { kind: 'transfer' }
        const one = { ...line, transfer: { ...transfer, ...change } } as unknown as ChainedLine
        expect(textOf(one)).toBe(canonicalize(entryOf(one)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('writes odd texts wherever they stand, and half a pair as an escape', () => {
    fc.assert(
      fc.property(plainAward, odd, (line, text) => {
        const { transfer } = line as ChainedLine & { kind: 'transfer' }
        for (const one of [
          { ...line, subject: text },
          { ...line, transfer: { ...transfer, currency: text, code: text } },
        ] as ChainedLine[])
          expect(JSON.parse(textOf(one))).toEqual(JSON.parse(JSON.stringify(entryOf(one))))
      }),
    )
  })

  it('tells any two lines apart that differ in anything but a site’s own words', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const before = hash(write(line))
        for (const path of fieldsOf(line)) {
          const same = hash(write(changedAt(line, path))) === before
          expect(`${path.join('.')} ${same}`).toBe(`${path.join('.')} ${isWord(path)}`)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('names no words of a site’s own, and no value', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const text = textOf(line)
        for (const word of ['order:4711', 'Müller', 'case']) expect(text).not.toContain(word)
      }),
    )
  })
})
