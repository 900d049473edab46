import { undoneBy, undoneOf } from '../../core/points/cited.js'
import { enter, note, restore } from '../../core/points/movement.js'
import { reverse } from '../../core/points/reverse.js'
import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { at, awarding, buying, ending, events, lotFrom, moving, reversing, say, shown, stepOf, uuid } from './steps.js'
import { transfersOf } from './story.js'

/** What commands cite of the past is loaded with their subject, and stays with nobody. */
export function citedLaws({ law, store }: Case): void {
  law('cites nothing that nobody asked for', async () => {
    const { member, find, act } = deskOf(await store())
    const subject = await member(awarding(5), buying(2, {}))
    same((await find(subject)).subject.cited, {})
    await act(subject, awarding(1))
    same((await find(subject)).subject.cited, {})
  })

  law('cites every command that is asked, known or not, of whoever is found', async () => {
    const { member, look } = deskOf(await store())
    const [other, none] = [awarding(5), uuid()]
    await member(other)
    const own = awarding(7)
    const subject = await member(own)
    const nothing = { transfers: [], undone: {}, coupons: [] }
    const { cited } = (await look({ subject, cites: [own.id, other.id, none] })).subject
    same(Object.keys(cited).sort(), [own.id, other.id, none].sort())
    same([cited[other.id], cited[none]], [nothing, nothing])
    same(cited[own.id], { ...nothing, transfers: transfersOf(stepOf(subject, nobody, [own])) })
    same((await look({ subject: uuid(), cites: [own.id] })).subject, { ...nobody, cited: { [own.id]: nothing } })
  })

  law('cites a command by its id in capitals', async () => {
    const { member, look } = deskOf(await store())
    const said = awarding(5)
    const subject = await member(said)
    const id = said.id.toUpperCase()
    const { cited } = (await look({ subject, cites: [id] })).subject
    same([Object.keys(cited), cited[id]?.transfers.length], [[id], 1])
  })

  law('cites all transfers of a command, of every currency, in their order', async () => {
    const { member, look } = deskOf(await store())
    const [a, b, c] = [awarding(1, { currency: 'z' }), awarding(2, { currency: 'a' }), awarding(3, { currency: 'm' })]
    const all = say((subject, key) => {
      const parts = [a, b, c].map((one) => one.decide(subject, key))
      return { ok: true, value: parts.flatMap((part) => (part.ok ? part.value : [])) }
    })
    const subject = await member(all)
    const { cited } = (await look({ subject, cites: [all.id] })).subject
    same(
      cited[all.id]?.transfers.map(({ currency, amount }) => [currency, amount]),
      [
        ['z', 1],
        ['a', 2],
        ['m', 3],
      ],
    )
  })

  law('adds up by currency what was undone of a command, as the fold of what was stored since', async () => {
    const { act, member, look } = deskOf(await store())
    const award = awarding(100)
    const subject = await member(award, awarding(9, { currency: 'respect' }), awarding(1000))
    const cited = async () => (await look({ subject, cites: [award.id] })).subject
    const [why, then] = [{ undoes: award.id }, { at, graceEnd: at + 9 }]
    const steps = [
      [reversing(award.id, 30)],
      [reversing(award.id, 20), reversing(award.id, 5, { currency: 'respect' })],
      [moving(7, (account, why) => ({ ...enter(account, 'award', why, lotFrom(at)), withheld: 4 }), { why })],
      [
        moving(2, (account, why) => restore(account, [{ lot: 1, amount: 2, expiresAt: at + 9 }], 0, why, then), {
          why,
        }),
      ],
      [moving(9000, (account, why) => reverse(account, why, { returns: 'balance' }), { why })],
    ]
    same((await cited()).cited[award.id]?.undone, {})
    for (const said of steps) {
      const expected = stepOf(subject, await cited(), said).after.cited
      same(await act(subject, ...said), 'stored')
      same((await cited()).cited, expected)
    }
    const { undone = {} } = (await cited()).cited[award.id] ?? {}
    same([(undone.bonus ?? 0) >= 9000, undone.respect], [true, 5])
  })

  law('knows that something was undone of what has not come yet, be it nothing', async () => {
    const { member, act, look } = deskOf(await store())
    const subject = await member(events(shown))
    const of = uuid()
    await act(subject, reversing(of, 0))
    const { cited } = (await look({ subject, cites: [of] })).subject
    same([undoneOf(cited[of], 'bonus'), undoneOf(cited[of], 'respect')], [0, undefined])
  })

  law('cites what caps had kept back in a time, of one currency', async () => {
    const { member, look } = deskOf(await store())
    const kept = (when: number, currency = 'respect') =>
      moving(0, (account, why) => ({ ...note(account, 'suppress', why), withheld: 5 }), { at: when, currency })
    const all = [kept(at - 1), kept(at), kept(at + 5), kept(at + 5, 'bonus'), kept(at + 9)]
    const promoting = moving(2, (account, why) => enter(account, 'award', why, lotFrom(at)), {
      currency: 'respect',
      why: { undoes: all[1]?.id as string },
    })
    const subject = await member(awarding(3, { currency: 'respect', at }), ...all, promoting)
    const asked = uuid()
    const suppressed = { currency: 'respect', from: at, until: at + 9 }
    const { cited } = (await look({ subject, cites: [asked], suppressed })).subject
    same(Object.keys(cited).sort(), [asked, all[1]?.id, all[2]?.id].sort())
    const [one, other] = [cited[all[1]?.id ?? ''], cited[all[2]?.id ?? '']]
    const [promoted] = transfersOf(stepOf(subject, nobody, [promoting]))
    same(one?.undone, { respect: promoted && undoneBy(promoted) })
    same(
      [one, other].map((cite) => cite?.transfers[0]?.withheld),
      [5, 5],
    )
  })

  law('finds whom a coupon was issued to, and cites what issued it', async () => {
    const { member, look, act } = deskOf(await store())
    const bought = buying(5, { of: { reward: 'mug' }, validUntil: Number.MAX_SAFE_INTEGER })
    const subject = await member(awarding(9), bought)
    await member(awarding(9), buying(5, {}))
    const code = `code of ${bought.id}`
    const found = await look({ coupon: code })
    const coupon = { code, reward: 'mug', key: bought.id, issuedAt: at, validUntil: Number.MAX_SAFE_INTEGER }
    same([found.id, Object.keys(found.subject.cited)], [subject, [bought.id]])
    same(found.subject.cited[bought.id]?.coupons, [{ ...coupon, state: 'issued' }])
    same(found.subject.cited[bought.id]?.transfers.length, 1)
    await act(subject, ending('used', code))
    const after = await look({ subject, cites: [bought.id] })
    same(after.subject.cited[bought.id]?.coupons, [{ ...coupon, state: 'redeemed' }])
    same((await look({ coupon: `${code}x` })).id, null)
    same((await look({ coupon: `${code}x`, subject })).id, subject)
  })
}
