import { afterAll, describe, expect, it } from 'vitest'
import { leftOut } from '../../support/left-out.js'
import { sharedData } from '../../support/shared-data.js'
import { openShop } from './walks.js'

const lines = sharedData('retail/lines.tsv.gz')

/** Says `1` where EASE in full precision is to be measured as well, which inverts a matrix of 3,400 rows. */
const long = process.env.RETAIL_REFERENCE === '1'
if (lines && !long)
  leftOut('the retailer’s baskets against EASE in full precision', 'RETAIL_REFERENCE=1 runs it, in a minute')

describe.skipIf(!lines)('a retailer’s baskets', () => {
  const shop = openShop()
  afterAll(() => shop.close())
  const measured = async (...words: readonly string[]) => {
    const { status, out, err } = await shop.run(shop.program(), '--from', lines ?? '', '--evaluate', '--json', ...words)
    expect([status, err]).toEqual([0, ''])
    return JSON.parse(out)
  }

  it('teach what belongs into others’, far better than popularity', async () => {
    const { items, baskets, split, members, anonymous, model_bytes, left_out } = await measured('--lambda', '30')
    expect({ items, baskets, left_out, n: [members.ease.n, anonymous.ease.n] }).toMatchObject({
      items: 2766,
      baskets: 11_342,
      left_out: { anonymous_baskets: 1_041, returns: 2_282, rejected_lines: 0 },
      n: [1_191, 262],
    })
    expect(split).toMatchObject({ held_out_members: 331, learned_members: 2_983, learned_baskets: 10_049 })
    expect(model_bytes).toBeLessThan(35 * items + 20_000)
    // One question of each basket: its figures are some 0.014 (members) and 0.027 (anonymous) wide.
    expect(members.ease.r10).toBeGreaterThan(0.34)
    expect(members.ease.r10).toBeGreaterThan(members.cosine.r10 + 0.02)
    expect(anonymous.ease.r10).toBeGreaterThan(0.23)
    for (const { ease, popularity } of [members, anonymous]) expect(ease.r10).toBeGreaterThan(4 * popularity.r10)
  }, 60_000)

  it.runIf(long)(
    'lose less than 0.01 against EASE in full precision, with two members behind each pair',
    async () => {
      const { members, anonymous } = await measured('--min-members', '2', '--draws', '10', '--reference')
      for (const { ease, reference } of [members, anonymous]) expect(ease.r10).toBeGreaterThan(reference.r10 - 0.01)
    },
    600_000,
  )
})
