import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as evenhanded from 'evenhanded'
import { EvenhandedError, type Policy, type Program, parseProgram, type ReviewOptions } from 'evenhanded'
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
 * The program that a file exports, by whatever name: TypeScript or JavaScript; or one written in JSON.
 *
 * It gets this very `evenhanded`, and our `zod` where none is installed beside it; everything else it imports from
 * where it stands.
 *
 * @throws EvenhandedError `bad_program_file` where there is none or more than one; what `defineProgram` throws
 */
export const loadProgram = async (path: string): Promise<Program> => (await loadProgramFile(path)).program

/** The same, with what else the file exports. */
export async function loadProgramFile(path: string): Promise<ProgramFile> {
  const exported = await exportsIn(path, 'program', evenhanded)
  return { program: onlyOne(path, [...new Set(Object.values(exported).filter(isProgram))]), ...besides(exported) }
}

/** What is to be a program, and what else its file exports. */
export interface DraftFile extends Pick<ProgramFile, 'policy'> {
  /** A program; what `defineProgram` refuses; or the error that says why it was refused. */
  readonly draft: unknown
  /** What is exported by the name of `learned`. */
  readonly learned: ReviewOptions['learned']
}

/**
 * What a file exports that is to be a program, whether or not it is one yet: for who wants to hear everything that is
 * wrong with it, and not only what `defineProgram` sees.
 *
 * @throws EvenhandedError `bad_program_file` where there is none or more than one
 */
export async function loadDraftFile(path: string): Promise<DraftFile> {
  const refused: unknown[] = []
  const define = (definition: never): unknown => {
    try {
      return evenhanded.defineProgram(definition)
    } catch (error) {
      if (!isRefusal(error)) throw error
      refused.push(definition)
      return definition
    }
  }
  let exported: object
  try {
    exported = await exportsIn(path, 'program', { ...evenhanded, defineProgram: define })
  } catch (error) {
    // What comes after a program that was refused may fail for that alone.
    if (refused.length === 1) return { draft: refused[0], policy: undefined, learned: undefined }
    if (isRefusal(error)) return { draft: error, policy: undefined, learned: undefined }
    throw error
  }
  const drafts = [...new Set(Object.values(exported))].filter((value) => isProgram(value) || refused.includes(value))
  const { learned } = exported as { readonly learned?: ReviewOptions['learned'] }
  return { draft: onlyOne(path, drafts as readonly Program[]), learned, policy: besides(exported).policy }
}

/** It was read, and is no program; what is not even JSON could not be read. */
const isRefusal = (error: unknown): boolean =>
  error instanceof EvenhandedError &&
  error.code === 'bad_program' &&
  !error.issues.some(({ code }) => code === 'bad_json')

function onlyOne(path: string, programs: readonly Program[]): Program {
  const [program] = programs
  if (!program) throw bad(`${path} exports no program.`, 'Export what defineProgram returns.')
  if (programs.length > 1)
    throw bad(
      `${path} exports more than one program: ${programs.map(({ id }) => id).join(', ')}.`,
      'Export one of them from a file of its own.',
    )
  return program
}

function besides(exported: object): Omit<ProgramFile, 'program'> {
  const { policy, authenticate, messenger, confirmUrl } = exported as { readonly [name: string]: unknown }
  return {
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
  const { policy, default: own } = (await exportsIn(path, 'policy', evenhanded)) as { readonly [name: string]: unknown }
  const found = policy ?? own
  if (typeof found !== 'object' || found === null) throw bad(`${path} exports no policy.`, 'Export it as `policy`.')
  return found
}

function exportsIn(path: string, what: string, ours: object): Promise<object> {
  const file = resolve(path)
  if (!existsSync(file)) throw bad(`There is no file ${path}.`, `Name the file that exports your ${what}.`)
  return what === 'program' && file.endsWith('.json') ? written(file) : loaded(file, path, ours)
}

/** A program in JSON, as `programJson` writes it. */
async function written(file: string): Promise<object> {
  const { fromJSONSchema } = await import('zod')
  return { program: parseProgram(readFileSync(file, 'utf8'), fromJSONSchema) }
}

async function loaded(file: string, path: string, ours: object): Promise<object> {
  const jiti = createJiti(pathToFileURL(file).href, {
    virtualModules: { evenhanded: ours, ...(await zodUnlessThere(file)) },
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

const isProgram = (value: unknown): value is Program =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'version', 'controller', 'fields', 'purposes', 'offers', 'gates'].every((part) => Object.hasOwn(value, part))

const bad = (message: string, remedy: string): EvenhandedError =>
  new EvenhandedError('bad_program_file', [message, remedy].filter(Boolean).join('\n'))
