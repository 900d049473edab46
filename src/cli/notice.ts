import { writeFile } from 'node:fs/promises'
import { EvenhandedError } from 'evenhanded'
import {
  documentPage,
  incentiveNotice,
  markdown,
  type NoticeLanguage,
  privacyNotice,
  processingRecord,
} from 'evenhanded/standards'
import { loadPolicy, loadProgramFile } from './program-file.js'
import type { Terminal } from './terminal.js'

export const kinds = { privacy: privacyNotice, processing: processingRecord, incentive: incentiveNotice }
export const formats = { md: markdown, html: documentPage }

export interface NoticeCommand {
  readonly kind: keyof typeof kinds
  readonly format: keyof typeof formats
  /** The program's own unless said. */
  readonly lang?: string
  readonly policy?: string
  /** The date that it bears; none unless said. */
  readonly date?: string
  /** The terminal unless said. */
  readonly out?: string
}

/** `evenhanded notice`: a notice written from the program. What it can't tell is said apart, and is no failure. */
export async function notice(terminal: Terminal, path: string, options: NoticeCommand): Promise<number> {
  const { program, policy: own } = await loadProgramFile(path)
  const policy = options.policy === undefined ? own : await loadPolicy(options.policy)
  const { lang, date } = options
  const written = kinds[options.kind](program, {
    ...(lang !== undefined && { language: lang as NoticeLanguage }),
    ...(policy && { policy }),
    ...(date !== undefined && { date }),
  })
  if (!written.ok) {
    terminal.err(written.error.message)
    terminal.err(written.error.remedy)
    return 1
  }
  const { document, gaps } = written.value
  for (const { path, message } of gaps) terminal.err(`Not told: ${path}: ${message}`)
  const text = formats[options.format](document)
  if (options.out === undefined) terminal.out(text.replace(/\n$/, ''))
  else await kept(options.out, text)
  return 0
}

async function kept(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (cause) {
    throw new EvenhandedError('cannot_write', `Can’t write ${file}: ${(cause as Error).message}`, [], { cause })
  }
}
