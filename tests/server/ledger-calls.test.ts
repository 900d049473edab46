import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { no, opened } from './support/members.js'
import { ledgers, type Opened } from './support/stores.js'

const why = (key: string) => ({ reason: key, key })

describe.each(ledgers)('the backend’s calls about points, in %s', (_, open) => {
  let store: Opened
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  it('earn by rule, rounded down, capped, and more in a campaign as far as its budget goes', async () => {
    const { member } = opened(store)
    const one = await member()
    const said = await one.earn('orders', { amount: 12_90, ...why('order:1') })
    expect(said).toMatchObject({
      outcome: {
        points: [
          { kind: 'award', amount: 12 },
          { kind: 'award', amount: 12 },
        ],
      },
    })
    const two = await member()
    expect(await two.earn('orders', { amount: 100_00, ...why('order:2') })).toMatchObject({
      outcome: { points: [{ amount: 100 }, { amount: 18 }] },
    })
    expect(await two.balance('bonus')).toMatchObject({ available: 118, tier: 'silver' })
    expect(await two.earn('orders', { amount: 950_00, ...why('order:3') })).toMatchObject({
      outcome: { points: [{ amount: 900, withheld: 50 }] },
    })
    expect((await one.statement('bonus')).map(({ code }) => code)).toEqual(['campaign:double', 'rule:orders'])
    expect(await one.earn('visits', { amount: 100, ...why('no') })).toMatchObject(no('unknown_rule'))
  })

  it('did: every rule for a deed gives', async () => {
    const one = await opened(store).member()
    expect(await one.did('visit', { count: 3, ...why('visit:1') })).toMatchObject({
      outcome: { points: [{ currency: 'bonus', amount: 6 }] },
    })
    // @ts-expect-error there is no such deed
    expect(await one.did('sleep', why('sleep'))).toMatchObject(no('unknown_deed'))
  })

  it('hold, capture a part, and the rest comes back; a hold is resolved once', async () => {
    const one = await opened(store).member(100)
    expect(await one.hold({ points: { bonus: 80 }, for: 'PT30M', ...why('cart') })).toMatchObject({
      outcome: { points: [{ kind: 'hold', amount: 80 }] },
    })
    expect(await one.balance('bonus')).toMatchObject({ available: 20, held: 80 })
    const captured = { hold: 'cart', points: { bonus: 50 }, ...why('order') }
    expect(await one.capture(captured)).toMatchObject({ ok: true, known: false })
    expect(await one.capture(captured)).toMatchObject({ ok: true, known: true })
    expect(await one.balance('bonus')).toMatchObject({ available: 50, held: 0 })
    expect(await one.capture({ hold: 'cart', ...why('again') })).toMatchObject(no('hold_over'))
    expect(await one.release({ hold: 'cart', ...why('late') })).toMatchObject(no('hold_over'))
    expect(await one.release({ hold: 'none', ...why('never') })).toMatchObject(no('unknown_hold'))
  })

  it('hold for a while by the clock that decides, and what is over is released unasked', async () => {
    let now = Date.now()
    const one = await opened(store, { clock: () => now }).member(100)
    await one.hold({ points: { bonus: 100 }, for: 'PT30M', ...why('cart') })
    now += 30 * 60_000 - 1
    expect(await one.balance('bonus')).toMatchObject({ available: 0, held: 100 })
    now += 1
    expect(await one.balance('bonus')).toMatchObject({ available: 100, held: 0 })
    expect(await one.capture({ hold: 'cart', ...why('late') })).toMatchObject(no('hold_over'))
    const spent = await one.spend({ points: { bonus: 10 }, ...why('s') })
    // What time did is not what the spending brought.
    expect(spent).toMatchObject({ ok: true, outcome: { points: [{ kind: 'redeem', amount: 10 }] } })
    expect((await one.statement('bonus')).map(({ kind }) => kind)).toEqual(['redeem', 'release', 'hold', 'award'])
  })

  it('release what is held', async () => {
    const one = await opened(store).member(100)
    const until = Date.now() + 60_000
    await one.hold({ points: { bonus: 80 }, until, ...why('cart') })
    expect(await one.release({ hold: 'cart', ...why('emptied') })).toMatchObject({ ok: true })
    expect(await one.balance('bonus')).toMatchObject({ available: 100, held: 0 })
  })

  it('reverse an award by its key, in parts, and no more than there was', async () => {
    const { server, member } = opened(store)
    const one = await member(100)
    await one.award({ points: { bonus: 40 }, ...why('order:7') })
    const part = await one.reverse({ of: 'order:7', points: { bonus: 30 }, ...why('return:1') })
    expect(part).toMatchObject({ outcome: { points: [{ kind: 'reverse', amount: 30 }] } })
    expect(await one.reverse({ of: 'order:7', points: { bonus: 11 }, ...why('return:2') })).toMatchObject(
      no('over_reversal'),
    )
    expect(await one.reverse({ of: 'order:7', ...why('return:3') })).toMatchObject({
      outcome: { points: [{ amount: 10 }] },
    })
    expect(await one.reverse({ of: 'order:7', ...why('return:4') })).toMatchObject(no('over_reversal'))
    expect(await one.reverse({ of: 'nothing', ...why('return:5') })).toMatchObject(no('unknown_transfer'))
    // In one bulk too, where what is undone was not stored yet.
    const [said] = await server.bulk([
      {
        subject: { login: one.login },
        calls: [
          { type: 'award', points: { bonus: 5 }, ...why('order:8') },
          { type: 'reverse', of: 'order:8', ...why('return:8') },
        ],
      },
    ])
    expect(said?.map(({ ok }) => ok)).toEqual([true, true])
    expect(await one.balance('bonus')).toMatchObject({ available: 100 })
  })

  it('owe what was spent already, where the policy says so', async () => {
    const { member } = opened(store, { policy: { returns: { bonus: 'debt' }, floor: { bonus: 30 } } })
    const one = await member(100)
    await one.spend({ points: { bonus: 100 }, ...why('s') })
    expect(await one.reverse({ of: 'start', ...why('r') })).toMatchObject({
      outcome: { points: [{ kind: 'reverse', owes: 30, shortfall: 70 }] },
    })
    expect(await one.balance('bonus')).toMatchObject({ available: 0, debt: 30 })
    expect((await one.statement('bonus'))[0]).toMatchObject({ kind: 'reverse', owes: 30, shortfall: 70 })
  })

  it('convert by the rate of the day; what makes no whole point stays', async () => {
    const one = await opened(store).member(100)
    expect(await one.convert('toMiles', { amount: 10, ...why('c') })).toMatchObject({
      outcome: {
        points: [
          { currency: 'bonus', kind: 'convert', amount: 9 },
          { currency: 'miles', kind: 'credit', amount: 6 },
        ],
      },
    })
    expect(await one.balance('bonus')).toMatchObject({ available: 91 })
    expect(await one.balance('miles')).toMatchObject({ available: 6 })
  })

  it('spend, at a partner’s too', async () => {
    const one = await opened(store).member(100)
    await one.award({ points: { miles: 30 }, partner: 'railway', ...why('trip') })
    expect(await one.spend({ points: { miles: 10 }, partner: 'railway', ...why('ticket') })).toMatchObject({ ok: true })
    expect((await one.statement('miles')).map(({ kind, code }) => [kind, code])).toEqual([
      ['redeem', 'partner:railway'],
      ['award', 'partner:railway'],
    ])
    expect(await one.spend({ points: { bonus: 10 }, partner: 'railway', ...why('b') })).toMatchObject(
      no('unknown_currency'),
    )
    expect(await one.spend({ points: { bonus: 101 }, ...why('much') })).toMatchObject(no('not_enough_points'))
  })

  it('adjust by hand, up and down, with who did it', async () => {
    const one = await opened(store).member(100)
    await one.adjust({ points: { bonus: 20 }, actor: 'staff:17', ...why('up') })
    await one.adjust({ points: { bonus: -70 }, actor: 'staff:17', ...why('down') })
    expect(await one.balance('bonus')).toMatchObject({ available: 50 })
    expect((await one.statement('bonus')).map(({ kind, actor }) => [kind, actor])).toEqual([
      ['deduct', 'staff:17'],
      ['adjust', 'staff:17'],
      ['award', undefined],
    ])
    expect(await one.adjust({ points: { bonus: -51 }, actor: 'staff:17', ...why('too much') })).toMatchObject(
      no('not_enough_points'),
    )
  })

  it('freeze, and thaw', async () => {
    const one = await opened(store).member(100)
    await one.freeze({ actor: 'staff:17', ...why('look') })
    expect(await one.spend({ points: { bonus: 1 }, ...why('s') })).toMatchObject(no('frozen'))
    expect(await one.award({ points: { bonus: 1 }, ...why('a') })).toMatchObject({ ok: true })
    await one.thaw({ actor: 'staff:17', ...why('fine') })
    expect(await one.spend({ points: { bonus: 101 }, ...why('t') })).toMatchObject({ ok: true })
  })

  it('suspend a right with a statement of reasons, which may be appealed, and lifted', async () => {
    const { server } = opened(store)
    const one = server.subject({ login: 'nobody met them yet' })
    const until = Date.now() + 86_400_000
    const by = { actor: 'staff:17', ...why('case:1') }
    expect(await one.appeal('post', why('early'))).toMatchObject(no('no_subject'))
    expect(await one.suspend('post', { sanction: 'spam', until, ...by })).toMatchObject({ ok: true })
    expect(await one.can('post')).toBe(false)
    expect((await one.state())?.state.suspended.post).toMatchObject({ sanction: 'spam', until, reason: 'case:1' })
    expect(await one.appeal('post', why('appeal:1'))).toMatchObject({ ok: true })
    expect(await one.lift('post', { actor: 'staff:18', ...why('case:2') })).toMatchObject({ ok: true })
    expect(await one.can('post')).toBe(true)
    expect(await one.lift('post', { actor: 'staff:18', ...why('case:3') })).toMatchObject(no('not_suspended'))
    expect(await one.suspend('post', { sanction: 'spam', until: 1, actor: 'a', ...why('p') })).toMatchObject(
      no('bad_instant'),
    )
  })

  it('enter a raffle: once for nothing, then for points, each with a ticket', async () => {
    const { member, server } = opened(store)
    const one = await member(100)
    const free = await one.accept('draw', { email: 'a@b.ch' }, { by: {} })
    const bought = await one.enter('lamps', why('e1'))
    const tickets = [free, bought].map((said) => (said.ok ? said.outcome.tickets : undefined))
    expect(tickets).toEqual([
      [{ raffle: 'lamps', ticket: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{16}$/) }],
      [{ raffle: 'lamps', ticket: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{16}$/) }],
    ])
    expect(await one.balance('bonus')).toMatchObject({ available: 95 })
    expect(await one.enter('lamps', why('e2'))).toMatchObject(no('member_limit'))
    // Keys are each member's own, tickets are not.
    const two = server.subject({ login: (await member(100)).login })
    const other = await two.enter('lamps', why('e1'))
    expect(other).toMatchObject({ ok: true })
    expect(other.ok && other.outcome.tickets).not.toEqual(tickets[1])
  })

  it('answer a replay to the byte, and another thing under the key not at all', async () => {
    const one = await opened(store).member(100)
    const first = await one.earn('orders', { amount: 500, ...why('o') })
    const again = await one.earn('orders', { amount: 500, ...why('o') })
    expect(JSON.stringify(again)).toBe(JSON.stringify({ ...first, known: true }))
    expect(await one.earn('orders', { amount: 501, ...why('o') })).toMatchObject(no('id_reused'))
  })

  it('know the names of the program', async () => {
    const one = await opened(store).member()
    // @ts-expect-error there is no such rule
    expect(await one.earn('gold', { amount: 1, ...why('a') })).toMatchObject(no('unknown_rule'))
    // @ts-expect-error there is no such conversion
    expect(await one.convert('gold', { amount: 1, ...why('b') })).toMatchObject(no('unknown_conversion'))
    // @ts-expect-error there is no such partner
    expect(await one.spend({ points: { miles: 1 }, partner: 'x', ...why('c') })).toMatchObject(no('unknown_partner'))
    // @ts-expect-error there is no such raffle
    expect(await one.enter('gold', why('d'))).toMatchObject(no('unknown_raffle'))
    // @ts-expect-error there is no such gate
    expect(await one.lift('gold', { actor: 'a', ...why('e') })).toMatchObject(no('not_suspended'))
    const until = Date.now() + 1_000
    // @ts-expect-error there is no such sanction
    const suspended = one.suspend('post', { sanction: 'x', until, actor: 'a', ...why('f') })
    expect(await suspended).toMatchObject(no('unknown_sanction'))
    // @ts-expect-error there is no such reward
    expect(await one.redeem('gold', { key: 'g' })).toMatchObject(no('unknown_reward'))
    // @ts-expect-error a hold ends at an instant or after a while, not both
    await expect(one.hold({ points: { bonus: 1 }, ...why('h') })).rejects.toMatchObject({ code: 'bad_call' })
  })

  it('erase: what is left is forfeited, held or not', async () => {
    const { server, member } = opened(store)
    const one = await member(100)
    await one.hold({ points: { bonus: 60 }, for: 'P1D', ...why('cart') })
    expect(await one.erase()).toMatchObject({ ok: true })
    const lines = await server.subject(one.id).statement('bonus')
    expect(lines.map(({ kind, amount, balanceAfter }) => [kind, amount, balanceAfter])).toEqual([
      ['forfeit', 100, 0],
      ['release', 60, 100],
      ['hold', 60, 100],
      ['award', 100, 100],
    ])
    expect(await one.state()).toBeNull()
    expect(await one.award({ points: { bonus: 1 }, ...why('later') })).toMatchObject(no('erased'))
  })
})
