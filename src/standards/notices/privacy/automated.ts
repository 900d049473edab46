import type { Gate, Needs } from '../../../core/program/gate.js'
import { type Block, heading, paragraph, type Text, table } from '../../document/document.js'
import { said, type Telling } from '../telling.js'

/** Decisions that weigh on people and are made by a machine, with their rule (GDPR Art. 13(2)(f) and 22). */
export function automated(telling: Telling): readonly Block[] {
  const { privacy } = telling.words
  const weighing = Object.values(telling.program.gates).filter(({ effect }) => effect === 'significant')
  return [
    heading(2, privacy.automated),
    paragraph(weighing.length === 0 ? privacy.automatedNone : privacy.automatedText),
    ...table(
      [privacy.right, privacy.rule],
      weighing.map((gate) => [said(gate.label), ruleOf(telling, gate)]),
    ),
    paragraph(privacy.logic),
  ]
}

function ruleOf(telling: Telling, gate: Gate): Text {
  const { words, list, either, fill } = telling
  const any = (gate.anyOf ?? []).map((needs) => list(needsOf(telling, needs)))
  const all = [
    ...needsOf(telling, gate),
    ...(any.length === 0 ? [] : [fill(words.privacy.needsAny, { needs: either(any) })]),
  ]
  return all.length === 0 ? words.none : list(all)
}

function needsOf(telling: Telling, { needs = {}, atLeast = {}, tier = {} }: Needs): readonly Text[] {
  const { program, words, fill, field, purpose, number } = telling
  const currency = (name: string): Text => said(program.currencies[name]?.label ?? name)
  return [
    ...Object.entries(needs).flatMap(([name, under]) =>
      [under ?? []].flat().map((of) => fill(words.privacy.needsField, { field: field(name), purpose: purpose(of) })),
    ),
    ...Object.entries(atLeast).map(([name, amount = 0]) =>
      fill(words.privacy.needsPoints, { amount: number(amount), currency: currency(name) }),
    ),
    ...Object.entries(tier).map(([name, of]) => {
      const step = program.currencies[name]?.tiers?.steps.find((one) => one.name === of)
      return fill(words.privacy.needsTier, { tier: said(step?.label ?? String(of)), currency: currency(name) })
    }),
  ]
}
