import type { TestProject } from 'vitest/node'
import { leftOut } from './left-out.js'
import { startPostgres } from './postgres.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the test run's own PostgreSQL listens; null where none could be started. */
    postgresUrl: string | null
  }
}

/**
 * Starts one PostgreSQL for the whole run: `inject('postgresUrl')`. EVENHANDED_POSTGRES names another one to use,
 * of another version for instance; its user has to be allowed to make databases.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const named = process.env.EVENHANDED_POSTGRES
  if (named) {
    project.provide('postgresUrl', named)
    return undefined
  }
  const postgres = await startPostgres()
  if ('unavailable' in postgres) {
    leftOut('tests on a real PostgreSQL (PGlite stood in)', postgres.unavailable)
    project.provide('postgresUrl', null)
    return undefined
  }
  project.provide('postgresUrl', postgres.url)
  return postgres.stop
}
