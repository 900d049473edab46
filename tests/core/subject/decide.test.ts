import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/core/json.js'
import { empty } from '../../../src/core/points/account.js'
import { checked } from '../../../src/core/program/define-program.js'
import { compile } from '../../../src/core/program/plan.js'
import type { Command } from '../../../src/core/subject/command.js'
import { inForce } from '../../../src/core/subject/consent.js'
import { decide } from '../../../src/core/subject/decide.js'
import { after as moved } from '../../../src/core/subject/evolve.js'
import { onServer as server } from '../../../src/core/subject/on-server.js'
import { outcomeOf } from '../../../src/core/subject/outcome.js'
import { nobody, pointsIn, type Subject } from '../../../src/core/subject/subject.js'
import { day, hash, onServer, origin } from '../../laws/world.js'
import { shop } from '../../types/words.ok.js'

const plan = compile(shop, { authority: server, hash, policy: { maxAward: { bonus: 1_000 } } })
const me = '0190a000-0000-7000-8000-0000000000aa'
const envelope = { id: '0190a000-0000-7000-8000-000000000001', subject: me, at: origin, touchpoint: 'web', seen: 1_000 }
const evidence = (offer: string) => ({ act: 'button', notice: plan.notice(offer) }) as const

type Draft = Command extends infer C ? (C extends Command ? Omit<C, keyof typeof envelope> : never) : never
const say = (subject: Subject, draft: Draft, now = origin, using = plan) =>
  decide(using, subject, { ...envelope, at: now, ...draft } as Command, now)
const next = (subject: Subject, draft: Draft, now = origin, using = plan): Subject => {
  const decided = say(subject, draft, now, using)
  if (!decided.ok) throw new Error(`${decided.error.code}: ${decided.error.message}`)
  return moved(subject, decided)
}
const accept = (
  offer: string,
  answers: { [field: string]: Json } = {},
  consents: { [purpose: string]: string[] } = {},
  using = plan,
): Draft => ({ type: 'accept', offer, answers, consents, evidence: { act: 'button', notice: using.notice(offer) } })
const code = (decided: ReturnType<typeof say>) => (decided.ok ? 'ok' : decided.error.code)

const withRaffle = (raffle: object) => onServer(checked({ ...shop, offers: { raffle }, gates: {} }))

