import type { Block } from '../../ports/record.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { at } from './steps.js'

const zeros = '0'.repeat(64)

/** The block after this one. Its hashes are whatever a chain makes of lines: a store believes them. */
const after = (last: Block | null, mark = 'a'): Block => {
  const n = (last?.n ?? 0) + 1
  const root = mark.repeat(63) + (n % 10)
  return { n, prev: last?.root ?? zeros, root, hashes: `${mark}0`.repeat(32 * n), cursor: `cursor "${n}"`, at: at + n }
}

/** A chain only grows, by one block after the last. */
export function blockLaws({ law, store }: Case): void {
  law('tells its blocks by number, page by page, and the last one', async () => {
    const { store: it, tenant } = deskOf(await store())
    same([await it.lastBlock(tenant), await it.blocks(tenant, 0, 10)], [null, []])
    const chain: Block[] = []
    for (let n = 0; n < 12; n++) {
      const block = after(chain.at(-1) ?? null)
      same(await it.append(tenant, block), true)
      same(await it.lastBlock(tenant), block)
      chain.push(block)
    }
    same(await it.blocks(tenant, 0, 100), chain)
    same([await it.blocks(tenant, 0, 2), await it.blocks(tenant, 9, 2)], [chain.slice(0, 2), chain.slice(9, 11)])
    same(await it.blocks(tenant, 12, 5), [])
  })

  law('takes no other block than the next one', async () => {
    const { store: it, tenant } = deskOf(await store())
    const [first, other] = [after(null), after(null, 'b')]
    const second = after(first)
    same(await it.append(tenant, second), false)
    same(await it.append(tenant, { ...first, prev: other.root }), false)
    same(await it.append(tenant, { ...first, n: 0 }), false)
    same(await it.append(tenant, first), true)
    for (const block of [first, other, after(other), { ...second, prev: zeros }, after(second)])
      same(await it.append(tenant, block), false)
    same(await it.append(tenant, second), true)
    same(await it.blocks(tenant, 0, 9), [first, second])
  })

  law('lets one of many append the block of one number', async () => {
    const { store: it, tenant } = deskOf(await store())
    for (let round = 0; round < 5; round++) {
      const last = await it.lastBlock(tenant)
      const offered = ['a', 'b', 'c', 'd', 'e', 'f'].map((mark) => after(last, mark))
      const taken = await Promise.all(offered.map((block) => it.append(tenant, block)))
      same(taken.filter((was) => was).length, 1)
      same(await it.lastBlock(tenant), offered[taken.indexOf(true)])
    }
    same((await it.blocks(tenant, 0, 9)).length, 5)
  })

  law('keeps the chains of tenants apart', async () => {
    const it = await store()
    const [one, other] = [deskOf(it).tenant, deskOf(it).tenant]
    const [first, second] = [after(null), after(null, 'b')]
    same([await it.append(one, first), await it.append(other, second)], [true, true])
    same(await it.append(one, after(first)), true)
    same([await it.lastBlock(other), await it.blocks(other, 0, 9)], [second, [second]])
  })
}
