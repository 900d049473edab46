import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Row } from './compare.js'
import { gate } from './gate.js'
import { importBench } from './import.js'
import { next } from './next.js'
import { sizes } from './sizes.js'
import { table } from './table.js'

// `npm run bench [-- NAME …] [--json FILE]`: what this package costs, beside what else could be done or what is allowed.

const benches: { readonly [name: string]: () => Promise<readonly Row[]> } = { import: importBench, sizes, gate, next }

async function run(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
  const unknown = positionals.filter((name) => !Object.hasOwn(benches, name))
  if (unknown.length > 0) {
    console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`)
    return 2
  }
  const rows: Row[] = []
  for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
    console.error(`${name} …`)
    rows.push(...((await benches[name]?.()) ?? []))
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
