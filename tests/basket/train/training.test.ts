import { EvenhandedError } from 'evenhanded'
import {
  type TrainedModel,
  type TrainingBasket,
  type TrainOptions,
  type TrainStep,
  trainBaskets,
} from 'evenhanded/basket'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pairsOf, someBaskets } from './baskets.js'

const options = { program: 'alpine-shop', name: 'goesWith', date: '2026-11-22', minMembers: 2 } as const

const trained = async (baskets: Iterable<TrainingBasket>, more: Partial<TrainOptions> = {}) => {
  const result = await trainBaskets(baskets, { ...options, ...more })
  return result.ok ? result.value : undefined
}

const bytes = (model: TrainedModel | undefined) => model && Buffer.from(model.bytes()).toString('base64')

const refusal = async (baskets: Iterable<TrainingBasket>, more: Partial<TrainOptions> = {}) => {
  const result = await trainBaskets(baskets, { ...options, ...more })
  return result.ok ? undefined : result.error
}

const wax = ['ada', 'ben', 'cid', 'dea', 'eva'].map((member) => ({ member, items: ['boots', 'wax'] }))
const methods = fc.constantFrom<Partial<TrainOptions>[]>({ method: 'cosine' }, { lambda: 3 }, {})

describe('training', () => {
  it('learns what goes together', async () => {
    const model = await trained([...wax, ...['ada', 'ben'].map((member) => ({ member, items: ['wax', 'socks'] }))])
    expect(model?.similar(['boots']).items[0]).toMatchObject({ item: 'wax', because: ['boots'] })
    expect(model).toMatchObject({ ...options, method: 'ease', neighbours: 10, members: 5, baskets: 7 })
  })

  it('has in it what enough different members bought in one basket, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, fc.integer({ min: 1, max: 4 }), methods, async (baskets, minMembers, how) => {
        const model = await trained(baskets, { ...how, minMembers })
        if (!model) return
        const pairs = pairsOf(baskets)
        for (const { item, goesWith } of model.toJson().items) {
          expect(pairs.get(`${item}+${item}`)?.members.size).toBeGreaterThanOrEqual(minMembers)
          for (const other of goesWith) {
            expect(pairs.get(`${item}+${other.item}`)?.members.size).toBeGreaterThanOrEqual(minMembers)
          }
        }
      }),
    )
  })

  it('is to the byte what it is without a member who was left out, wherever their baskets lay', async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, methods, fc.constantFrom(...'abcdefgh'), async (baskets, how, left) => {
        const others = baskets.filter(({ member }) => member !== left)
        const among = baskets.filter(({ member }) => member !== left).reverse()
        expect(bytes(await trained(among, how))).toBe(bytes(await trained(others, how)))
      }),
    )
  })

  it('learns no pair and no item from what one member alone does, however often they do it', async () => {
    const odd = fc.array(fc.constantFrom('boots', 'wax', 'p', 'q', 'r', 'x', 'y'), { minLength: 1, maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(
        someBaskets,
        methods,
        odd,
        fc.integer({ min: 1, max: 9 }),
        async (baskets, how, items, times) => {
          const known = (model: TrainedModel | undefined) =>
            model?.toJson().items.flatMap(({ item, goesWith }) => goesWith.map((other) => `${item}+${other.item}`)) ??
            []
          const all = [...baskets, ...wax]
          const oddly = Array.from({ length: times }, () => ({ member: 'odd', items }))
          const pairs = pairsOf(all)
          const model = await trained([...all, ...oddly], { ...how, neighbours: 255 })
          for (const pair of known(model)) expect(pairs.get(pair)?.members.size ?? 0).toBeGreaterThanOrEqual(1)
          for (const item of model?.items ?? []) expect(pairs.has(`${item}+${item}`)).toBe(true)
        },
      ),
    )
  })

  it('lets one member’s habit move a weight no further than five baskets of it do', async () => {
    const salt = Array.from({ length: 40 }, (_, at) => ({ member: `m${at}`, items: ['common', 'salt'] }))
    const rare = wax.map(({ member }) => ({ member, items: ['rare', 'common'] }))
    const habit = (times: number) => Array.from({ length: times }, () => ({ member: 'ada', items: ['rare', 'common'] }))
    for (const how of [{ lambda: 30 }, { method: 'cosine' } as const]) {
      const thousand = await trained([...salt, ...rare, ...habit(1000)], how)
      const five = await trained([...salt, ...rare, ...habit(4)], how)
      expect(thousand?.toJson().items).toEqual(five?.toJson().items)
      expect(thousand?.items).toEqual(['common', 'salt', 'rare'])
    }
  })

  it('does not mind what is said twice in a basket, nor baskets with nothing in them', async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, methods, async (baskets, how) => {
        const once = baskets.map(({ member, items }) => ({ member, items: [...new Set(items)].sort() }))
        const filled = once.filter(({ items }) => items.length > 0)
        expect(bytes(await trained(baskets, how))).toBe(bytes(await trained(filled, how)))
      }),
    )
  })

  it('learns as if what is left out had never been bought, by list or by question', async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, methods, async (baskets, how) => {
        const never = baskets.map(({ member, items }) => ({
          member,
          items: items.filter((item) => !'pq'.includes(item)),
        }))
        const expected = bytes(await trained(never, how))
        expect(bytes(await trained(baskets, { ...how, without: ['p', 'q'] }))).toBe(expected)
        expect(bytes(await trained(baskets, { ...how, without: (item) => item < 'r' }))).toBe(expected)
      }),
    )
  })

  it('reads a stream, one basket after the other', async () => {
    async function* stream() {
      for (const basket of wax) yield await Promise.resolve(basket)
    }
    const result = await trainBaskets(stream(), options)
    expect(bytes(result.ok ? result.value : undefined)).toBe(bytes(await trained(wax)))
  })

  it('keeps as many neighbours as was said, the strongest', async () => {
    const items = [...'pqrstuvw']
    const all = ['ada', 'ben', 'cid'].map((member, at) => ({ member, items: items.slice(0, 8 - at) }))
    const [many, few] = [await trained(all, { lambda: 1 }), await trained(all, { lambda: 1, neighbours: 2 })]
    const weights = (model: TrainedModel | undefined) =>
      model?.toJson().items.map(({ goesWith }) => goesWith.map(({ weight }) => weight.toFixed(2))) ?? []
    expect(weights(few).some((row) => row.length === 2)).toBe(true)
    expect(weights(many).some((row) => row.length > 2)).toBe(true)
    expect(weights(few)).toEqual(weights(many).map((row) => row.slice(0, 2)))
  })

  it('tells how far it is, each step to its end', async () => {
    const heard: [number, number, TrainStep][] = []
    await trained(wax, { progress: (...step) => heard.push(step) })
    const lasts = (['read', 'count', 'choose', 'solve'] as const).map((what) =>
      heard.filter((step) => step[2] === what).at(-1),
    )
    expect(lasts.map((last) => last?.slice(0, 2))).toEqual([
      [5, 0],
      [2, 2],
      [expect.any(Number), expect.any(Number)],
      [2, 2],
    ])
    expect(lasts[2]?.[0]).toBe(lasts[2]?.[1])
  })
})

