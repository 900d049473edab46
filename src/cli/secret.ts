import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EvenhandedError } from 'evenhanded'
import type { Database } from 'evenhanded/postgres'
import type { Terminal } from './terminal.js'

export interface Secret {
  readonly text: string
  /** It is as new as this run: what was stored before was stored with another. */
  readonly made: boolean
}

/**
 * What everything stored is keyed with: of the environment, else of the data folder, where it is made on first use.
 *
 * @throws EvenhandedError `bad_secrets` where it is too short
 */
export async function secretIn(folder: string, terminal: Terminal): Promise<Secret> {
  const given = terminal.env.EVENHANDED_SECRET
  if (given !== undefined && given !== '') return { text: longEnough(given, 'EVENHANDED_SECRET'), made: false }
  const file = join(folder, 'secret')
  try {
    return { text: longEnough((await readFile(file, 'utf8')).trim(), file), made: false }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = randomBytes(32).toString('base64url')
  await mkdir(folder, { recursive: true })
  await writeFile(file, made, { mode: 0o600, flag: 'wx' })
  terminal.err(`Made a secret in ${file}: keep it, what is stored can’t be found without it.`)
  return { text: made, made: true }
}

function longEnough(secret: string, from: string): string {
  if (secret.length >= 32) return secret
  throw new EvenhandedError(
    'bad_secrets',
    `The secret in ${from} is shorter than 32 characters.\nMake one: openssl rand -base64 32`,
  )
}

/**
 * Refuses a database that was filled with another secret: nobody in it would be recognised, and everybody made anew.
 * Its fingerprint is kept beside the tables of the store; it tells nothing of the secret.
 *
 * @throws EvenhandedError `other_secret`
 */
export async function checkSecret(db: Database, tenant: string, secret: Secret): Promise<void> {
  await db.query(
    'create table if not exists evenhanded.fingerprint (tenant text primary key, fingerprint text not null)',
  )
  const fingerprint = fingerprintOf(tenant, secret)
  const { rows } = await db.query(
    `select (select fingerprint from evenhanded.fingerprint where tenant = $1) as fingerprint,
      exists (select from evenhanded.subject where tenant = $1) as filled`,
    [tenant],
  )
  const found = rows[0] as { readonly fingerprint: string | null; readonly filled: boolean }
  if (found.fingerprint === fingerprint) return
  if (found.fingerprint !== null || (found.filled && secret.made)) throw otherSecret()
  await db.query('insert into evenhanded.fingerprint values ($1, $2) on conflict do nothing', [tenant, fingerprint])
  await checkSecret(db, tenant, secret)
}

/** By which a secret is recognised; it tells nothing of it. */
export const fingerprintOf = (tenant: string, { text }: Pick<Secret, 'text'>): string =>
  createHash('sha256').update(`evenhanded fingerprint ${tenant}\n${text}`).digest('hex')

export const otherSecret = (): EvenhandedError =>
  new EvenhandedError(
    'other_secret',
    'This database was filled with another secret: no member would be recognised.\nSet EVENHANDED_SECRET to the one that it was filled with.',
  )
