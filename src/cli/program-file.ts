import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as evenhanded from 'evenhanded'
import { EvenhandedError, type Program } from 'evenhanded'
import { createJiti } from 'jiti'

/**
 * The program that a file exports, by whatever name; TypeScript or JavaScript.
 *
 * It gets this very `evenhanded`, and our `zod` where none is installed beside it; everything else it imports from
 * where it stands.
 *
 * @throws EvenhandedError `bad_program_file` where there is none or more than one; what `defineProgram` throws
 */
export async function loadProgram(path: string): Promise<Program> {
  const file = resolve(path)
  if (!existsSync(file)) throw bad(`There is no file ${path}.`, 'Name the file that exports your program.')
  const jiti = createJiti(pathToFileURL(file).href, {
    virtualModules: { evenhanded, ...(await zodUnlessThere(file)) },
  })
  const programs = programsOf(await exportsOf(jiti, file, path))
  const [program] = programs
  if (!program) throw bad(`${path} exports no program.`, 'Export what defineProgram returns.')
  if (programs.length > 1)
    throw bad(
      `${path} exports more than one program: ${programs.map(({ id }) => id).join(', ')}.`,
      'Export one of them from a file of its own.',
    )
  return program
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
