import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { checked } from '../../../src/core/program/define-program.js'
import { parseProgram, programJson } from '../../../src/core/program/program-json.js'
import { definition } from '../consent/club.js'
import { found, replaced } from './issues.js'

const spoilt = (path: string, by: unknown): string[] => found(replaced(definition, path.split('.'), by))

describe('what a program says of its processing', () => {
  it('is sound where it is', () => {
    expect(found({ ...definition, markets: ['EU', 'CH'], minors: { adultFrom: 16 } })).toEqual([])
  })

  it.each([
    ['purposes.letter.parties', ['postman'], 'unknown_party at purposes.letter.parties.0'],
    ['purposes.letter.parties', ['mailer', 'mailer'], 'twice at purposes.letter.parties'],
    ['parties.mailer.role', 'friend', 'bad_value at parties.mailer.role'],
    ['parties.mailer.country', 'Germany', 'bad_country at parties.mailer.country'],
    ['controller.jurisdiction', 'ch', 'bad_country at controller.jurisdiction'],
    ['officer', { name: 'Eve' }, 'missing at officer.contact'],
    ['representative', { name: 'Eve', contact: 'eve@b.ch', phone: '1' }, 'unknown_property at representative.phone'],
    ['markets', ['EU', 'Mars'], 'unknown_market at markets.1'],
    ['minors', { adultFrom: 3 }, 'bad_value at minors.adultFrom'],
    ['minors', { from: 3 }, 'unknown_property at minors.from'],
    ['purposes.club.retain', { shoe: 'P1Y' }, 'unknown_field at purposes.club.retain.shoe'],
    ['purposes.club.retain', { email: 'a year' }, 'bad_value at purposes.club.retain.email'],
    ['purposes.club.retainFrom', 'end', 'bad_value at purposes.club.retainFrom'],
    ['purposes.treats.confirmWithin', 'P3D', 'bad_value at purposes.treats.confirmWithin'],
    ['purposes.books.askAgain', 'P3D', 'bad_value at purposes.books.askAgain'],
    ['purposes.club.sells', true, 'bad_value at purposes.club.sells'],
    ['purposes.treats.confirm', true, 'nothing_to_confirm at purposes.treats.confirm'],
  ] as const)('is told what is wrong at %s', (path, by, issue) => {
    expect(spoilt(path, by)).toContain(issue)
  })

  it('goes through JSON as it is', () => {
    const whole = checked({ ...definition, markets: ['EU'], minors: {}, officer: { name: 'Eve', contact: 'eve@b.ch' } })
    const { fields: _, ...before } = whole
    const { fields: __, ...again } = parseProgram(JSON.stringify(programJson(whole)), z.fromJSONSchema)
    expect(again).toEqual(before)
  })
})
