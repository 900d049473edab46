import type { AddressInfo } from 'node:net'
import { serve as listen, type ServerType } from '@hono/node-server'
import { EvenhandedError } from 'evenhanded'
import { postgres } from 'evenhanded/postgres'
import { createServer, type SignedCheckpoints } from 'evenhanded/server'
import { signingKeyIn } from './chain-key.js'
import { checkpointsFile } from './chain-verified.js'
import { keysIn } from './keys.js'
import { addLine } from './line-file.js'
import { openDatabase, type Where } from './open-database.js'
import { cannot } from './peer.js'
import { loadPolicy, loadProgram, loadProgramFile } from './program-file.js'
import { registerFile } from './register-file.js'
import { checkSecret, secretIn } from './secret.js'
import { dueLoop } from './serve-due.js'
import type { Terminal } from './terminal.js'

export interface ServeOptions extends Where {
  readonly port: string
  readonly host: string
  readonly policy?: string
  /** The file of the register of erasures. */
  readonly register?: string
  /** The file of the checkpoints; in the data folder unless said. */
  readonly checkpoints?: string
  /** Whether the due work is done here as well. */
  readonly due: boolean
  /** Files of earlier versions that pages may still work with. */
  readonly earlier?: readonly string[]
}

/**
 * `evenhanded serve`: a program at work, with the due work beside it, until it is told to end.
 *
 * @returns the exit status, once everything that was begun is done
 * @throws EvenhandedError where the program, the port or the database can't be used
 */
export async function serve(terminal: Terminal, path: string, options: ServeOptions): Promise<number> {
  const port = portIn(options.port)
  const { program, policy: own, authenticate, messenger, confirmUrl } = await loadProgramFile(path)
  const policy = options.policy === undefined ? own : await loadPolicy(options.policy)
  const secret = await secretIn(options.data, terminal)
  const keys = await keysIn(options.data, terminal)
  const checkpoints = options.due ? await checkpointsAt(options, terminal) : undefined
  const database = await openDatabase(options)
  const failed = (error: unknown): void => terminal.err(told(error))
  try {
    const earlier = await Promise.all((options.earlier ?? []).map(loadProgram))
    const store = postgres(database.db)
    await store.migrate()
    await checkSecret(database.db, program.id, secret)
    const server = createServer({
      program,
      earlier,
      store,
      secrets: [secret.text],
      onError: failed,
      ...(keys && { keys }),
      ...(options.register !== undefined && { erasures: registerFile(options.register) }),
      ...(checkpoints && { checkpoints }),
      ...(policy && { policy }),
      ...(authenticate && { authenticate }),
      ...(messenger && { messenger }),
      ...(confirmUrl !== undefined && { confirmUrl }),
    })
    const http = await listening({ fetch: server.fetch, port, hostname: options.host })
    const due = options.due ? dueLoop(server, failed) : undefined
    const { port: taken } = http.address() as AddressInfo
    terminal.out(`${program.id} is served on http://${options.host}:${taken}/evenhanded, from ${database.name}.`)
    await toldToEnd()
    await Promise.all([closed(http), due?.stop()])
    await server.flush()
    return 0
  } catch (error) {
    throw error instanceof EvenhandedError ? error : cannot(`use the database ${database.name}`, error)
  } finally {
    await database.close()
  }
}

/** Whoever does the due work chains, and signs. */
async function checkpointsAt({ data, checkpoints }: ServeOptions, terminal: Terminal): Promise<SignedCheckpoints> {
  const file = checkpoints ?? checkpointsFile(data)
  return { key: await signingKeyIn(data, terminal), keep: (jws) => addLine(file, jws) }
}

function portIn(text: string): number {
  const port = Number(text)
  if (text !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new EvenhandedError('bad_port', `${text} is no port.\nGive --port a number up to 65535; 0 takes any.`)
}

const listening = (options: Parameters<typeof listen>[0]): Promise<ServerType> =>
  new Promise((resolve, reject) => {
    const http = listen(options, () => resolve(http))
    http.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'it is taken' : cause.message
      reject(new EvenhandedError('no_port', `Can’t listen on port ${options.port}: ${why}.`, [], { cause }))
    })
  })

/** What is being answered is answered; who only keeps a connection open is not waited for. */
const closed = (http: ServerType): Promise<void> =>
  new Promise((resolve) => {
    http.close(() => resolve())
    if ('closeIdleConnections' in http) http.closeIdleConnections()
  })

const signals = ['SIGTERM', 'SIGINT'] as const

const toldToEnd = (): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      for (const signal of signals) process.off(signal, end)
      resolve()
    }
    for (const signal of signals) process.on(signal, end)
  })

/** A failure with its cause: what the store said is for whoever runs it. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : (error.stack ?? error.message)
}
