import { postgres } from 'evenhanded/postgres'
import { storeContract } from 'evenhanded/testing'
import { afterAll, describe, inject, it } from 'vitest'
import { createDatabase } from '../support/database.js'

const url = inject('postgresUrl')

describe.skipIf(!url)('postgres on PostgreSQL, with 16 connections', () => {
  const made = url ? createDatabase(url, 16) : undefined
  afterAll(async () => (await made)?.drop())
  const open = async () => {
    if (!made) throw new Error('no PostgreSQL')
    return postgres((await made).pool)
  }
  for (const law of storeContract(open)) it(law.name, law.check)
})
