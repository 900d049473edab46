import { enter, note } from '../../core/points/movement.js'
import type { TierHeld } from '../../core/points/tier.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { at, awarding, capturing, erasing, events, holding, moving, type Said, shown, spending, uuid } from './steps.js'

const until = (expiresAt: number, amount = 5, currency = 'bonus'): Said =>
  moving(amount, (account, why) => enter(account, 'award', why, { availableAt: at, expiresAt }), { currency })

const tiered = (tier: TierHeld | null): Said =>
  moving(0, (account, why) => ({ ...note(account, 'tier', why), tier }), { currency: 'respect' })

/** Whom time concerns, and what it takes from whom. */
export function dueLaws({ law, store }: Case): void {
  law('names whose lots and tiers end by then, and whose holds are over', async () => {
    const { store: it, tenant, member, act } = deskOf(await store())
    const hold = uuid()
    const [now, soon] = [at + 100, at + 200]
    const silver = { name: 'silver', since: at }
    const ids = {
      ended: await member(until(at + 100)),
      ending: await member(until(at + 900), until(at + 200, 1, 'miles')),
      later: await member(until(at + 201)),
      spent: await member(until(at + 100), spending(5)),
      over: await member(awarding(9), holding(5, at + 100)),
      open: await member(awarding(9), holding(5, at + 101)),
      captured: await member(awarding(9), holding(5, at + 50, { id: hold }), capturing(hold, 5)),
      tier: await member(tiered({ ...silver, until: at + 200 })),
      longer: await member(tiered({ ...silver, until: at + 201 })),
      lost: await member(tiered({ ...silver, until: at + 150 }), tiered(null)),
      endless: await member(tiered(silver)),
      none: await member(events(shown)),
    }
    const erased = await member(tiered({ ...silver, until: at + 150 }), until(at + 150))
    same(await act(erased, erasing()), 'stored')
    const due = async (after: string | null, limit: number) => it.due(tenant, { now, soon, after, limit })
    const expected = [ids.ended, ids.ending, ids.over, ids.tier].sort()
    const all = await due(null, 100)
    same(
      expected.filter((id) => !all.includes(id)),
      [],
    )
    const others = [ids.later, ids.spent, ids.open, ids.captured, ids.longer, ids.lost, ids.endless, ids.none]
    same(
      others.filter((id) => all.includes(id)),
      [],
    )
    same([...all].sort(), all)
    const paged: string[] = []
    for (let page = await due(null, 2); page.length > 0; page = await due(paged.at(-1) ?? null, 2)) paged.push(...page)
    same(paged, all)
  })

  law('names whose state has something that ends by then', async () => {
    const { store: it, tenant, member, act } = deskOf(await store())
    const granted = (until: number | undefined, purpose = 'club'): Said =>
      events({
        type: 'granted',
        purpose,
        field: 'email',
        basis: 'consent',
        offer: 'membership',
        at,
        ...(until !== undefined && { until }),
        command: uuid(),
      })
    const withdrawn: Said = events({ type: 'withdrawn', purpose: 'club', field: 'email', at, command: uuid() })
    const ids = {
      over: await member(granted(at + 100)),
      least: await member(granted(at + 900), granted(at + 50, 'news')),
      later: await member(granted(at + 101)),
      endless: await member(granted(undefined)),
      longer: await member(granted(at + 50)),
      withdrawn: await member(granted(at + 50), withdrawn),
    }
    await act(ids.longer, granted(at + 500))
    const due = (after: string | null, limit = 100) => it.due(tenant, { now: at + 100, soon: at + 200, after, limit })
    const expected = [ids.over, ids.least].sort()
    same(await due(null), expected)
    same([await due(null, 1), await due(expected[0] ?? null)], [expected.slice(0, 1), expected.slice(1)])
    await act(ids.over, awarding(5))
    same(await due(null), expected)
    same(await it.due(deskOf(it).tenant, { now: at + 100, soon: at + 200, after: null, limit: 9 }), [])
  })

  law('tells what ends in a span, by instant, then subject', async () => {
    const { store: it, tenant, member } = deskOf(await store())
    const [a, b] = [uuid(), uuid()].sort() as [string, string]
    const desk = deskOf(it, tenant)
    await desk.act(b, until(at + 5, 3), until(at + 5, 4), until(at + 9, 7), until(at + 5, 2, 'miles'))
    await desk.act(a, until(at + 5, 1), until(at + 4, 8), until(at + 10, 9))
    await member(until(at + 5, 6), spending(6))
    same(await it.ending(tenant, { from: at + 5, until: at + 10 }), [
      { subject: a, currency: 'bonus', amount: 1, at: at + 5 },
      { subject: b, currency: 'bonus', amount: 7, at: at + 5 },
      { subject: b, currency: 'miles', amount: 2, at: at + 5 },
      { subject: b, currency: 'bonus', amount: 7, at: at + 9 },
    ])
    same(await it.ending(tenant, { from: at + 11, until: at + 20 }), [])
  })
}
