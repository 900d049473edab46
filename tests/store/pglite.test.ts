import { PGlite } from '@electric-sql/pglite'
import { postgres } from 'evenhanded/postgres'
import { storeContract } from 'evenhanded/testing'
import { afterAll, describe, it } from 'vitest'

const db = new PGlite()
afterAll(() => db.close())

describe('postgres on PGlite', () => {
  for (const law of storeContract(() => postgres(db))) it(law.name, law.check)
})
