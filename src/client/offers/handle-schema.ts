import type { Json } from '../../core/json.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../core/program/plan.js'
import type { SchemaIssue, StandardSchema } from '../../core/program/schema.js'
import { applies } from '../../core/subject/conditions.js'
import type { Subject } from '../../core/subject/subject.js'
import type { SortedAsks } from './asks.js'
import { checkAnswers, whenThere } from './check-answers.js'

type Answers = { readonly [field: string]: Json }

/**
 * One Standard Schema for all that an offer asks: each given answer by its field's own schema, and required
 * ones there unless they are known. Its output is the answers as given, for `accept` to take.
 */
export function formSchema(plan: Plan, planned: PlannedOffer, sorted: SortedAsks, subject: Subject): StandardSchema {
  const fields = new Set([...Object.keys(planned.asked), ...planned.invites.flatMap(([, invited]) => invited)])
  const known = new Set(sorted.known.map(({ field }) => field))
  return {
    '~standard': {
      version: 1,
      vendor: 'evenhanded',
      validate(form) {
        const answers = picked(form, fields)
        const lacks = (ask: PlannedAsk) => !ask.optional && !known.has(ask.field) && !Object.hasOwn(answers, ask.field)
        const due = planned.asks.filter((ask) => lacks(ask) && applies(ask.when, subject, answers))
        const { groups } = sorted
        const open = groups.some((group) => !group.some(lacks)) ? [] : (groups[0] ?? []).filter(lacks)
        return whenThere(checkAnswers(plan.program, answers), ({ problems }) => {
          const issues: SchemaIssue[] = [...due, ...open].map(({ field }) => ({ message: 'Required', path: [field] }))
          for (const [field, message] of Object.entries(problems)) issues.push({ message, path: [field] })
          return issues.length > 0 ? { issues } : { value: answers }
        })
      },
    },
  }
}

function picked(form: unknown, fields: ReadonlySet<string>): Answers {
  const given = Object.entries(form !== null && typeof form === 'object' ? form : {})
  return Object.fromEntries(given.filter(([field, value]) => fields.has(field) && value !== undefined))
}
