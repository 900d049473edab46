import type { Json } from '../../core/json.js'
import type { Program } from '../../core/program/program.js'
import type { Subject } from '../../core/subject/subject.js'
import { type Checked, checkAnswers } from '../offers/check-answers.js'

/** What the schemas made of the values that are known, so that reading one parses nothing. */
export interface Outputs {
  of(field: string, input: Json): unknown
  put(field: string, input: Json, output: unknown): void
  /** Parses what these subjects know and was not parsed before; forgets all else. A promise where a schema takes its time. */
  learn(subjects: readonly Subject[]): void | Promise<void>
}

/** @param waits whether what takes its time is waited for; else it is as if its schema made nothing of it */
export function createOutputs(program: Program, waits = true): Outputs {
  let parsed = new Map<string, Map<Json, unknown>>()
  const put = (field: string, input: Json, output: unknown): void => {
    const byInput = parsed.get(field) ?? new Map<Json, unknown>()
    parsed.set(field, byInput.set(input, output))
  }
  return {
    of: (field, input) => parsed.get(field)?.get(input),
    put,
    learn(subjects) {
      const before = parsed
      parsed = new Map()
      const late: Promise<void>[] = []
      for (const { values } of subjects)
        for (const [field, input] of Object.entries(values)) {
          if (before.get(field)?.has(input)) put(field, input, before.get(field)?.get(input))
          if (parsed.get(field)?.has(input)) continue
          const take = ({ outputs }: Checked): void => {
            if (outputs.has(field)) put(field, input, outputs.get(field))
          }
          const checked = checkAnswers(program, { [field]: input })
          if (!(checked instanceof Promise)) take(checked)
          else if (waits) late.push(checked.then(take))
        }
      return late.length > 0 ? Promise.all(late).then(() => undefined) : undefined
    },
  }
}
