import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { EvenhandedError } from '../../../src/core/error.js'
import { personal } from '../../../src/core/program/field.js'
import { parseProgram, programJson } from '../../../src/core/program/program-json.js'
import { everything } from '../../types/everything.ok.js'
import { shop } from '../../types/words.ok.js'
import { found } from './issues.js'

describe('a program in JSON', () => {
  it('comes back as it was, its schemas included', async () => {
    const again = parseProgram(JSON.stringify(programJson(shop)), z.fromJSONSchema)
    const { fields, ...rest } = programJson(shop) as { fields: object }
    const { fields: fieldsAgain, ...restAgain } = programJson(again) as { fields: object }
    expect(restAgain).toEqual(rest)
    expect(Object.keys(fieldsAgain)).toEqual(Object.keys(fields))
    for (const value of ['forest', 'moon', 'a@b.ch', '2026-02-28', '2026-02-30', ['85123A'], 7])
      for (const [name, field] of Object.entries(shop.fields)) {
        const ours = await field.schema['~standard'].validate(value)
        const theirs = await again.fields[name]?.schema['~standard'].validate(value)
        expect([name, value, theirs?.issues === undefined]).toEqual([name, value, ours.issues === undefined])
      }
  })

  it('carries every part that a ledger needs', () => {
    const { fields, ...rest } = everything
    const { fields: _, ...again } = parseProgram(JSON.stringify(programJson(everything)), z.fromJSONSchema)
    expect(again).toEqual(rest)
    expect(Object.keys(again).sort()).toEqual(
      'campaigns controller conversions currencies deeds earns gates goals id language models moments money offers parties partners places purposes raffles rewards sanctions segments timeZone touchpoints version'.split(
        ' ',
      ),
    )
  })

  it('has no place for a policy', () => {
    expect(found({ ...everything, policy: { maxAward: { bonus: 500 } } })).toEqual(['unknown_property at policy'])
    expect(found({ ...everything, budgets: {} })).toEqual(['unknown_property at budgets'])
  })

  it('takes anything where JSON Schema has no words for a schema', () => {
    const when = personal(z.coerce.date(), { label: 'When' })
    const face = programJson({ ...shop, fields: { when } }) as { fields: { when: { schema: unknown } } }
    expect(face.fields.when.schema).toEqual({})
  })

  it.each([
    ['text that is no JSON', '{ "id": ', 'bad_json'],
    ['a list', '[]', 'bad_shape'],
    [
      'an unreadable schema',
      JSON.stringify({
        ...(programJson(shop) as object),
        fields: { a: { kind: 'observed', label: 'A', schema: { type: 'nonsense' } } },
      }),
      'bad_schema',
    ],
  ])('says what is wrong with %s', (_, text, code) => {
    try {
      parseProgram(text, z.fromJSONSchema)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(EvenhandedError)
      expect((error as EvenhandedError).issues.map((issue) => issue.code)).toContain(code)
    }
  })
})