describe('what it was not trained on', () => {
  it('is refused by name', async () => {
    expect(await refusal([])).toEqual({ code: 'no_baskets' })
    expect(await refusal([{ member: 'ada', items: [] }])).toEqual({ code: 'no_baskets' })
    expect(await refusal(wax, { without: () => true })).toEqual({ code: 'no_baskets' })
    expect(await refusal(wax, { minMembers: 6 })).toEqual({ code: 'too_few_members', members: 5, needed: 6 })
    const apart = wax.map(({ member }) => ({ member, items: [`for-${member}`] }))
    expect(await refusal(apart)).toEqual({ code: 'nothing_in_common', members: 5, needed: 2 })
  })

  it('counts five members unless it is told otherwise', async () => {
    const { minMembers: _, ...unsaid } = options
    expect(await trainBaskets(wax.slice(1), unsaid)).toMatchObject({ error: { code: 'too_few_members', needed: 5 } })
    expect(await trainBaskets(wax, unsaid)).toMatchObject({ ok: true, value: { minMembers: 5 } })
  })

  it.each<Partial<TrainOptions>>([
    { program: '' },
    { name: undefined as unknown as string },
    { minMembers: 0 },
    { minMembers: 1.5 },
    { neighbours: 0 },
    { neighbours: 256 },
    { lambda: 0 },
    { lambda: Number.NaN },
    { date: 'today' },
    { date: '2026-02-31' },
    { method: 'slope' as 'ease' },
  ])('throws for %o, which is no way to train', async (wrong) => {
    const thrown = trainBaskets(wax, { ...options, ...wrong })
    await expect(thrown).rejects.toThrow(EvenhandedError)
    await expect(thrown).rejects.toMatchObject({ code: 'bad_training', issues: [{ path: Object.keys(wrong)[0] }] })
  })

  it.each([
    null,
    {},
    { member: 'ada' },
    { member: 'ada', items: 'wax' },
    { member: 'ada', items: [7] },
    { items: ['wax'] },
  ])('throws for %o, which is no basket, and tells its number', async (wrong) => {
    const thrown = trainBaskets([...wax, wrong as TrainingBasket], options)
    await expect(thrown).rejects.toMatchObject({ code: 'bad_basket', issues: [{ path: 'baskets[5]' }] })
  })

  it('learns nothing from nobody’s basket: who is not known is no member', async () => {
    const nobodys = Array.from({ length: 9 }, () => ({ member: '', items: ['boots', 'wax'] }))
    expect(await refusal(nobodys)).toEqual({ code: 'no_baskets' })
    expect(await refusal([...wax.slice(1), ...nobodys], { minMembers: 5 })).toMatchObject({ code: 'too_few_members' })
    expect(bytes(await trained([...nobodys, ...wax]))).toBe(bytes(await trained(wax)))
  })

  it('learns nothing from a basket of thousands of items, however many members have one', async () => {
    const long = ['ada', 'ben', 'cid'].map((member) => ({
      member,
      items: ['wax', 'boots', ...Array.from({ length: 10_000 }, (_, place) => `item-${place}`)],
    }))
    expect(await refusal(long)).toEqual({ code: 'no_baskets' })
    expect(bytes(await trained([...long, ...wax]))).toBe(bytes(await trained(wax)))
    const short = long.map(({ member, items }) => ({ member, items: items.slice(0, 500) }))
    expect((await trained(short))?.items).toHaveLength(500)
  })

  it('takes items by any name, and members who are named like parts of an object', async () => {
    const names = ['__proto__', 'constructor', 'toString', '', 'é', 'wax wax']
    const all = ['__proto__', 'constructor', 'toString'].map((member) => ({ member, items: names }))
    expect([...(await trained(all))!.items].sort()).toEqual([...names].sort())
  })
})
