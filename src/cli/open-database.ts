import { openFolder } from './data-folder.js'
import type { OpenDatabase } from './database.js'
import { cannot, unlessMissing } from './peer.js'

/** Where everything is kept, as the command line was told. */
export interface Where {
  /** The address of a PostgreSQL. */
  readonly db?: string
  /** The folder of an embedded PGlite, and of the secret. */
  readonly data: string
}

/**
 * @throws EvenhandedError `peer_missing`, `data_in_use`, `database_failed`
 */
export const openDatabase = ({ db, data }: Where): Promise<OpenDatabase> =>
  db === undefined ? openFolder(data) : openServer(db)

async function openServer(url: string): Promise<OpenDatabase> {
  const { default: pg } = await unlessMissing('pg', () => import('pg'))
  const name = withoutPassword(url)
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'evenhanded' })
  // An idle connection that the server ends is made anew with the next query, which reports what is wrong.
  pool.on('error', () => undefined)
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    throw cannot(`use the database ${name}`, error)
  }
  return { db: pool, name, close: () => pool.end() }
}

const withoutPassword = (url: string): string => {
  if (!URL.canParse(url)) return 'named by --db'
  const shown = new URL(url)
  shown.password = ''
  return shown.href
}
