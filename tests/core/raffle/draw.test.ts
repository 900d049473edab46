import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDraw } from '../../../src/core/raffle/check-draw.js'
import { commitmentOf, type Draw, type DrawInput, drawOf, rootOf } from '../../../src/core/raffle/draw.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const seedOf = (n: number): string => sha256(`seed ${n}`)
const ticketsOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => sha256(`${n}`).slice(0, 12))

const hex = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: min, maxLength: max })
const prizes = fc.array(fc.record({ says: fc.string(), count: fc.integer({ min: 1, max: 3 }) }), {
  minLength: 1,
  maxLength: 4,
})
/** With members who own several tickets, where there are members at all. */
const input: fc.Arbitrary<DrawInput> = fc
  .record(
    {
      seed: hex(64, 64),
      tickets: fc.uniqueArray(hex(8, 8), { minLength: 1, maxLength: 12 }),
      prizes,
      beacon: hex(8, 8),
      winsAgain: fc.boolean(),
      members: fc.integer({ min: 1, max: 8 }),
    },
    { requiredKeys: ['seed', 'tickets', 'prizes'] },
  )
  .map(({ members, ...drawn }) =>
    members === undefined
      ? drawn
      : { ...drawn, owners: Object.fromEntries(drawn.tickets.map((ticket, n) => [ticket, `member ${n % members}`])) },
  )

/** How far counts are from what is expected of each, as chi-square. */
const distance = (counts: readonly number[], expected: readonly number[]): number =>
  counts.reduce((total, count, n) => total + (count - (expected[n] as number)) ** 2 / (expected[n] as number), 0)

const countsBy = (all: readonly string[], found: readonly (string | undefined)[]): readonly number[] =>
  all.map((one) => found.filter((other) => other === one).length)

describe('a draw', () => {
  it('is right when it is done again', () => {
    fc.assert(
      fc.property(input, (given) => {
        const draw = drawOf(given, sha256)
        expect(checkDraw(draw, sha256, given.tickets)).toEqual([])
        expect(checkDraw(JSON.parse(JSON.stringify(draw)) as Draw, sha256)).toEqual([])
      }),
    )
  })

  it('does not depend on the order in which tickets come, nor on how often one is named', () => {
    const shuffled = input.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray([...given.tickets], { minLength: given.tickets.length }),
        fc.subarray([...given.tickets]),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([given, tickets, again]) => {
        expect(drawOf({ ...given, tickets: [...tickets, ...again] }, sha256)).toEqual(drawOf(given, sha256))
      }),
    )
  })

  it('gives every prize while there is somebody to win it, and nobody two unless said', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { winners } = drawOf(given, sha256)
        const owners = winners.map(({ ticket }) => given.owners?.[ticket] ?? ticket)
        const all = new Set(given.tickets.map((ticket) => given.owners?.[ticket] ?? ticket))
        const most = given.winsAgain ? given.tickets.length : all.size
        const turns = given.prizes.flatMap(({ count }, prize) => Array<number>(count).fill(prize))
        expect(winners.map(({ prize }) => prize)).toEqual(turns.slice(0, most))
        expect(new Set(winners.map(({ ticket }) => ticket)).size).toBe(winners.length)
        if (!given.winsAgain) expect(new Set(owners).size).toBe(owners.length)
      }),
    )
  })

  it('without tickets has no winners', () => {
    const draw = drawOf({ seed: seedOf(1), tickets: [], prizes: [{ says: 'Shoes', count: 2 }] }, sha256)
    expect(draw).toMatchObject({ entries: 0, winners: [] })
    expect(checkDraw(draw, sha256)).toEqual([])
  })

  it('can be followed by hand', () => {
    const tickets = ['0a', '0b', '0c']
    const seed = '00'.repeat(32)
    const draw = drawOf({ seed, tickets, prizes: [{ says: 'Shoes', count: 1 }], beacon: 'b' }, sha256)
    expect(draw.commitment).toBe(sha256(`["seed","${seed}"]`))
    expect(draw.root).toBe(sha256('["entries",[["0a","0a"],["0b","0b"],["0c","0c"]],[["Shoes",1]],false]'))
    expect(draw.key).toBe(sha256(`["draw","${seed}","${draw.root}","b"]`))
    const place = Number(BigInt(`0x${sha256(`["number","${draw.key}",0]`)}`) % 3n)
    expect(draw.winners).toEqual([{ prize: 0, ticket: tickets[place] }])
  })

  it('skips a number of the last, incomplete turn, which would favour the first tickets', () => {
    const asked: string[] = []
    const first = (text: string) => {
      if (!text.startsWith('["number"')) return sha256(text)
      asked.push(text)
      return asked.length === 1 ? 'f'.repeat(64) : `${'0'.repeat(63)}2`
    }
    const given = { seed: seedOf(1), prizes: [{ says: 'Shoes', count: 1 }] }
    // 2^256 - 1 is a multiple of 3: the last number is the one that is too many.
    expect(drawOf({ ...given, tickets: ['0a', '0b', '0c'] }, first).winners).toEqual([{ prize: 0, ticket: '0c' }])
    expect(asked).toHaveLength(2)
  })
})

