import { expect, it } from 'vitest'
import { counting } from '../../../src/cli/train/tally.js'
import { whichModel } from '../../../src/cli/train/which-model.js'
import { walks } from './walks.program.js'

const model = whichModel(walks, undefined)
const of = (member: string, ...items: string[]) => ({ member, items, instant: 0 })
const bought = [of('ada', 'boots', 'wax'), of('', 'laces'), of('ada', 'test-strips'), of('ben', 'wax', 'test-strips')]

it('hands on members’ baskets and nobody else’s, and counts what came', async () => {
  const count = counting(model)
  const handed = []
  for await (const basket of count.learnable(bought)) handed.push(basket)
  expect(handed).toEqual([bought[0], bought[2], bought[3]])
  expect(count.tally()).toEqual({ members: 2, baskets: 2, anonymous: 1, sensitive: 1 })
})

it('asks for no basket before the last one is learned from', async () => {
  const log: string[] = []
  async function* read() {
    for (const basket of bought) {
      log.push(`read ${basket.items}`)
      yield basket
    }
  }
  for await (const { items } of counting(model).learnable(read())) log.push(`learned ${items}`)
  const [boots, laces, strips, wax] = bought.map(({ items }) => items)
  expect(log).toEqual([
    ...[`read ${boots}`, `learned ${boots}`, `read ${laces}`],
    ...[`read ${strips}`, `learned ${strips}`, `read ${wax}`, `learned ${wax}`],
  ])
})