describe('accept', () => {
  it('grants an invitation only where its box was ticked, and records the box that stayed empty', () => {
    const ticked = next(nobody, accept('raffle', { email: 'a@b.ch' }, { newsletter: ['email'] }))
    expect(ticked.grounds.newsletter?.email?.status).toBe('granted')
    expect(inForce(shop, ticked, 'email', 'newsletter', origin)).toBe(false)
    const confirmed = next(ticked, { type: 'confirm', field: 'email', value: 'a@b.ch' })
    expect(inForce(shop, confirmed, 'email', 'newsletter', origin)).toBe(true)
    expect(inForce(shop, confirmed, 'email', 'newsletter', origin + 731 * day)).toBe(false)
    const left = next(nobody, accept('raffle', { email: 'a@b.ch' }))
    expect(left.grounds.newsletter?.email?.status).toBe('refused')
    expect(code(say(nobody, accept('raffle', { email: 'a@b.ch' }, { treats: ['email'] })))).toBe('not_invited')
  })

  it('takes a special field only with explicit consent', () => {
    const bare = accept('membership', { email: 'a@b.ch', allergy: 'nuts' })
    expect(say(nobody, bare)).toMatchObject({
      ok: false,
      error: { code: 'explicit_consent_missing', fields: { allergy: '' } },
    })
    const member = next(nobody, accept('membership', { email: 'a@b.ch', allergy: 'nuts' }, { health: ['allergy'] }))
    expect(inForce(shop, member, 'allergy', 'health', origin)).toBe(true)
    expect(inForce(shop, member, 'allergy', 'club', origin)).toBe(false)
  })

  it('adds what was left out later, pays for it once, and gives nothing twice', () => {
    const member = next(nobody, accept('membership', { email: 'a@b.ch' }))
    expect(pointsIn(member, 'bonus', origin).available).toBe(500)
    const more = next(member, accept('membership', { birthday: '1990-05-01' }))
    expect(pointsIn(more, 'bonus', origin).available).toBe(600)
    expect(code(say(more, accept('membership')))).toBe('already_accepted')
    const gone = next(more, { type: 'withdraw', purpose: 'treats' })
    expect(gone.values.birthday).toBeUndefined()
    const again = next(gone, accept('membership', { birthday: '1990-05-01' }))
    expect(pointsIn(again, 'bonus', origin).available).toBe(600)
  })

  it('welcomes who left and comes back, and pays the welcome once', () => {
    const left = next(next(nobody, accept('membership', { email: 'a@b.ch' })), { type: 'leave', offer: 'membership' })
    const back = next(left, accept('membership', { email: 'a@b.ch' }))
    expect(back.offers.membership?.status).toBe('accepted')
    expect(pointsIn(back, 'bonus', origin).available).toBe(500)
  })

  it('stays accepted where a supplement is declined', () => {
    const member = next(nobody, accept('membership', { email: 'a@b.ch' }))
    const declined = next(member, { type: 'decline', offer: 'membership', evidence: evidence('membership') })
    expect(declined.offers.membership?.status).toBe('accepted')
    expect(declined.grounds.treats?.birthday?.status).toBe('refused')
  })

  it('is bound by a condition only where what is known speaks against it', () => {
    const when = { terrain: 'alpine' }
    const bound = withRaffle({ ...shop.offers.raffle, when })
    const raffle = accept('raffle', { email: 'a@b.ch' }, {}, bound)
    expect(code(say(nobody, raffle, origin, bound))).toBe('ok')
    const city = { ...nobody, values: { terrain: 'city' } }
    expect(code(say(city, raffle, origin, bound))).toBe('not_now')
  })

  it('wants one of the alternatives complete', () => {
    expect(say(nobody, accept('post'))).toMatchObject({ ok: false, error: { code: 'missing', fields: { email: '' } } })
    const posted = next(nobody, accept('post', { birthday: '1990-05-01' }))
    expect(inForce(shop, posted, 'birthday', 'draw', origin)).toBe(true)
  })

  it('asks what hangs on an earlier answer only where it applies', () => {
    const fields = { ...shop.fields }
    const asks = { terrain: 'why', email: { because: 'For the invoice', when: { terrain: ['city', 'forest'] } } }
    const offers = { order: { principle: 'exchange', for: 'club', asks, gives: { benefit: 'service', says: 'x' } } }
    const forked = onServer(checked({ ...shop, fields, offers, gates: {} }))
    const order = (answers: { [field: string]: Json }) =>
      say(nobody, accept('order', answers, {}, forked), origin, forked)
    expect(code(order({ terrain: 'alpine' }))).toBe('ok')
    expect(code(order({ terrain: 'city' }))).toBe('missing')
    expect(code(order({ terrain: 'city', email: 'a@b.ch' }))).toBe('ok')
    expect(order({ terrain: 'alpine', email: 'a@b.ch' })).toMatchObject({
      ok: false,
      error: { code: 'not_asked', fields: { email: '' } },
    })
  })

  it('wants the notice that the program writes, in its version and language', () => {
    const shown = plan.notice('raffle')
    for (const notice of [
      { ...shown, hash: 'x' },
      { ...shown, version: 2 },
      { ...shown, language: 'de' },
    ]) {
      const draft = { ...accept('raffle', { email: 'a@b.ch' }), evidence: { act: 'tick', notice } } as Draft
      expect(code(say(nobody, draft))).toBe('wrong_notice')
    }
  })

  it('takes an offer only where it is made', () => {
    const bound = withRaffle({ ...shop.offers.raffle, at: ['till'] })
    expect(code(say(nobody, accept('raffle', { email: 'a@b.ch' }, {}, bound), origin, bound))).toBe('not_here')
  })

  it('makes no answer fresher than it is where a clock runs ahead', () => {
    const fast = decide(
      plan,
      nobody,
      {
        ...envelope,
        at: origin + 900 * day,
        ...accept('membership', { email: 'a@b.ch', birthday: '1990-05-01' }),
      } as Command,
      origin,
    )
    expect(moved(nobody, fast).known.birthday?.source.givenAt).toBe(origin)
  })

  it('tells in its outcome what was given, and which consents did not count', () => {
    const subject = next(nobody, { type: 'withdraw', purpose: 'newsletter' })
    const command = {
      ...envelope,
      seen: 0,
      ...accept('raffle', { email: 'a@b.ch' }, { newsletter: ['email'] }),
    } as Command
    const decided = decide(plan, subject, command, origin)
    if (!decided.ok) throw new Error(decided.error.code)
    expect(outcomeOf(command, decided.value)).toMatchObject({
      benefit: { state: 'pending', gives: [{ benefit: 'chance' }] },
      ungranted: [{ purpose: 'newsletter', field: 'email' }],
    })
  })
})

