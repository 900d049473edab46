import { empty } from '../../core/points/account.js'
import { never } from '../../core/points/lots.js'
import { enter, leave, note, type Why } from '../../core/points/movement.js'
import type { Draft } from '../../core/points/transfer.js'
import { accountOf } from '../../core/subject/subject.js'
import type { Post } from '../../ports/store.js'
import { type Case, same } from './case.js'
import { type Desk, deskOf } from './desk.js'
import {
  awarding,
  booked,
  erasing,
  events,
  holding,
  moving,
  refusing,
  reversing,
  type Said,
  say,
  shown,
  uuid,
} from './steps.js'
import { told } from './told.js'

const day = 86_400_000
const many = 16

type Posting = Partial<Post> & Pick<Post, 'subject' | 'at'>

/** An award of seven that never ends, unless said. */
function postOf(more: Posting): Post {
  const key = more.key ?? uuid()
  const lot = { availableAt: more.at, expiresAt: never }
  const answer = { id: key, ok: true, outcome: { z: [1], a: 'Zürich \u0000 \udfff' } }
  const award = {
    kind: 'award',
    currency: 'bonus',
    amount: 7,
    reason: 'order:7',
    ...(more.kind !== 'redeem' && { lot }),
  }
  return { key, hash: `hash of ${key}`, answer, ...award, ...more } as Post
}

const spendOf = (more: Posting): Post => postOf({ kind: 'redeem', reason: 'reward:mug', code: 'reward:mug', ...more })

/** What decides the same at that time. */
const longWay = ({ key, answer, kind, lot, at, ...post }: Post, booking: number): Said =>
  say(
    (subject, id) => {
      const { currency, amount, reason, code, actor } = post
      const why: Why = { currency, amount, at: booking, reason, ...(code && { code }), ...(actor && { actor }) }
      const account = accountOf(subject, currency)
      const dates = lot && { ...lot, ...(lot.availableAt === at && { availableAt: booking }) }
      const draft = kind === 'award' && dates ? enter(account, 'award', why, dates) : leave(account, 'redeem', why)
      return { ok: true, value: [booked('ok' in draft ? (draft as { value: Draft }).value : draft, id)] }
    },
    { id: key, answer },
  )

/** Everything that a store tells of somebody, but for whose it is. */
async function picture(desk: Desk, subject: string, keys: readonly string[]): Promise<unknown> {
  const { store, tenant, find } = desk
  const { now: _, id: __, ...found } = await find(subject, keys)
  const own = (await store.audit(tenant, null, 1000)).filter((one) => one.subject === subject)
  const audited = own.map(({ subject: _, ...rest }) => rest)
  const fed = (await told(desk)).entries.filter((one) => one.subject === subject)
  return [found, await store.statement(tenant, subject, 'bonus'), audited, fed.map(({ subject: _, ...rest }) => rest)]
}

