import type { Learned } from '../decision/learned.js'
import { EvenhandedError } from '../error.js'
import { checkProgram } from '../program/check-program.js'
import { serverChecks } from '../program/check-server.js'
import { isObject } from '../program/check-shape.js'
import { completed } from '../program/define-program.js'
import { compile } from '../program/plan.js'
import type { Policy } from '../program/policy.js'
import { policyFaults } from '../program/policy-faults.js'
import type { Definition, Program } from '../program/program.js'
import { onDevice } from '../subject/on-device.js'
import { fairnessRows } from './fairness-rows.js'
import { type Finding, levels } from './finding.js'
import { gateRows } from './gate-rows.js'
import type { Review } from './review.js'
import { type Report, type Rule, reviewed } from './reviewed.js'
import { consents } from './rules/consents.js'
import { contact } from './rules/contact.js'
import { fairness } from './rules/fairness.js'
import { gates } from './rules/gates.js'
import { goals } from './rules/goals.js'
import { models } from './rules/models.js'
import { people } from './rules/people.js'
import { points } from './rules/points.js'
import { promises } from './rules/promises.js'
import { reachable } from './rules/reachable.js'
import { recipients } from './rules/recipients.js'
import { retention } from './rules/retention.js'
import { sensitivities } from './rules/sensitivities.js'
import { special } from './rules/special.js'
import { unused } from './rules/unused.js'
import { weightTable } from './weight-table.js'

const rules: readonly Rule[] = [
  goals,
  consents,
  special,
  people,
  retention,
  recipients,
  gates,
  promises,
  reachable,
  models,
  points,
  unused,
  sensitivities,
  contact,
]

export interface ReviewOptions {
  /** What only the server knows; some laws ask for something of it. */
  readonly policy?: Policy
  /** What people have answered to "was it worth it?". */
  readonly learned?: Learned
  /** Epoch milliseconds. */
  readonly now: number
}

/**
 * Reads a program as a privacy officer would: whether it holds together, whether each offer gives as much as it asks,
 * what the law wants and it does not say, what can't be reached, and what nobody needs. Nothing here is legal advice.
 *
 * @param given a program, or what is to be one: what `defineProgram` would refuse is listed like all else, and the rest
 *              is looked at once that is mended; or the error that it was refused with
 *
 * @example
 * const { findings, fairness } = reviewProgram(shop, { now: Date.now() })
 * findings.filter(({ level }) => level === 'error')
 */
export function reviewProgram(given: unknown, { policy, learned, now }: ReviewOptions): Review {
  const issues = given instanceof EvenhandedError ? given.issues : checkProgram(given, serverChecks)
  if (issues.length > 0) {
    const problems = distinct(issues.map((issue): Finding => ({ ...issue, level: 'error' })))
    return { ...headOf(given, now), ...told(problems, []), fairness: [], gates: [] }
  }
  const program = completed(given as Definition)
  const plan = compile(program, {
    authority: onDevice,
    hash: () => '',
    ...(policy && { policy }),
    ...(learned && { learned }),
  })
  const about = reviewed(plan, now)
  const findings: Finding[] = []
  const report: Report = (code, path, message, remedy, law) =>
    findings.push({ code, level: levels[code], path, message, remedy, ...(law !== undefined && { law }) })
  const rows = fairnessRows(about)
  fairness(about, rows, report)
  for (const rule of rules) rule(about, report)
  for (const fault of policy ? policyFaults(program, policy) : []) findings.push({ ...fault, level: 'error' })
  return { ...headOf(program, now), ...told(findings, Object.keys(program)), fairness: rows, gates: gateRows(about) }
}

/** The checks of a server look at some parts that those of a page have looked at already. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.code} ${finding.path} ${finding.message}`, finding])).values(),
]

const order = ['error', 'warning', 'note'] as const

/** The worst first, then as the program is written. */
function told(findings: readonly Finding[], parts: readonly string[]): Pick<Review, 'findings' | 'counts'> {
  const place = ({ path }: Finding) => parts.indexOf(path.split('.', 1)[0] as string)
  const sorted = [...findings].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || place(a) - place(b))
  const count = (wanted: Finding['level']) => findings.filter(({ level }) => level === wanted).length
  return { findings: sorted, counts: { error: count('error'), warning: count('warning'), note: count('note') } }
}

function headOf(
  given: unknown,
  now: number,
): Pick<Review, 'id' | 'version' | 'controller' | 'money' | 'rate' | 'now' | 'weights'> {
  const { id, version, controller, money, fairness } = (isObject(given) ? given : {}) as Partial<Program>
  return {
    id: typeof id === 'string' ? id : '',
    version: typeof version === 'number' ? version : 0,
    controller: typeof controller?.name === 'string' ? controller.name : '',
    money: typeof money === 'string' ? money : undefined,
    rate: isObject(fairness) && typeof fairness.rate === 'number' ? fairness.rate : 1,
    now,
    weights: weightTable(),
  }
}
