import { checkAmounts, named } from './check-names.js'
import { type Report, shape, text } from './check-shape.js'
import { onConsent } from './check-words.js'
import type { Gate, Needs } from './gate.js'
import type { Definition } from './program.js'

const needs = { needs: '?object', atLeast: '?object', tier: '?object' } as const

export function checkGate(report: Report, path: string, given: unknown, program: Definition): void {
  const known = { label: text, for: '?text', effect: ['?', 'significant'], anyOf: '?list', ...needs } as const
  if (!shape(report, path, given, known)) return
  const gate = given as unknown as Gate
  if (gate.for !== undefined) named(report, `${path}.for`, 'purposes', gate.for, program)
  checkNeeds(report, path, gate, gate, program)
  for (const [i, part] of (gate.anyOf ?? []).entries())
    if (shape(report, `${path}.anyOf.${i}`, part, needs)) checkNeeds(report, `${path}.anyOf.${i}`, part, gate, program)
}

function checkNeeds(report: Report, path: string, part: Needs, gate: Gate, program: Definition): void {
  if (part.atLeast) checkAmounts(report, `${path}.atLeast`, part.atLeast, program)
  for (const [currency, tier] of Object.entries(part.tier ?? {}))
    checkTier(report, `${path}.tier.${currency}`, currency, tier, program)
  for (const [field, purposes] of Object.entries(part.needs ?? {})) {
    const at = `${path}.needs.${field}`
    named(report, at, 'fields', field, program)
    for (const purpose of [purposes].flat())
      if (onConsent(named(report, at, 'purposes', purpose, program)) && purpose !== gate.for)
        report(
          'gate_ties_consent',
          at,
          `A gate may require consent to what it performs, and ${purpose} is something else.`,
          'Name it as the gate’s `for`, or need another purpose.',
        )
  }
}

function checkTier(report: Report, path: string, currency: string, tier: unknown, program: Definition): void {
  const declared = named(report, path, 'currencies', currency, program)
  const steps: readonly ({ readonly name?: unknown } | null)[] = [declared?.tiers?.steps ?? []].flat()
  if (declared && !steps.some((step) => step?.name === tier))
    report('unknown_tier', path, `${currency} has no such tier.`, 'Declare it among its tiers, or correct the name.')
}
