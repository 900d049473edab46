import type { Gate } from '../../program/gate.js'
import { pairKey } from '../reach.js'
import { partsOf, type Report, type Reviewed, type Rule } from '../reviewed.js'
import { listed } from '../words.js'

/** Which rights nobody reaches, which everybody has, and which weigh on people. */
export const gates: Rule = (reviewed, report) => {
  for (const [name, gate] of Object.entries(reviewed.program.gates)) {
    const at = `gates.${name}`
    if (partsOf(gate).every(({ needs = {}, atLeast = {}, tier = {} }) => isEmpty(needs, atLeast, tier)))
      report(
        'gate_always_open',
        at,
        'It needs nothing, so it is open to everybody.',
        'Say what it needs, or take it out.',
      )
    checkReach(reviewed, name, gate, report)
    if (gate.effect === 'significant') checkSignificant(reviewed, name, report)
  }
}

const isEmpty = (...records: readonly object[]): boolean => records.every((one) => Object.keys(one).length === 0)

/** Every way is shut where each of them needs something that no offer brings. */
function checkReach({ reach }: Reviewed, name: string, gate: Gate, report: Report): void {
  const [own = [], ...ways] = partsOf(gate).map(({ needs = {} }) =>
    Object.entries(needs).flatMap(([field, purposes]) =>
      [purposes ?? []]
        .flat()
        .filter((purpose) => !reach.pairs.has(pairKey({ purpose, field })))
        .map((purpose) => `${field} for ${purpose}`),
    ),
  )
  const missing = own.length > 0 ? own : ways.length > 0 && ways.every((way) => way.length > 0) ? (ways[0] ?? []) : []
  if (missing.length > 0)
    report(
      'gate_unreachable',
      `gates.${name}`,
      `No offer asks ${listed(missing)}, so nobody gets through who was not let in by staff.`,
      'Ask it for that purpose in an offer, or need something else.',
    )
}

function checkSignificant({ program, needs }: Reviewed, name: string, report: Report): void {
  const at = `gates.${name}`
  const law = 'GDPR Art. 22'
  report(
    'gate_significant',
    at,
    'A machine decides here what weighs on people: whoever is refused may demand that a person decides.',
    'See to it that somebody answers requests for review, and that the page offers one.',
    law,
  )
  const own = needs.filter(({ gate }) => gate === name).map(({ purpose }) => purpose)
  const weak = [...new Set(own)].filter((purpose) =>
    ['legitimate-interest', 'consent'].includes(program.purposes[purpose]?.basis ?? ''),
  )
  if (weak.length > 0)
    report(
      'gate_significant_unfounded',
      at,
      `It rests on ${listed(weak)}; a decision that weighs on people needs a contract, a law or explicit consent.`,
      'Rest what it needs on one of these, or let a person decide.',
      'GDPR Art. 22(2)',
    )
}
