import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { awarding, erasing, events, forgotten, learned, uuid } from './steps.js'

/** Who holds a value of a field, for whoever walks through all of them. */
export function holderLaws({ law, store }: Case): void {
  law('names each who holds a value of a field once, page by page, and nobody who does no more', async () => {
    const desk = deskOf(await store())
    const { store: it, tenant, member, act } = desk
    const own: string[] = []
    for (let n = 0; n < 5; n++) own.push(await member(events(learned('basket', ['wax']), learned('email', 'x'))))
    await member(events(learned('email', 'x')))
    await member(awarding(1))
    own.sort()
    const page = (after: string | null, field = 'basket', of = tenant) => it.holders(of, field, after, 2)
    same(
      [await page(null), await page(own[1]?.toUpperCase() ?? ''), await page(own[3] ?? '')],
      [own.slice(0, 2), own.slice(2, 4), own.slice(4)],
    )
    same([await page(own[4] ?? ''), await page(null, 'name')], [[], []])
    same([await page(null, 'basket', deskOf(it).tenant), await it.holders(tenant, 'basket', uuid(), 0)], [[], []])
    await act(own[0] as string, events(forgotten('basket')))
    await act(own[1] as string, erasing())
    same(await it.holders(tenant, 'basket', null, 9), own.slice(2))
  })
}