describe('the chances', () => {
  const tickets = ticketsOf(10)
  const many = Array.from({ length: 4_000 }, (_, n) => seedOf(n))
  /** Of chi-square with nine degrees of freedom, less than one in a thousand lies above. */
  const bound = 27.88

  it('are the same for every ticket, for the first prize and for the last', () => {
    const given = { tickets, prizes: [{ says: 'Shoes', count: 9 }] }
    const draws = many.map((seed) => drawOf({ ...given, seed }, sha256).winners)
    for (const place of [0, 1, 8]) {
      const counts = countsBy(
        tickets,
        draws.map((winners) => winners[place]?.ticket),
      )
      expect(distance(counts, Array(10).fill(400))).toBeLessThan(bound)
    }
  })

  it('grow with the tickets of a member, and only with them', () => {
    const owners = Object.fromEntries(tickets.map((ticket, n) => [ticket, n < 4 ? 'ann' : n < 7 ? 'bob' : ticket]))
    const names = ['ann', 'bob', ...tickets.slice(7)]
    const given = { tickets, owners, prizes: [{ says: 'Shoes', count: 1 }] }
    const found = many.map((seed) => owners[drawOf({ ...given, seed }, sha256).winners[0]?.ticket ?? ''])
    expect(distance(countsBy(names, found), [1_600, 1_200, 400, 400, 400])).toBeLessThan(18.47)
  })

  it('change with the beacon, so that who knows the seed does not know the winner', () => {
    const given = { seed: seedOf(0), tickets, prizes: [{ says: 'Shoes', count: 1 }] }
    const found = many.map((beacon) => drawOf({ ...given, beacon }, sha256).winners[0]?.ticket)
    expect(distance(countsBy(tickets, found), Array(10).fill(400))).toBeLessThan(bound)
  })
})