describe('coming back', () => {
  const round = (using: typeof plan, answers: { [field: string]: Json }) => {
    let subject = nobody
    for (let n = 0; n < 5; n++) {
      subject = next(subject, accept('membership', answers, {}, using), origin + n * day, using)
      subject = next(subject, { type: 'leave', offer: 'membership' }, origin + n * day, using)
    }
    return pointsIn(subject, 'bonus', origin + 5 * day).available
  }

  it('brings points no faster than the offer repeats', () => {
    for (const repeats of ['once', 'P1M']) {
      const offers = { membership: { ...shop.offers.membership, repeats } }
      expect(round(onServer(checked({ ...shop, offers, gates: {} })), { email: 'a@b.ch' })).toBe(500)
    }
  })

  it('wants one of the alternatives also after a no', () => {
    const declined = next(nobody, { type: 'decline', offer: 'post', evidence: evidence('post') })
    expect(code(say(declined, accept('post')))).toBe('missing')
  })

  it('renews in a supplement no consent that it does not speak of', () => {
    const asks = {
      email: 'Where it goes',
      terrain: 'What it is about',
      birthday: { because: 'For a card', optional: true, for: 'treats' },
    }
    const digest = { principle: 'exchange', for: 'newsletter', asks, gives: { benefit: 'service', says: 'A digest' } }
    const using = onServer(checked({ ...shop, offers: { digest }, gates: {} }))
    const reader = next(nobody, accept('digest', { email: 'a@b.ch', terrain: 'city' }, {}, using), origin, using)
    const less = next(reader, { type: 'withdraw', purpose: 'newsletter', fields: ['terrain'] }, origin, using)
    const more = next(less, accept('digest', { birthday: '1990-05-01' }, {}, using), origin + day, using)
    expect(more.grounds.newsletter?.terrain?.status).toBe('withdrawn')
    expect(more.grounds.newsletter?.email?.since).toBe(origin)
    expect(more.grounds.treats?.birthday?.status).toBe('granted')
  })
})

describe('another version of the program', () => {
  const member = next(nobody, accept('membership', { email: 'a@b.ch', birthday: '1990-05-01' }))
  const { treats: _, ...purposes } = shop.purposes
  const { membership: __, ...offers } = shop.offers
  const later = onServer(checked({ ...shop, purposes, offers, gates: {} }))

  it('keeps the ways out of what it no longer has', () => {
    const left = next(member, { type: 'leave', offer: 'membership' }, origin, later)
    expect(left.values.email).toBeUndefined()
    const withdrawn = next(member, { type: 'withdraw', purpose: 'treats' }, origin, later)
    expect(withdrawn.values.birthday).toBeUndefined()
    expect(code(say(nobody, { type: 'leave', offer: 'membership' }, origin, later))).toBe('unknown_offer')
    expect(code(say(nobody, { type: 'withdraw', purpose: 'treats' }, origin, later))).toBe('unknown_purpose')
  })

  it('does not inherit a ground that was given on another basis', () => {
    const swapped = {
      ...shop,
      purposes: { ...shop.purposes, club: { label: 'Club', basis: 'legal-obligation' } },
    } as typeof shop
    expect(inForce(shop, member, 'email', 'club', origin)).toBe(true)
    expect(inForce(swapped, member, 'email', 'club', origin)).toBe(false)
  })
})

