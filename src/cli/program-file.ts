import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as evenhanded from 'evenhanded'
import { EvenhandedError, type Policy, type Program } from 'evenhanded'
import type { Authenticate, Messenger } from 'evenhanded/server'
import { createJiti } from 'jiti'

/** What the command line takes from a file. */
export interface ProgramFile {
  readonly program: Program
  /** What is exported by the name of `policy`. */
  readonly policy: Policy | undefined
  /** What is exported by the name of `authenticate`: the site's own login, for `serve`. */
  readonly authenticate: Authenticate | undefined
  /** What is exported by the names of `messenger` and `confirmUrl`: what sends messages to confirm, for `serve`. */
  readonly messenger: Messenger | undefined
  readonly confirmUrl: string | undefined
}

/**
 * The program that a file exports, by whatever name; TypeScript or JavaScript.
 *
 * It gets this very `evenhanded`, and our `zod` where none is installed beside it; everything else it imports from
 * where it stands.
 *
 * @throws EvenhandedError `bad_program_file` where there is none or more than one; what `defineProgram` throws
 */
export const loadProgram = async (path: string): Promise<Program> => (await loadProgramFile(path)).program

/** The same, with what else the file exports. */
export async function loadProgramFile(path: string): Promise<ProgramFile> {
  const exported = await exportsIn(path, 'program')
  const programs = programsOf(exported)
  const [program] = programs
  if (!program) throw bad(`${path} exports no program.`, 'Export what defineProgram returns.')
  if (programs.length > 1)
    throw bad(
      `${path} exports more than one program: ${programs.map(({ id }) => id).join(', ')}.`,
      'Export one of them from a file of its own.',
    )
  const { policy, authenticate, messenger, confirmUrl } = exported as { readonly [name: string]: unknown }
  return {
    program,
    policy: policy as Policy | undefined,
    authenticate: typeof authenticate === 'function' ? (authenticate as Authenticate) : undefined,
    messenger: messenger as Messenger | undefined,
    confirmUrl: confirmUrl as string | undefined,
  }
}

/**
 * The policy that a file exports, as `policy` or as its default.
 *
 * @throws EvenhandedError `bad_program_file` where there is none
 */
export async function loadPolicy(path: string): Promise<Policy> {
  const { policy, default: own } = (await exportsIn(path, 'policy')) as { readonly [name: string]: unknown }
  const found = policy ?? own
  if (typeof found !== 'object' || found === null) throw bad(`${path} exports no policy.`, 'Export it as `policy`.')
  return found
}

function exportsIn(path: string, what: string): Promise<object> {
  const file = resolve(path)
  if (!existsSync(file)) throw bad(`There is no file ${path}.`, `Name the file that exports your ${what}.`)
  return loaded(file, path)
}

async function loaded(file: string, path: string): Promise<object> {
  const jiti = createJiti(pathToFileURL(file).href, {
    virtualModules: { evenhanded, ...(await zodUnlessThere(file)) },
  })
  return exportsOf(jiti, file, path)
}

async function zodUnlessThere(file: string): Promise<Record<string, unknown>> {
  try {
    createRequire(file).resolve('zod')
    return {}
  } catch {
    return { zod: await import('zod'), 'zod/mini': await import('zod/mini') }
  }
}

async function exportsOf(jiti: ReturnType<typeof createJiti>, file: string, path: string): Promise<object> {
  try {
    return await jiti.import<object>(file)
  } catch (error) {
    if (error instanceof EvenhandedError) throw error
    throw bad(`${path} can’t be loaded: ${error instanceof Error ? error.message : String(error)}`, '')
  }
}

/** One program may be exported twice, by its name and as the default. */
const programsOf = (exported: object): readonly Program[] => [...new Set(Object.values(exported).filter(isProgram))]

const isProgram = (value: unknown): value is Program =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'version', 'controller', 'fields', 'purposes', 'offers', 'gates'].every((part) => Object.hasOwn(value, part))

const bad = (message: string, remedy: string): EvenhandedError =>
  new EvenhandedError('bad_program_file', [message, remedy].filter(Boolean).join('\n'))
