import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { blockOf, type ChainedBlock } from '../../../src/core/chain/block.js'
import { type ChainedLine, entryBytes } from '../../../src/core/chain/entry.js'
import { sign, type Transfer, type TransferKind } from '../../../src/core/points/transfer.js'
import type { Act } from '../../../src/core/subject/envelope.js'
import type { SealedEvent } from '../../../src/core/subject/event.js'
import type { Said } from '../../../src/core/subject/said.js'

export const hash = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex')

const at = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 })
const name = fc.constantFrom('email', 'birthday', 'newsletter', 'raffle', 'web', 'größe', 'constructor')
const points = fc.nat(5_000)
const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const uuid = fc.uuid()
const words = fc.constantFrom('order:4711', 'Frau Müller rang up', 'case "8"\n')
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const taken = fc.array(fc.record({ seq: fc.nat(9), expiresAt: at, amount: points }), { minLength: 1, maxLength: 3 })

const transferOf = (kind: TransferKind): fc.Arbitrary<Transfer> =>
  fc
    .record({
      key: uuid,
      currency: fc.constantFrom('bonus', 'miles'),
      kind: fc.constant(kind),
      seq: fc.constant(1),
      amount: points,
      balanceAfter: fc.integer({ min: -500, max: 1_000_000 }),
      at,
      reason: words,
      code: optional(fc.constantFrom('reward:voucher', 'rule:purchase')),
      lot: optional(fc.record({ availableAt: at, expiresAt: fc.oneof(at, fc.constant(8_640_000_000_000_000)) })),
      taken: optional(taken),
      back: optional(taken),
      fills: optional(points),
      owes: optional(points),
      shortfall: optional(points),
      hold: optional(fc.record({ key: uuid, until: at, graceEnd: at })),
      undoes: optional(uuid),
      tallies: optional(fc.array(fc.record({ name, n: fc.integer(), until: at }), { maxLength: 2 })),
      deed: optional(fc.record({ name, day: fc.nat(30_000), n: fc.nat(9), keptFrom: fc.nat(30_000) })),
      tier: optional(fc.option(fc.record({ name, since: at, until: at }))),
      giver: optional(uuid),
      actor: optional(words),
      to: optional(uuid),
      withheld: optional(points),
    })
    .map((one) => plainJson(one) as unknown as Transfer)

const events: { readonly [T in SealedEvent['type']]: fc.Arbitrary<object> } = {
  accepted: fc.record({
    offer: name,
    at,
    weighed: optional(fc.record({ gave: fc.double({ noNaN: true, min: 0, max: 1e6 }), got: fc.nat(1_000) })),
  }),
  supplemented: fc.record({ offer: name, at, weighed: fc.record({ gave: points, got: points }) }),
  begun: fc.record({ offer: name, at, weighed: optional(fc.record({ gave: points, got: points })) }),
  declined: fc.record({ offer: name, at }),
  dismissed: fc.record({ offer: name, at }),
  shown: fc.record({ offer: name, at, channel: optional(name) }),
  appraised: fc.record({ offer: name, worth: fc.constantFrom('nothing', 'less', 'even', 'more'), at }),
  complained: fc.record({ at }),
  reconciled: fc.record({ at }),
  left: fc.record({ offer: name, at }),
  learned: fc.record({
    field: name,
    at,
    source: fc.record({ provenance: fc.constant('declared'), offer: optional(name), touchpoint: name, givenAt: at }),
    commitment: hex,
  }),
  granted: fc.record({
    purpose: name,
    field: name,
    basis: fc.constantFrom('consent', 'contract'),
    offer: name,
    at,
    until: optional(at),
    terms: optional(hex),
    command: uuid,
  }),
  refused: fc.record({ purpose: name, field: name, at, command: uuid }),
  withdrawn: fc.record({ purpose: name, field: name, at, command: uuid }),
  expired: fc.record({ purpose: name, field: name, at, command: uuid }),
  unconfirmed: fc.record({ purpose: name, field: name, at, until: at, command: uuid }),
  effective: fc.record({ purpose: name, field: name, at, command: uuid }),
  objected: fc.record({ purpose: name, at, command: uuid }),
  forgotten: fc.record({ field: name, at }),
  confirmed: fc.record({ field: name, at }),
  kept: fc.record({ purpose: name, field: name, at, until: at }),
  signalled: fc.record({ signal: fc.constant('gpc'), at, command: uuid }),
  messaged: fc.record({ field: name, message: uuid, at }),
  restricted: fc.record({ at }),
  unrestricted: fc.record({ at }),
  'age-declared': fc.record({ band: fc.constantFrom('adult', 'child'), at }),
  'age-proven': fc.record({ band: fc.constantFrom('adult', 'child'), at, reason: words, actor: words }),
  paid: fc.record({ field: name }),
  given: fc.record({
    offer: name,
    benefit: fc.record({
      benefit: fc.constant('points'),
      says: fc.constantFrom('500 points', '«Fünf Paar» 🎁'),
      points: fc.record({ bonus: points, reason: points }),
    }),
    state: fc.constantFrom('given', 'pending'),
    at,
  }),
  booked: fc.record({ transfer: transferOf('award') }),
  drawn: fc.record({ counter: name, amount: points, most: points }),
  issued: fc.record({
    coupon: fc.record({
      code: fc.constant('7K2M9QXR4T0BV3ZD'),
      reward: name,
      key: uuid,
      issuedAt: at,
      validUntil: at,
      state: fc.constant('issued'),
    }),
  }),
  used: fc.record({ code: fc.constant('7K2M9QXR4T0BV3ZD'), at }),
  voided: fc.record({ code: fc.constant('7K2M9QXR4T0BV3ZD'), at }),
  entered: fc.record({ raffle: name, ticket: hex, at }),
  unentered: fc.record({ raffle: name, at }),
  suspended: fc.record({ gate: name, sanction: name, until: at, at, reason: words, actor: words }),
  lifted: fc.record({ gate: name, at, reason: words, actor: words }),
  appealed: fc.record({ gate: name, at, reason: words }),
  expected: fc.record({ currency: name, amount: fc.integer() }),
  erased: fc.record({ at }),
}

