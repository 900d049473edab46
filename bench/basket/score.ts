import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { readModel } from 'evenhanded/basket'
import { inProject } from '../built.js'
import { openChromium } from '../client/chromium.js'
import { weight } from '../client/weighing.js'
import { compare, type Row, row } from '../compare.js'
import { asked } from './asked.js'
import type { Asked } from './made-up.js'
import type { Scoring } from './page.js'
import { agree, amongs, choosing, plainly, reading, timed } from './scoring.js'

/** Microseconds that a basket may take. */
const budget = { node: 15, chromium: 30 }
/** Kilobytes that a page may pay for reading a model and scoring with it. */
const most = 5

/** What goes with a basket of twenty items, by a model of three thousand. */
export async function score(): Promise<readonly Row[]> {
  const given = await asked()
  return [...(await inNode(given)), ...(await inChromium(given)), ...(await sizesOf(given))]
}

async function inNode({ model, baskets }: Asked): Promise<readonly Row[]> {
  const plain = plainly(model.toJson())
  agree(model, plain, baskets)
  const rows: Row[] = []
  for (const among of amongs) {
    const options = choosing(model.items, among)
    const name = `similar(), 20 items, among ${among}`
    const ours = () => timed(model.similar, baskets, options)
    const within = { name, unit: 'µs', runs: 9, ours, reference: budget.node, goal: 1 }
    if (among !== 'a new list of 200') rows.push(await compare(within, 3))
    const reference = () => timed(plain, baskets, options)
    rows.push(await compare({ name: `${name}, by maps`, unit: 'µs', ours, reference, goal: 1 }))
  }
  const [bytes, json] = [model.bytes(), JSON.stringify(model.toJson())]
  const ours = () => reading(() => readModel(bytes).ok)
  const reference = () => reading(() => Boolean(JSON.parse(json)))
  return [...rows, await compare({ name: 'readModel(), JSON.parse', unit: 'ms', runs: 9, ours, reference, goal: 1 })]
}

async function inChromium({ model, baskets }: Asked): Promise<readonly Row[]> {
  const browser = await openChromium()
  if (!browser) return []
  try {
    const page = await browser.context.newPage()
    // Isolated, so that the browser's clock counts in 5 µs, and not in 100.
    await page.route('http://shop.localhost/', (route) =>
      route.fulfill({
        ...{ contentType: 'text/html', body: '<!doctype html><title>Shop</title>' },
        headers: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
      }),
    )
    await page.goto('http://shop.localhost/')
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('The page is not isolated')
    await page.addScriptTag({ content: await bundled('bench/basket/page.ts') })
    const base64 = Buffer.from(model.bytes()).toString('base64')
    const scoring = await page.evaluateHandle((): Scoring => window.scoring)
    // Each once, as a visitor does.
    const cold = await scoring.evaluate(({ readingModel }, given) => readingModel(given), base64)
    const json = await scoring.evaluate(({ readingJson }, given) => readingJson(given), JSON.stringify(model.toJson()))
    const read = { name: 'readModel() in Chromium, JSON.parse, once', ours: [cold], theirs: [json] }
    const rows = [row({ ...read, unit: 'ms', goal: undefined })]
    const scored = await scoring.evaluateHandle(({ score }, [given, asked]) => score(given, asked), [
      base64,
      baskets,
    ] as const)
    for (const among of amongs.slice(0, 2)) {
      const ours = () => scored.evaluate((score, among) => score(among), among)
      const name = `similar() in Chromium, 20 items, among ${among}`
      rows.push(await compare({ name, unit: 'µs', runs: 9, ours, reference: budget.chromium, goal: 1 }, 3))
    }
    return rows
  } finally {
    await browser.close()
  }
}

async function sizesOf({ model }: Asked): Promise<readonly Row[]> {
  const bytes = model.bytes()
  const ids = Buffer.byteLength(JSON.stringify(model.items))
  const from = inProject('bench')
  const page = await weight({ from, source: `export { loadModel, readModel } from 'evenhanded/basket'` })
  const sized = (name: string, unit: string, goal: number | undefined, ours: number, theirs: number): Row =>
    row({ name, unit, goal, ours: [ours], theirs: [theirs] })
  return [
    sized('a model, beyond its ids, for each item', 'bytes', 1, (bytes.length - ids) / model.items.length, 35),
    sized('a model as gzip, as it is', 'kB', undefined, gzipSync(bytes).length / 1000, bytes.length / 1000),
    sized('loadModel and readModel in a page', 'kB', 1, page, most),
  ]
}

/** As a site would ship it. */
async function bundled(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [inProject(path)],
    ...{ bundle: true, minify: true, write: false, format: 'iife', target: 'es2022' },
  })
  return outputFiles[0]?.text ?? ''
}
