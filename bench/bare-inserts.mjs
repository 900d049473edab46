// What the import is held against, in a process of its own as the import is: an embedded database is opened, and as
// many transfers as the import books are inserted into a bare table, a hundred to a statement. Prints the seconds of
// all of that, and of the inserts alone.

import { randomUUID } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'

const [folder, count] = [process.argv[2], Number(process.argv[3])]
const from = performance.now()
const db = await PGlite.create(folder)
await db.exec(`create table bare (
  tenant text not null, subject uuid not null, key uuid not null, currency text not null, seq bigint not null,
  kind text not null, amount bigint not null, balance_after bigint not null, at bigint not null, reason text not null,
  primary key (tenant, subject, key))`)
const columns = 10
const subjects = Array.from({ length: 3349 }, () => randomUUID())
const started = performance.now()
for (let at = 0; at < count; at += 100) {
  const rows = Array.from({ length: Math.min(100, count - at) }, (_, n) => at + n)
  const values = rows.flatMap((n) => [
    'shop',
    subjects[n % subjects.length],
    randomUUID(),
    'bonus',
    Math.floor(n / subjects.length) + 1,
    'award',
    n,
    n,
    Date.now(),
    `order:${n}`,
  ])
  const row = (_, n) => `(${Array.from({ length: columns }, (_, column) => `$${n * columns + column + 1}`).join(', ')})`
  await db.query(`insert into bare values ${rows.map(row).join(', ')}`, values)
}
const ended = performance.now()
const { rows } = await db.query('select count(*)::int as count from bare')
if (rows[0].count !== count) throw new Error(`${rows[0].count} of ${count} were inserted`)
await db.close()
console.log(JSON.stringify({ seconds: (performance.now() - from) / 1000, inserts: (ended - started) / 1000 }))