describe('the exits', () => {
  it('send each basis to its own', () => {
    expect(code(say(nobody, { type: 'withdraw', purpose: 'club' }))).toBe('wrong_exit')
    expect(code(say(nobody, { type: 'object', purpose: 'newsletter' }))).toBe('wrong_exit')
    expect(code(say(nobody, { type: 'leave', offer: 'raffle' }))).toBe('not_accepted')
    expect(code(say(nobody, { type: 'withdraw', purpose: 'nonsense' }))).toBe('unknown_purpose')
    expect(code(say(nobody, { type: 'withdraw', purpose: 'treats', fields: ['email'] }))).toBe('unknown_field')
  })

  it('a correction keeps the grounds, and has to be confirmed anew', () => {
    const subject = next(next(nobody, accept('raffle', { email: 'a@b.ch' }, { newsletter: ['email'] })), {
      type: 'confirm',
      field: 'email',
      value: 'a@b.ch',
    })
    const corrected = next(subject, { type: 'rectify', field: 'email', value: 'b@b.ch' })
    expect(inForce(shop, corrected, 'email', 'draw', origin)).toBe(true)
    expect(inForce(shop, corrected, 'email', 'newsletter', origin)).toBe(false)
    expect(code(say(nobody, { type: 'rectify', field: 'email', value: 'b@b.ch' }))).toBe('not_known')
  })

  it('confirm the value that was proven, and no other', () => {
    const member = next(nobody, accept('raffle', { email: 'a@b.ch' }, { newsletter: ['email'] }))
    const moved = next(member, { type: 'rectify', field: 'email', value: 'stranger@b.ch' })
    expect(code(say(moved, { type: 'confirm', field: 'email', value: 'a@b.ch' }))).toBe('not_known')
    expect(code(say(moved, { type: 'confirm', field: 'email', value: 'stranger@b.ch' }))).toBe('ok')
  })

  it('end everything for an erased subject', () => {
    const erased = next(next(nobody, accept('membership', { email: 'a@b.ch' })), { type: 'erase' })
    expect(erased.values).toEqual({})
    expect(pointsIn(erased, 'bonus', origin).available).toBe(0)
    expect(code(say(erased, accept('raffle', { email: 'a@b.ch' })))).toBe('erased')
  })
})

describe('the backend', () => {
  it('awards within its policy, and nobody to themselves', () => {
    expect(code(say(nobody, { type: 'award', points: { bonus: 1_001 }, reason: 'order:1' }))).toBe('over_limit')
    expect(code(say(nobody, { type: 'award', points: { gold: 1 }, reason: 'order:1' }))).toBe('unknown_currency')
    expect(code(say(nobody, { type: 'award', points: {}, reason: 'order:1' }))).toBe('unknown_currency')
    expect(code(say(nobody, { type: 'award', points: { respect: 1 }, reason: 'vote:1', giver: me }))).toBe('self_award')
    expect(code(say(nobody, { type: 'award', points: { respect: 1 }, reason: 'vote:1', giver: 'another' }))).toBe('ok')
    for (const amount of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(code(say(nobody, { type: 'award', points: { respect: amount }, reason: 'order:1' }))).toBe('bad_amount')
  })

  it('keeps a balance within what a number can tell', () => {
    const rich = next(nobody, { type: 'award', points: { respect: Number.MAX_SAFE_INTEGER }, reason: 'order:1' })
    expect(code(say(rich, { type: 'award', points: { respect: 1 }, reason: 'order:2' }))).toBe('bad_amount')
    const full = { ...nobody, points: { bonus: { ...empty, seq: 1, balance: Number.MAX_SAFE_INTEGER } } }
    expect(code(say(full, accept('membership', { email: 'a@b.ch' })))).toBe('bad_amount')
  })

  it('enrols a member of old by contract, with no consent to anything and nothing given', () => {
    const shown = {
      ...evidence('membership'),
      act: 'import',
      medium: 'file',
      reference: 'orders.tsv, line 17',
    } as const
    const decided = say(nobody, { type: 'enrol', offer: 'membership', evidence: shown })
    const member = moved(nobody, decided)
    expect(decided.ok && decided.value.map((event) => event.type)).toEqual(['accepted', 'granted', 'granted'])
    expect(Object.keys(member.grounds)).toEqual(['club'])
    expect(Object.keys(member.grounds.club ?? {})).toEqual(['email', 'basket'])
    expect(member.points).toEqual({})
    expect(code(say(member, { type: 'enrol', offer: 'membership', evidence: shown }))).toBe('already_accepted')
  })

  it('spends on a reward what is there, and no more', () => {
    const member = next(nobody, accept('membership', { email: 'a@b.ch' }))
    const poor = next(member, { type: 'redeem', reward: 'voucher' })
    expect(pointsIn(poor, 'bonus', origin).available).toBe(0)
    expect(say(poor, { type: 'redeem', reward: 'voucher' })).toMatchObject({
      ok: false,
      error: { code: 'not_enough_points', facts: { currency: 'bonus', asked: 500, available: 0 } },
    })
    expect(code(say(member, { type: 'redeem', reward: 'toString' }))).toBe('unknown_reward')
  })
})
