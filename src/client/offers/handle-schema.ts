import type { SortedAsks } from '../../core/decision/sorted-asks.js'
import type { Json } from '../../core/json.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../core/program/plan.js'
import type { SchemaIssue, StandardSchema } from '../../core/program/schema.js'
import { applies } from '../../core/subject/conditions.js'
import type { Step } from '../../core/subject/steps.js'
import type { Subject } from '../../core/subject/subject.js'
import { checkAnswers, whenThere } from './check-answers.js'
import { present } from './draft.js'

type Answers = { readonly [field: string]: Json }

/**
 * One Standard Schema for all that an offer asks, or the next step of it: each given answer by its field's own schema, and required ones there
 * unless they are known or kept. Its output is the answers as given, for `accept` to take. An empty text is no answer, as
 * in a form: the output has `undefined` for it, which outranks what was kept.
 */
export function formSchema(
  plan: Plan,
  planned: PlannedOffer,
  { sorted, draft, step }: { readonly sorted: SortedAsks; readonly draft: Answers; readonly step: Step | undefined },
  subject: Subject,
): StandardSchema {
  const fields = new Set([...Object.keys(planned.asked), ...planned.invites.flatMap(([, invited]) => invited)])
  const known = new Set(sorted.known.map(({ field }) => field))
  return {
    '~standard': {
      version: 1,
      vendor: 'evenhanded',
      validate(form) {
        const given = picked(form, fields)
        const answers = present<Json>(given)
        const all = present<Json>({ ...draft, ...given })
        const lacks = (ask: PlannedAsk) => !ask.optional && !known.has(ask.field) && !Object.hasOwn(all, ask.field)
        const due = (step?.asks ?? planned.asks).filter((ask) => lacks(ask) && applies(ask.when, subject, all))
        const { groups } = step ?? sorted
        const open = groups.some((group) => !group.some(lacks)) ? [] : (groups[0] ?? []).filter(lacks)
        return whenThere(checkAnswers(plan.program, answers), ({ problems }) => {
          const issues: SchemaIssue[] = [...due, ...open].map(({ field }) => ({ message: 'Required', path: [field] }))
          for (const [field, message] of Object.entries(problems)) issues.push({ message, path: [field] })
          return issues.length > 0 ? { issues } : { value: given }
        })
      },
    },
  }
}

function picked(form: unknown, fields: ReadonlySet<string>): { readonly [field: string]: Json | undefined } {
  const given = Object.entries(form !== null && typeof form === 'object' ? form : {})
  const ours = given.filter(([field]) => fields.has(field))
  return Object.fromEntries(ours.map(([field, value]) => [field, value === '' ? undefined : value]))
}