export const eventTypes = Object.keys(events) as readonly SealedEvent['type'][]
export const transferKinds = Object.keys(sign) as readonly TransferKind[]

const said: fc.Arbitrary<Said> = fc
  .record({
    type: fc.constantFrom('accept', 'withdraw', 'rectify', 'erase'),
    touchpoint: name,
    givenAt: at,
    act: optional(fc.constantFrom<Act>('tick', 'button', 'staff')),
    notice: optional(
      fc.record({ hash: hex, version: fc.nat(9), language: fc.constantFrom('en', 'de'), variant: optional(name) }),
    ),
    actor: optional(words),
    medium: optional(fc.constantFrom('paper', 'phone')),
    reference: optional(words),
  })
  .map((one) => plainJson(one) as unknown as Said)

/** A line of the log with an event of this type, and one more of any. */
export const logOf = (type: SealedEvent['type']): fc.Arbitrary<ChainedLine> =>
  fc
    .record({
      kind: fc.constant('log' as const),
      subject: uuid,
      version: fc.constant(1),
      command: uuid,
      at,
      said,
      events: fc.tuple(
        ...[type, ...(type === 'erased' ? [] : (['granted'] as const))].map((one) =>
          events[one].map((event) => ({ type: one, ...event })),
        ),
      ),
    })
    .map((one) => plainJson(one) as unknown as ChainedLine)

export const ledgerLineOf = (kind: TransferKind): fc.Arbitrary<ChainedLine> =>
  fc.record({ kind: fc.constant('transfer' as const), subject: uuid, transfer: transferOf(kind) })

/** What most lines are. */
export const plainAward: fc.Arbitrary<ChainedLine> = ledgerLineOf('award').map((line) => {
  const { key, currency, kind, seq, amount, at, reason, lot } = (line as ChainedLine & { kind: 'transfer' }).transfer
  const transfer = { key, currency, kind, seq, amount, balanceAfter: amount, at, reason, ...(lot && { lot }) }
  return { kind: 'transfer' as const, subject: line.subject, transfer }
})

/** Any line of any kind. */
export const anyLine: fc.Arbitrary<ChainedLine> = fc.oneof(
  plainAward,
  ...eventTypes.map(logOf),
  ...transferKinds.map(ledgerLineOf),
)

/** Through JSON, as a store tells it. */
const plainJson = (value: object): object => JSON.parse(JSON.stringify(value)) as object

/**
 * A log of so many lines of all kinds, the same in each run. Each is of its subject's and account's next number; five
 * subjects share it.
 */
export function logOfAllKinds(count: number): readonly ChainedLine[] {
  const drawn = [...eventTypes.map(logOf), ...transferKinds.map(ledgerLineOf)].flatMap((line, n) =>
    fc.sample(line, { numRuns: Math.ceil(count / (eventTypes.length + transferKinds.length)), seed: n + 1 }),
  )
  const numbers = new Map<string, number>()
  return shuffled(drawn)
    .slice(0, count)
    .map((line, n) => {
      const subject = `00000000-0000-8000-8000-00000000000${n % 5}`
      const of = line.kind === 'log' ? subject : `${subject}/${line.transfer.currency}`
      const number = (numbers.get(of) ?? 0) + 1
      numbers.set(of, number)
      return line.kind === 'log'
        ? { ...line, subject, version: number }
        : { ...line, subject, transfer: { ...line.transfer, seq: number } }
    })
}

/** The same disorder in each run. */
const shuffled = <Item>(items: readonly Item[]): readonly Item[] =>
  items
    .map((item, n) => [hash(Buffer.from(String(n))), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item)

export const hashesOf = (lines: readonly ChainedLine[]): readonly string[] => {
  const bytes = entryBytes()
  return lines.map((line) => hash(bytes(line)))
}

/** Blocks over all lines, each of so many. */
export function blocksOf(
  lines: readonly ChainedLine[],
  size: number,
  hashes: readonly string[] = hashesOf(lines),
): readonly ChainedBlock[] {
  const blocks: ChainedBlock[] = []
  for (let from = 0; from < lines.length; from += size) {
    const content = {
      hashes: hashes.slice(from, from + size),
      cursor: String(from + size),
      at: 1_800_000_000_000 + from,
    }
    blocks.push(blockOf(blocks.at(-1) ?? null, content, hash))
  }
  return blocks
}

/** The items as a store would page them. */
export function pagesOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const pages: (readonly Item[])[] = []
  for (let from = 0; from < items.length; from += size) pages.push(items.slice(from, from + size))
  return pages
}
