import type { Policy } from '../../core/program/policy.js'
import type { Program } from '../../core/program/program.js'
import { ok, type Result } from '../../core/result.js'
import { type Block, type Document, type Facts, facts, type Text } from '../document/document.js'
import { type Gap, gapsOf } from './gap.js'
import { languageFor, type NoticeLanguage, unknownLanguage, wordsIn } from './language.js'
import { type Telling, tellingOf } from './telling.js'

export interface NoticeOptions {
  /** BCP 47; the program's own unless said, and English where that is not spoken here. */
  readonly language?: NoticeLanguage
  /** What only the server knows: of it, for how long proof stays, and what data is worth. */
  readonly policy?: Policy
  /** The ISO 8601 date that it bears; none unless said. One that is none is thrown as `bad_date`. */
  readonly date?: string
}

/** A notice, and what it could not tell. */
export interface Written {
  readonly document: Document
  readonly gaps: readonly Gap[]
}

/** A notice in a language that is not spoken here. */
export interface UnknownLanguage {
  readonly code: 'unknown_language'
  readonly message: string
  readonly remedy: string
}

/** Puts a document together, in the language that was asked for. */
export function written(
  program: Program,
  { language, date }: NoticeOptions,
  parts: (telling: Telling) => {
    readonly title: string
    readonly lead: Text
    readonly blocks: readonly Block[]
    readonly gaps?: readonly Gap[]
  },
): Result<Written, UnknownLanguage> {
  const tag = languageFor(language, program.language)
  const words = wordsIn(tag)
  if (!words) return unknownLanguage(tag)
  const telling = tellingOf(program, words, tag)
  const { title, lead, blocks, gaps = [] } = parts(telling)
  return ok({
    document: {
      language: tag,
      saidIn: program.language ?? 'en',
      title,
      lead,
      blocks: [editionOf(telling, date), ...blocks],
    },
    gaps: [...gapsOf(program, tag), ...gaps],
  })
}

function editionOf({ program, words, fill, date: dated, number }: Telling, date: string | undefined): Facts {
  const version = fill(words.programVersion, { version: number(program.version), program: { said: program.id } })
  return facts([[words.version, version], ...(date === undefined ? [] : [[words.date, dated(date)] as const])])
}
