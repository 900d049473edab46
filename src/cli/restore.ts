import { existsSync } from 'node:fs'
import { EvenhandedError } from 'evenhanded'
import { postgres } from 'evenhanded/postgres'
import { createServer } from 'evenhanded/server'
import { keysIn } from './keys.js'
import { openDatabase, type Where } from './open-database.js'
import { cannot } from './peer.js'
import { loadPolicy, loadProgramFile } from './program-file.js'
import { registerFile } from './register-file.js'
import { checkSecret, secretIn } from './secret.js'
import type { Terminal } from './terminal.js'

export interface RestoreOptions extends Where {
  /** The file of the register. */
  readonly register: string
  readonly policy?: string
  readonly json?: boolean
}

/**
 * `evenhanded restore`: whoever was erased is erased again, once a backup was restored.
 *
 * @returns the exit status: 0, or 1 where a line of the register can't be read
 * @throws EvenhandedError where the program, the register or the database can't be used
 */
export async function restore(terminal: Terminal, path: string, options: RestoreOptions): Promise<number> {
  const { program, policy: own } = await loadProgramFile(path)
  const policy = options.policy === undefined ? own : await loadPolicy(options.policy)
  if (!existsSync(options.register))
    throw new EvenhandedError('no_file', `There is no file ${options.register}.\nName the register with --register.`)
  const secret = await secretIn(options.data, terminal)
  const keys = await keysIn(options.data, terminal)
  const unread: number[] = []
  const database = await openDatabase(options)
  try {
    const store = postgres(database.db)
    await store.migrate()
    await checkSecret(database.db, program.id, secret)
    const server = createServer({
      program,
      store,
      secrets: [secret.text],
      ...(policy && { policy }),
      ...(keys && { keys }),
    })
    const done = await server.replayErasures(registerFile(options.register, (line) => unread.push(line)))
    const { lines, erased, before, unknown } = done
    if (options.json) terminal.out(JSON.stringify({ ...done, unread }))
    else
      terminal.out(
        `${lines} erasures of ${program.id} in the register: ${erased} done again, ${before} were done, ${unknown} are of nobody in ${database.name}.`,
      )
  } catch (error) {
    throw error instanceof EvenhandedError ? error : cannot(`use the database ${database.name}`, error)
  } finally {
    await database.close()
  }
  for (const line of unread) terminal.err(`${options.register}, line ${line} can’t be read: look whom it meant.`)
  return unread.length > 0 ? 1 : 0
}
