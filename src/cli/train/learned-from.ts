import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { EvenhandedError, type Program } from 'evenhanded'
import type { KnownBasket } from 'evenhanded/basket'
import type { Server } from 'evenhanded/server'
import { openDesk } from '../members/desk.js'
import type { Rejections } from '../orders/rejections.js'
import { cannot } from '../peer.js'
import type { Progress } from '../progress.js'
import type { Terminal } from '../terminal.js'
import { type OrderFile, readBaskets } from './read-baskets.js'
import type { NamedModel } from './which-model.js'

/** Where baskets come from, as the command line was told. */
export interface From {
  /** A file of orders. */
  readonly from?: string
  /** A PostgreSQL. */
  readonly db?: string
  /** The folder of the embedded database; `.evenhanded` where nothing else is named. */
  readonly data?: string
}

/** What there is to learn from and to measure by, and how it came to that. */
export interface LearnedFrom {
  /** Of members who may be learned from, and of nobody known. */
  readonly baskets: readonly KnownBasket[]
  /** The file, where there is one, without its baskets. */
  readonly file: Omit<OrderFile, 'baskets'> | undefined
  /** The database, as a person knows it, where there is one; without it the site alone vouches for the ground. */
  readonly database: string | undefined
  /** Members of the file whom the database has no ground of, and their baskets: left out. */
  readonly ungrounded: { readonly members: number; readonly baskets: number }
}

const nobody = { members: 0, baskets: 0 }

/**
 * Reads what may be learned from. With a database nobody counts whose ground is not in force now; each reading is
 * counted there as a use.
 *
 * @throws EvenhandedError `no_source`, and what reading and opening throw
 */
export async function learnedFrom(
  terminal: Terminal,
  program: Program,
  model: NamedModel,
  from: From,
  { progress, rejections }: { readonly progress: Progress; readonly rejections: Rejections },
): Promise<LearnedFrom> {
  const file = from.from === undefined ? undefined : await reading(from.from, progress, rejections)
  if (!needsDatabase(from)) return { ...ofFile(file as OrderFile), database: undefined, ungrounded: nobody }
  const desk = await openDesk(terminal, program, { ...from, data: from.data ?? folder })
  try {
    progress.start('Asking for grounds', 1)
    const of = file ? await grounded(desk.server, model.name, file) : await recorded(desk.server, model.name)
    return { ...of, database: desk.name }
  } catch (error) {
    throw error instanceof EvenhandedError ? error : cannot(`use the database ${desk.name}`, error)
  } finally {
    progress.stop()
    await desk.close()
  }
}

const folder = '.evenhanded'

function needsDatabase({ from, db, data }: From): boolean {
  if (db !== undefined || data !== undefined) return true
  if (from !== undefined) return false
  if (existsSync(join(folder, 'database'))) return true
  throw new EvenhandedError(
    'no_source',
    `There is nothing to learn from: no file is named, and ${folder} has no database.\nName a file of orders with --from, or a database with --db or --data.`,
  )
}

async function reading(path: string, progress: Progress, rejections: Rejections): Promise<OrderFile> {
  progress.start('Reading', existsSync(path) ? statSync(path).size : 1)
  try {
    return await readBaskets(path, rejections, progress.update)
  } finally {
    progress.stop()
  }
}

function ofFile({ baskets, ...file }: OrderFile): Pick<LearnedFrom, 'baskets' | 'file'> {
  return { baskets, file }
}

/** The file's baskets, each of a member by the name that the database knows them by, whatever the file calls them. */
async function grounded(
  server: Server,
  model: string,
  { baskets, ...file }: OrderFile,
): Promise<Omit<LearnedFrom, 'database'>> {
  const logins = [...new Set(baskets.map(({ member }) => member))].filter((login) => login !== '')
  const members = await server.mayLearn(
    model,
    logins.map((login) => ({ login })),
  )
  const known = new Map(logins.map((login, nth) => [login, members[nth] ?? null]))
  const kept = baskets.filter(({ member }) => member === '' || known.get(member) !== null)
  return {
    baskets: kept.map((basket) => ({ ...basket, member: known.get(basket.member) ?? '' })),
    file,
    ungrounded: {
      members: [...known.values()].filter((member) => member === null).length,
      baskets: baskets.length - kept.length,
    },
  }
}

/** What members let the site record of what they bought. When, nobody wrote down. */
async function recorded(server: Server, model: string): Promise<Omit<LearnedFrom, 'database'>> {
  const baskets: KnownBasket[] = []
  for await (const { member, items } of server.trainingBaskets(model)) baskets.push({ member, items, instant: 0 })
  return { baskets, file: undefined, ungrounded: nobody }
}
