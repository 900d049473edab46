import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { score } from './basket/score.js'
import { train } from './basket/train.js'
import { check } from './check.js'
import { client } from './client/client.js'
import type { Row } from './compare.js'
import { consent } from './consent/consent.js'
import { explain } from './explain.js'
import { gate } from './gate.js'
import { importBench } from './import.js'
import { ledger } from './ledger/ledger.js'
import { next } from './next.js'
import { sizes } from './sizes.js'
import { table } from './table.js'

// `npm run bench [-- NAME …] [--json FILE] [--rows 1e7]`: what this package costs, beside what else could be done or
// what is allowed. `--rows`: the most transfers that the ledger is measured with.

const benches: { readonly [name: string]: (most: number) => Promise<readonly Row[]> } = {
  import: importBench,
  sizes,
  gate,
  next,
  explain,
  check,
  ledger,
  consent,
  client,
  score,
  train,
}

async function run(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, rows: { type: 'string', default: '1e6' } },
  })
  const unknown = positionals.filter((name) => !Object.hasOwn(benches, name))
  if (unknown.length > 0) {
    console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`)
    return 2
  }
  const most = Number(values.rows)
  if (!Number.isSafeInteger(most)) {
    console.error(`--rows takes a number, as in 1e7; it was ${values.rows}.`)
    return 2
  }
  const rows: Row[] = []
  for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
    console.error(`${name} …`)
    rows.push(...((await benches[name]?.(most)) ?? []))
  }
  console.log(table(rows))
  if (values.json !== undefined) {
    const plain = rows.map(({ spread: _, ...row }) => row)
    await writeFile(values.json, `${JSON.stringify(plain, null, 2)}\n`)
  }
  return 0
}

try {
  process.exitCode = await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
