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
import { oneCopy } from './one-copy.js'
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
  /** Of members who may be learned from, and of nobody known. Those of a database are read as they are asked for, once. */
  readonly baskets: Iterable<KnownBasket> | AsyncIterable<KnownBasket>
  /** The file, where there is one, without its baskets. */
  readonly file: Omit<OrderFile, 'baskets'> | undefined
  /** The database, as a person knows it, where there is one; without it the site alone vouches for the ground. */
  readonly database: string | undefined
  /** Members of the file whom the database has no ground of, and their baskets: left out. */
  readonly ungrounded: { readonly members: number; readonly baskets: number }
}

const nobody = { members: 0, baskets: 0 }

/**
 * Opens what may be learned from, for as long as `learn` takes. With a database nobody counts whose ground is not in
 * force now; each reading is counted there as a use.
 *
 * @throws EvenhandedError `no_source`, and what reading, opening and learning throw
 */
export async function learningFrom<Value>(
  terminal: Terminal,
  program: Program,
  model: NamedModel,
  from: From,
  { progress, rejections }: { readonly progress: Progress; readonly rejections: Rejections },
  learn: (source: LearnedFrom) => Promise<Value>,
): Promise<Value> {
  const file = from.from === undefined ? undefined : await reading(from.from, progress, rejections)
  if (!needsDatabase(from)) return learn({ ...ofFile(file as OrderFile), database: undefined, ungrounded: nobody })
  const desk = await openDesk(terminal, program, { ...from, data: from.data ?? folder })
  const asking: Asking = { server: desk.server, model: model.name, database: desk.name, progress }
  try {
    const of = file ? await grounded(asking, file) : { baskets: recorded(asking), file, ungrounded: nobody }
    return await learn({ ...of, database: desk.name })
  } finally {
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

/** Whom to ask who may be learned from. */
interface Asking {
  readonly server: Server
  readonly model: string
  /** As a person knows it. */
  readonly database: string
  readonly progress: Progress
}

const beginning = ({ progress }: Asking): void => progress.start('Asking for grounds', 1)

const failed = ({ database }: Asking, error: unknown): EvenhandedError =>
  error instanceof EvenhandedError ? error : cannot(`use the database ${database}`, error)

/** The file's baskets, each of a member by the name that the database knows them by, whatever the file calls them. */
async function grounded(asking: Asking, { baskets, ...file }: OrderFile): Promise<Omit<LearnedFrom, 'database'>> {
  const logins = [...new Set(baskets.map(({ member }) => member))].filter((login) => login !== '')
  const members = await mayLearn(asking, logins)
  const known = new Map(logins.map((login, nth) => [login, members[nth] ?? null]))
  const isLeftOut = ({ member }: KnownBasket): boolean => member !== '' && known.get(member) === null
  return {
    baskets: renamed(baskets, (basket) => (isLeftOut(basket) ? null : (known.get(basket.member) ?? ''))),
    file,
    ungrounded: {
      members: [...known.values()].filter((member) => member === null).length,
      baskets: baskets.filter(isLeftOut).length,
    },
  }
}

async function mayLearn(asking: Asking, logins: readonly string[]): Promise<readonly (string | null)[]> {
  beginning(asking)
  try {
    const people = logins.map((login) => ({ login }))
    return await asking.server.mayLearn(asking.model, people)
  } catch (error) {
    throw failed(asking, error)
  } finally {
    asking.progress.stop()
  }
}

/** @param name by what name a basket's member goes; `null` leaves it out */
function* renamed(
  baskets: readonly KnownBasket[],
  name: (basket: KnownBasket) => string | null,
): Generator<KnownBasket, void, undefined> {
  for (const basket of baskets) {
    const member = name(basket)
    if (member !== null) yield { ...basket, member }
  }
}

/** What members let the site record of what they bought, as it is read. When, nobody wrote down. */
async function* recorded(asking: Asking): AsyncGenerator<KnownBasket, void, undefined> {
  const copy = oneCopy()
  beginning(asking)
  try {
    for await (const { member, items } of asking.server.trainingBaskets(asking.model))
      yield { member: copy(member), items: items.map(copy), instant: 0 }
  } catch (error) {
    throw failed(asking, error)
  } finally {
    asking.progress.stop()
  }
}
