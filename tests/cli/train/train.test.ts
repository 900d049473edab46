import { existsSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { readModel } from '../../../src/basket.js'
import { history, line, openShop } from './walks.js'

const shop = openShop()
afterAll(() => shop.close())
const program = shop.program()
const orders = shop.orders('orders.tsv.gz', history())
const read = (bytes: Uint8Array | string) => {
  const model = readModel(bytes, { program: 'walks', name: 'goesWith' })
  if (!model.ok) throw new Error(model.error.code)
  return model.value
}
const top = (bytes: Uint8Array | string, ...basket: string[]) =>
  read(bytes)
    .similar(basket, { top: 2 })
    .items.map(({ item }) => item)
    .sort()

describe('evenhanded train', () => {
  it('writes a model that knows what goes together, and says what it did in eighty columns', async () => {
    const file = shop.path('goes-with.model')
    const { status, out, err } = await shop.run(program, '--from', orders, '--out', file)
    expect([status, err]).toEqual([0, ''])
    expect(out).toMatch(/^walks, goesWith: learned from orders\.tsv\.gz, written to\s/)
    expect(out).toMatch(/\n {6}180 {2}baskets of 60 members\n {7}12 {2}sales without a member: never learned from\n/)
    expect(out.replaceAll('\n', ' ')).toContain('the site vouches for that ground')
    expect(out).toMatch(/\n {7}13 {2}items, each with at most 10 others\n/)
    expect(out.split('\n').filter((one) => one.length > 80 && !one.includes(file))).toEqual([])
    expect(out).toMatch(/\n {8}5 {2}members at least stand behind each item and each pair\n/)
    expect(top(readFileSync(file), 'boots')).toEqual(['laces', 'wax'])
    const bare = await shop.run(program, '--from', orders, '--out', file, '--min-members', '1')
    expect(bare.out).toMatch(/\n {8}1 {2}member is enough for a pair: a single basket can be read in this model\n/)
  })

  it('makes the same file of the same orders, whatever their order', async () => {
    const [one, other] = [shop.path('one.model'), shop.path('other.model')]
    const turned = shop.orders('turned.tsv', [...history()].reverse())
    await shop.run(program, '--from', orders, '--out', one, '--lambda', '5')
    await shop.run(program, '--from', turned, '--out', other, '--lambda', '5')
    expect(readFileSync(other).equals(readFileSync(one))).toBe(true)
  })

  it('writes it to be read, and to be imported', async () => {
    const [json, module] = [shop.path('model.json'), shop.path('model.mjs')]
    await shop.run(program, '--from', orders, '--out', json, '--min-members', '2')
    await shop.run(program, '--from', orders, '--out', module, '--min-members', '2')
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ program: 'walks', name: 'goesWith', minMembers: 2 })
    const { default: text } = await import(/* @vite-ignore */ pathToFileURL(module).href)
    expect(top(text, 'tent')).toEqual(['gas', 'stove'])
  })

  it('measures it, in one object, and writes nothing that was not asked for', async () => {
    const before = readdirSync('.')
    const words = [program, '--from', orders, '--evaluate', '--reference', '--hold-out', '0.2', '--seed', '3', '--json']
    const { status, out, err } = await shop.run(...words)
    expect([status, err]).toEqual([0, ''])
    const quality = (n: number) => ({ ...shares, n })
    const shares = { r1: share(), r5: share(), r10: share(), mrr: share() }
    const methods = (n: number) => ({
      popularity: quality(n),
      cosine: quality(n),
      ease: quality(n),
      reference: quality(n),
    })
    const said = JSON.parse(out)
    expect(said).toMatchObject({
      items: 13,
      baskets: 180,
      seconds: expect.any(Number),
      model_bytes: expect.any(Number),
      split: { by: 'random', hold_out: 0.2, seed: 3, learned_members: 48, held_out_members: 12, held_out_baskets: 36 },
      members: methods(36),
      anonymous: methods(12),
      coverage: share(),
      min_members: 5,
      ground: 'the site vouches for it',
    })
    // What nobody but these people buy together is found at once; by popularity it is luck.
    expect(said.anonymous.ease.r5).toBe(1)
    expect(said.anonymous.popularity.r1).toBeLessThan(0.5)
    expect(readdirSync('.')).toEqual(before)
    expect(await shop.run(...words)).toMatchObject({ out: expect.stringContaining(JSON.stringify(said.members)) })
  })

  it('holds out who came last, and says since when', async () => {
    const { out } = await shop.run(program, '--from', orders, '--evaluate', '--by', 'time', '--json')
    expect(JSON.parse(out).split).toMatchObject({
      by: 'time',
      since: '2026-02-24T00:00:00.000Z',
      held_out_members: 6,
      learned_members: 54,
    })
    const text = await shop.run(program, '--from', orders, '--evaluate', '--by', 'time')
    expect(text.out).toMatch(/Held out: the 10 % of the members who came last, from 2026-02-24 on: 6/)
  })

  it('prints the figures of each method, and draws them on a page', async () => {
    const page = shop.path('page.html')
    const { out } = await shop.run(program, '--from', orders, '--evaluate', '--html', page)
    expect(out).toMatch(/\nMembers who were held out \(18\): the hidden item was found\n/)
    expect(out).toMatch(/\nEASE +[\d.]+ % +[\d.]+ % +[\d.]+ % +[\d.]+\nCosine .*\nPopularity .*\n/)
    const html = readFileSync(page, 'utf8')
    expect(html.match(/<figure class="bars"/g)).toHaveLength(2)
    expect(html).toMatch(/the site vouches for that ground/)
  })

  it('leaves out what the program marks as sensitive, from the model and from the figures', async () => {
    const strips = Array.from({ length: 60 }, (_, n) => line(`${n}-0`, `m${n}`, 'test-strips', 1 + n))
    const file = shop.path('clean.json')
    const from = shop.orders('sensitive.tsv', [...history(), ...strips])
    const { out } = await shop.run(program, '--from', from, '--out', file)
    expect(out).toMatch(/\n {8}1 {2}item marked as sensitive: left out everywhere\n/)
    expect(readFileSync(file, 'utf8')).not.toContain('test-strips')
    const [with_, without] = await Promise.all(
      [from, orders].map(async (one) =>
        JSON.parse((await shop.run(program, '--from', one, '--evaluate', '--json')).out),
      ),
    )
    expect([with_.members, with_.anonymous, with_.coverage]).toEqual([
      without.members,
      without.anonymous,
      without.coverage,
    ])
    expect(with_.left_out.sensitive_items).toBe(1)
  })

  it('ends with 1 where lines were rejected, and learns from the rest', async () => {
    const file = shop.path('rest.model')
    const from = shop.orders('some.tsv', [...history(), 'not a line'])
    const { status, out, err } = await shop.run(program, '--from', from, '--out', file)
    expect([status, err]).toEqual([1, 'some.tsv, line 638: 1 column where the first line names 8'])
    expect(out).toMatch(/\n {8}1 {2}line rejected\n/)
    expect(top(readFileSync(file), 'boots')).toEqual(['laces', 'wax'])
  })
})