describe('a published draw in which something was changed', () => {
  const turned = (text: string) => `${text[0] === '0' ? '1' : '0'}${text.slice(1)}`
  const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T
  const without = <T>(all: readonly T[], n: number): readonly T[] => all.filter((_, m) => m !== n % all.length)

  /** Each changes one thing, or gives the draw back where there is nothing of the kind. */
  const changes: Readonly<Record<string, (draw: Draw, n: number) => Draw>> = {
    seed: (draw) => ({ ...draw, seed: turned(draw.seed) }),
    commitment: (draw) => ({ ...draw, commitment: turned(draw.commitment) }),
    root: (draw) => ({ ...draw, root: turned(draw.root) }),
    key: (draw) => ({ ...draw, key: turned(draw.key) }),
    'number of entries': (draw, n) => ({ ...draw, entries: draw.entries + (n % 2 ? 1 : -1) }),
    'beacon added or changed': (draw) => ({ ...draw, beacon: `${draw.beacon ?? ''}0` }),
    'beacon left out': ({ beacon, ...draw }) => draw,
    'ticket left out': (draw, n) => ({ ...draw, tickets: without(draw.tickets, n) }),
    'ticket added': (draw) => ({ ...draw, tickets: [...draw.tickets, 'g'] }),
    'ticket twice': (draw, n) => ({ ...draw, tickets: [...draw.tickets, pick(draw.tickets, n)].sort() }),
    'ticket changed': (draw, n) => ({
      ...draw,
      tickets: draw.tickets.map((ticket, m) => (m === n % draw.tickets.length ? `${ticket}0` : ticket)),
    }),
    'tickets in another order': (draw) => ({ ...draw, tickets: [...draw.tickets].reverse() }),
    owner: (draw, n) => ({ ...draw, owners: { ...draw.owners, [pick(draw.tickets, n)]: 'somebody else' } }),
    'prize renamed': (draw) => ({
      ...draw,
      prizes: draw.prizes.map((prize) => ({ ...prize, says: `${prize.says}!` })),
    }),
    'prize once more': (draw, n) => ({
      ...draw,
      prizes: draw.prizes.map((prize, m) =>
        m === n % draw.prizes.length ? { ...prize, count: prize.count + 1 } : prize,
      ),
    }),
    'prize left out': (draw, n) => ({ ...draw, prizes: without(draw.prizes, n) }),
    'winning again': (draw) => ({ ...draw, winsAgain: !draw.winsAgain }),
    'winner left out': (draw, n) => ({ ...draw, winners: without(draw.winners, n) }),
    'winner added': (draw, n) => ({ ...draw, winners: [...draw.winners, { prize: 0, ticket: pick(draw.tickets, n) }] }),
    'other winner': (draw, n) => ({
      ...draw,
      winners: draw.winners.map((winner, m) => (m === n % draw.winners.length ? { ...winner, ticket: 'g' } : winner)),
    }),
    'other prize': (draw, n) => ({
      ...draw,
      winners: draw.winners.map((winner, m) =>
        m === n % draw.winners.length ? { ...winner, prize: winner.prize + 1 } : winner,
      ),
    }),
    'winners in another order': (draw) => ({ ...draw, winners: [...draw.winners].reverse() }),
  }

  it.each(Object.keys(changes))('%s: is found', (name) => {
    const change = changes[name] as (typeof changes)[string]
    let found = 0
    fc.assert(
      fc.property(input, fc.nat(100), (given, n) => {
        const draw = drawOf(given, sha256)
        const changed = change(draw, n)
        if (JSON.stringify(changed) === JSON.stringify(draw)) return
        found++
        expect(checkDraw(changed, sha256)).not.toEqual([])
      }),
      { numRuns: 60 },
    )
    expect(found).toBeGreaterThan(10)
  })

  const tickets = ticketsOf(3)
  const draw = drawOf({ seed: seedOf(7), tickets, prizes: [{ says: 'Shoes', count: 1 }] }, sha256)
  const [a, b, c] = draw.tickets as [string, string, string]
  const codes = (changed: Partial<Draw>, mine?: readonly string[]) =>
    checkDraw({ ...draw, ...changed }, sha256, mine).map(({ code }) => code)

  it('says what: another seed than the one committed to', () => {
    expect(codes({ commitment: commitmentOf(seedOf(8), sha256) })).toEqual(['wrong_commitment'])
  })

  it('says what: a ticket too few or too many, or twice, or in the wrong place', () => {
    expect(codes({ tickets: [a, b] })).toContain('ticket_missing')
    expect(codes({ tickets: [...draw.tickets, 'g'] })).toContain('ticket_added')
    expect(codes({ tickets: [a, a, b, c] })).toEqual(['ticket_added', 'ticket_added'])
    expect(checkDraw({ ...draw, tickets: [b, a, c] }, sha256)).toEqual([{ code: 'tickets_reordered', ticket: b }])
  })

  it('says what: a ticket that was sold and is not in the draw, even where all else was made to fit', () => {
    const other = drawOf({ ...draw, tickets: [a, b, 'g'] }, sha256)
    expect(checkDraw(other, sha256)).toEqual([])
    expect(checkDraw(other, sha256, [c])).toEqual([{ code: 'ticket_missing', ticket: c, count: 1 }])
  })

  it('says what: other entries than at the close', () => {
    expect(codes({ root: rootOf({ ...draw, tickets: [a, b] }, sha256) })).toEqual(['wrong_root'])
    expect(codes({ owners: { [a]: 'x' } })).toContain('wrong_root')
  })

  it('says what: another winner, or one that did not win', () => {
    const [winner] = draw.winners
    const loser = draw.tickets.find((ticket) => ticket !== winner?.ticket) as string
    expect(checkDraw({ ...draw, winners: [{ prize: 0, ticket: loser }] }, sha256)).toEqual([
      { code: 'wrong_winner', place: 0, expected: winner, found: { prize: 0, ticket: loser } },
    ])
    expect(checkDraw({ ...draw, winners: [] }, sha256)).toEqual([
      { code: 'wrong_winner', place: 0, expected: winner, found: null },
    ])
  })
})