/** One call books what needs no decision, as deciding would have; anything else is left to that. */
export function postLaws({ law, store }: Case): void {
  law('posts what it posts as load, decide and store would have, to the byte', async () => {
    const desk = deskOf(await store())
    const now = await desk.store.now()
    const history = [
      awarding(30, { at: now - 9 * day }),
      awarding(20, { at: now - 20 * day }),
      moving(15, (account, why) => enter(account, 'award', why, { availableAt: now + day, expiresAt: never })),
      moving(15, (account, why) => enter(account, 'award', why, { availableAt: 0, expiresAt: now - day })),
      moving(5, (account, why) => enter(account, 'award', why, { availableAt: 0, expiresAt: now + 2 * day })),
      moving(0, (account, why) => ({
        ...note(account, 'tier', why),
        tier: { name: 'gold', since: 1, until: now + day },
        tallies: [
          { name: 'kept', n: 3, until: never },
          { name: 'over', n: 3, until: 1 },
        ],
        deed: { name: 'post', day: 5, n: 1, keptFrom: 0 },
      })),
    ]
    const [one, other] = [await desk.member(events(shown), ...history), await desk.member(events(shown), ...history)]
    const posts: readonly Partial<Post>[] = [
      {},
      { amount: 0 },
      { amount: 500, code: 'rule:buy', actor: 'staff:17', reason: `a 'word' "\\ 😀` },
      { lot: { availableAt: now + 5 * day, expiresAt: now + 9 * day } },
      { kind: 'redeem', amount: 3 },
      { kind: 'redeem', amount: 40, code: 'partner:hotel', actor: 'partner:hotel' },
      { kind: 'redeem', amount: 519 },
      { amount: 1, lot: { availableAt: 5, expiresAt: now + 3 * day } },
      { kind: 'redeem', amount: 1 },
      { amount: Number.MAX_SAFE_INTEGER - 37 },
    ]
    const keys: string[] = []
    for (const more of posts) {
      const at = await desk.store.now()
      const post =
        more.kind === 'redeem' ? spendOf({ subject: one, at, ...more }) : postOf({ subject: one, at, ...more })
      keys.push(post.key)
      same(await desk.store.post(desk.tenant, [post]), ['posted'])
      const { cited } = (await desk.look({ subject: one, cites: [post.key] })).subject
      const booking = cited[post.key]?.transfers[0]?.at ?? 0
      same(Math.abs(booking - at) < 60_000, true)
      same(await desk.act(other, longWay(post, booking)), 'stored')
      same(await picture(desk, one, keys), await picture(desk, other, keys))
    }
  })

  law('posts into accounts of very many lots as a decision would, if it does', async () => {
    const it = await store()
    const now = await it.now()
    for (const [alive, ended] of [
      [198, 0],
      [199, 0],
      [200, 0],
      [201, 0],
      [199, 5],
    ] as const) {
      const desk = deskOf(it)
      const history = Array.from({ length: alive + ended }, (_, n) =>
        moving(2, (account, why) =>
          enter(account, 'award', why, { availableAt: 0, expiresAt: n < ended ? 5 : now + day + (n % 150) }),
        ),
      )
      const [one, other] = [await desk.member(...history), await desk.member(...history)]
      for (const expiresAt of [now + day + 7, never, now + day + 8]) {
        const at = await desk.store.now()
        const post = postOf({ subject: one, at, lot: { availableAt: at, expiresAt } })
        const [outcome] = await desk.store.post(desk.tenant, [post])
        if (outcome === 'decide') same(await desk.act(one, longWay(post, at)), 'stored')
        const { cited } = (await desk.look({ subject: one, cites: [post.key] })).subject
        same(await desk.act(other, longWay(post, cited[post.key]?.transfers[0]?.at ?? 0)), 'stored')
        same(await picture(desk, one, [post.key]), await picture(desk, other, [post.key]))
      }
    }
  })

  const cases: readonly (readonly [what: string, history: readonly Said[], post: Partial<Post>])[] = [
    ['the account is new', [events(shown), awarding(50, { currency: 'miles' })], {}],
    ['the account is frozen', [awarding(50), moving(0, (account, why) => note(account, 'freeze', why))], {}],
    ['the account is closed', [awarding(50), erasing()], {}],
    ['there is a debt', [awarding(5, { id: uuid() }), reversing(uuid(), 9)], {}],
    ['something is held', [awarding(50), holding(5, never)], {}],
    ['something was held whose time is over', [awarding(50), holding(5, 1)], {}],
    ['points do not reach', [awarding(50)], { kind: 'redeem', amount: 51 }],
    ['the balance would be more than a number can tell', [awarding(50)], { amount: Number.MAX_SAFE_INTEGER - 49 }],
    [
      'points are not available yet',
      [awarding(5), entering({ availableAt: never - 1, expiresAt: never })],
      { kind: 'redeem', amount: 6 },
    ],
    ['points have ended', [awarding(5), entering({ availableAt: 0, expiresAt: 1 })], { kind: 'redeem', amount: 6 }],
  ]
  for (const [what, history, more] of cases)
    law(`leaves to a decision where ${what}, and writes nothing`, async () => {
      const desk = deskOf(await store())
      const at = await desk.store.now()
      const subject = await desk.member(...history.map((said) => ({ ...said, id: uuid() })))
      const post = more.kind === 'redeem' ? spendOf({ subject, at, ...more }) : postOf({ subject, at, ...more })
      const before = await picture(desk, subject, [post.key])
      same(await desk.store.post(desk.tenant, [post]), ['decide'])
      same(await picture(desk, subject, [post.key]), before)
    })

  law('leaves to a decision whom it does not know, and makes nobody', async () => {
    const desk = deskOf(await store())
    const [subject, login, at] = [uuid(), uuid(), await desk.store.now()]
    const posts = [postOf({ subject, at }), postOf({ subject, at, login }), spendOf({ subject, at, amount: 0 })]
    same(await desk.store.post(desk.tenant, posts), ['decide', 'decide', 'decide'])
    same([(await desk.find(subject)).id, (await desk.find(undefined, [], login)).id], [null, null])
  })

  law('leaves to a decision what was reckoned more than a minute off', async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(awarding(50))
    for (const off of [-61_000, 120_000]) {
      const post = postOf({ subject, at: (await desk.store.now()) + off })
      same(await desk.store.post(desk.tenant, [post]), ['decide'])
    }
    for (const off of [-50_000, 50_000]) {
      const post = postOf({ subject, at: (await desk.store.now()) + off })
      same(await desk.store.post(desk.tenant, [post]), ['posted'])
    }
  })

  law('leaves to a decision a key that was used, whichever way', async () => {
    const desk = deskOf(await store())
    const ids = Array.from({ length: 5 }, uuid)
    const subject = await desk.member(
      awarding(50, { id: ids[0] as string }),
      refusing({ id: ids[1] as string }),
      { ...events(shown), id: ids[2] as string },
      awarding(5, { id: ids[3] as string, currency: 'miles' }),
    )
    const at = await desk.store.now()
    same(await desk.store.post(desk.tenant, [postOf({ subject, at, key: ids[4] as string })]), ['posted'])
    for (const key of ids) {
      const before = await picture(desk, subject, ids)
      const posts = [postOf({ subject, at, key }), spendOf({ subject, at, key: key.toUpperCase(), amount: 1 })]
      for (const post of posts) same(await desk.store.post(desk.tenant, [post]), ['decide'])
      same(await desk.store.post(desk.tenant, posts), ['decide', 'decide'])
      same(await picture(desk, subject, ids), before)
    }
    const key = ids[0] as string
    same(await desk.store.post(desk.tenant, [postOf({ subject: await desk.member(awarding(1)), at, key })]), ['posted'])
  })

  law('answers a replay of what was posted to the letter, and takes its key', async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(events(shown), awarding(50))
    const post = postOf({ subject, at: await desk.store.now() })
    const { subject: read } = await desk.find(subject)
    same(await desk.store.post(desk.tenant, [post]), ['posted'])
    const { answered } = await desk.find(subject, [post.key])
    same(answered[post.key]?.hash, post.hash)
    same(JSON.stringify(answered[post.key]?.answer), JSON.stringify(post.answer))
    same(await desk.put(subject, read, [awarding(1)]), 'raced')
    for (const said of [refusing({ id: post.key }), awarding(5, { id: post.key, currency: 'miles' })])
      same(await desk.act(subject, said), 'raced')
  })

  law('goes by the login where it is bound, else by the id', async () => {
    const desk = deskOf(await store())
    const [login, at] = [uuid(), await desk.store.now()]
    const subject = await desk.member(awarding(50))
    const other = await desk.member(awarding(50))
    await desk.put(subject, (await desk.find(subject)).subject, [events(shown)], { login })
    const posts = [
      postOf({ subject: uuid(), login, at }),
      postOf({ subject: other, login: uuid(), at, amount: 2 }),
      postOf({ subject: other.toUpperCase(), at, amount: 3 }),
      spendOf({ subject: other, login, at, amount: 1, lot: undefined as never }),
    ]
    same(
      await desk.store.post(desk.tenant, posts),
      posts.map(() => 'posted'),
    )
    const balances = await Promise.all([subject, other].map((id) => desk.find(id)))
    same(
      balances.map((one) => one.subject.points.bonus?.balance),
      [56, 55],
    )
  })

  law('posts each of a batch on its own, in their order', async () => {
    const desk = deskOf(await store())
    same(await desk.store.post(desk.tenant, []), [])
    const at = await desk.store.now()
    const [a, b] = [await desk.member(awarding(5)), await desk.member(awarding(5))]
    const key = uuid()
    const posts = [
      postOf({ subject: a, at, amount: 4 }),
      spendOf({ subject: b, at, amount: 6 }),
      spendOf({ subject: a, at, amount: 9 }),
      postOf({ subject: b, at, key }),
      postOf({ subject: uuid(), at }),
      postOf({ subject: b, at, key, amount: 8 }),
      spendOf({ subject: a, at, amount: 1 }),
      spendOf({ subject: b, at, amount: 12 }),
    ]
    const expected = ['posted', 'decide', 'posted', 'posted', 'decide', 'decide', 'decide', 'posted']
    same(await desk.store.post(desk.tenant, posts), expected)
    for (const subject of [a, b]) {
      const { bonus = empty } = (await desk.find(subject)).subject.points
      same([bonus.balance, bonus.lots], [0, []])
    }
  })

  law(`books one key once, of ${many} at once`, async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(events(shown), awarding(50), awarding(5, { currency: 'miles' }))
    const [key, at] = [uuid(), await desk.store.now()]
    const { subject: read } = await desk.find(subject)
    const posts = Array.from({ length: many }, (_, n) => {
      if (n % 8 === 7) return desk.put(subject, read, [refusing({ id: key })])
      const currency = n % 2 ? 'bonus' : 'miles'
      return desk.store.post(desk.tenant, [
        n % 3 ? postOf({ subject, at, key, currency }) : spendOf({ subject, at, key, currency, amount: 1 }),
      ])
    })
    const outcomes = (await Promise.all(posts)).flat()
    same(outcomes.filter((one) => one === 'posted' || one === 'stored').length, 1)
  })

  law(`spends nothing twice, of ${many} at once, and loses no award`, async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(awarding(60), awarding(40))
    const at = await desk.store.now()
    const spends = Array.from({ length: many }, () =>
      desk.store.post(desk.tenant, [spendOf({ subject, at, amount: 30 })]),
    )
    const awards = Array.from({ length: many }, () =>
      desk.store.post(desk.tenant, [postOf({ subject, at, amount: 1 })]),
    )
    const [spent, awarded] = [(await Promise.all(spends)).flat(), (await Promise.all(awards)).flat()]
    const posted = (all: readonly string[]): number => all.filter((one) => one === 'posted').length
    same([posted(spent), posted(awarded)], [3, many])
    const [audited] = await desk.store.audit(desk.tenant, null, 9)
    same(audited?.account.balance, 100 - 90 + many)
    same(
      audited?.account.lots.reduce((sum, { remaining }) => sum + remaining, 0),
      10 + many,
    )
    same(
      audited?.transfers.map(({ seq }) => seq),
      Array.from({ length: 5 + many }, (_, n) => n + 1),
    )
  })
}

/** Seven points of these dates. */
function entering(lot: { readonly availableAt: number; readonly expiresAt: number }): Said {
  return moving(7, (account, why) => enter(account, 'award', why, lot))
}