describe('what can’t be done', () => {
  const refused = async (words: readonly string[], said: RegExp) => {
    const file = shop.path('kept.model')
    const kept = shop.written('kept.model', 'what was there before')
    const { status, out, err } = await shop.run(...words, '--out', file)
    expect({ status, out, err }).toEqual({ status: 2, out: '', err: expect.stringMatching(said) })
    expect(readFileSync(kept, 'utf8')).toBe('what was there before')
  }

  it('is said of the program and its models, before anything is read', async () => {
    await refused([shop.path('nowhere.ts'), '--from', orders], /There is no file .*nowhere\.ts/)
    await refused(
      [program, '--from', orders, '--model', 'other'],
      /other is no model of this program: it has goesWith\.\nChoose one with --model/,
    )
    const none = shop.program('none', (text) => text.replace(/\n {2}models: \{[\s\S]*?\n {2}\},/, ''))
    await refused([none, '--from', orders], /has no models/)
    const two = shop.program('two', (text) =>
      text.replace('models: {', "models: { also: { label: 'Also', reads: 'basket', learns: 'learn' },"),
    )
    await refused([two, '--from', orders], /more than one model: it has also, goesWith/)
  })

  it('is said of options that make no sense', async () => {
    for (const share of ['0', '1', '-0.1', '1.5', 'a tenth', ''])
      await refused(
        [program, '--from', orders, '--evaluate', '--hold-out', share],
        /--hold-out is ".*"\.\nGive it a number above 0 and below 1/,
      )
    await refused(
      [program, '--from', orders, '--min-members', '0'],
      /--min-members is "0"\.\nGive it a whole number from 1/,
    )
    await refused([program, '--from', orders, '--neighbours', '2.5'], /--neighbours is "2\.5"/)
    await refused([program, '--from', orders, '--lambda', '0'], /--lambda is "0"/)
    await refused([program, '--from', orders, '--seed', '-1'], /--seed is "-1"/)
    await refused([program, '--from', orders, '--evaluate', '--by', 'luck'], /random, time/)
  })

  it('is said of options that say how to measure, where nothing is measured', async () => {
    const one = [['--seed', '2'], ['--hold-out', '0.2'], ['--draws', '10'], ['--by', 'random'], ['--reference']]
    for (const words of one)
      await refused(
        [program, '--from', orders, ...words],
        new RegExp(`^${words[0]} says how to measure, and nothing is measured\\.\\nAdd --evaluate, or leave it out`),
      )
    await refused(
      [program, '--from', orders, '--by', 'time', '--seed', '2', '--reference'],
      /^--by, --seed, and --reference say how to measure[\s\S]*Add --evaluate, or leave them out/,
    )
  })

  it('is said of files that hold no orders', async () => {
    await refused([program, '--from', shop.path('no.tsv')], /There is no file .*no\.tsv/)
    await refused([program, '--from', shop.written('empty.tsv', '')], /empty\.tsv is empty/)
    await refused(
      [program, '--from', shop.written('other.csv', 'a,b\n1,2\n')],
      /has no column invoice, customer, stock_code/,
    )
    const cut = shop.orders('cut.tsv.gz', history())
    truncateSync(cut, statSync(cut).size - 20)
    await refused([program, '--from', cut], /cut\.tsv\.gz, line \d+: the gzip file breaks off/)
    await refused([program], /nothing to learn from: no file is named/)
  })

  it('is said where there is nobody to learn from, or too few', async () => {
    await refused([program, '--from', shop.orders('nobody.tsv', [line('1', '', 'boots')])], /no basket to learn from/)
    await refused(
      [program, '--from', shop.orders('few.tsv', history(4))],
      /4 members can be learned from, and it takes 5/,
    )
    const alone = shop.orders('alone.tsv', history(1))
    await refused(
      [program, '--from', alone, '--evaluate', '--min-members', '1'],
      /1 member can be learned from, and it takes 2/,
    )
    const apart = Array.from({ length: 9 }, (_, n) => line(`${n}`, `m${n}`, `only of ${n}`))
    await refused(
      [program, '--from', shop.orders('apart.tsv', apart)],
      /Nothing was bought by as many as 5 of 9 members/,
    )
  })

  it('is said of orders without a date, where time decides', async () => {
    const undated = shop.written('undated.csv', 'invoice,customer,stock_code\n1,ada,boots\n')
    await refused([program, '--from', undated, '--evaluate', '--by', 'time'], /Nothing says when/)
  })

  it('leaves nothing behind where a file can’t be written', async () => {
    const nowhere = shop.path('no/such/folder.model')
    const { status, err } = await shop.run(program, '--from', orders, '--out', nowhere)
    expect([status, err]).toEqual([2, expect.stringContaining(`Can’t write ${nowhere}`)])
    const { status: onFolder } = await shop.run(program, '--from', orders, '--out', shop.folder)
    expect(onFolder).toBe(2)
    expect(existsSync(nowhere)).toBe(false)
    expect(readdirSync(shop.folder).filter((name) => name.endsWith('.new'))).toEqual([])
  })
})

/** A figure between 0 and 1. */
const share = () => expect.toSatisfy((value: unknown) => typeof value === 'number' && value >= 0 && value <= 1)
