import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { gradeOf, type OldEvidence } from '../../src/cli/members/evidence.js'
import { attestCall, readConsents } from '../../src/cli/members/old-consents.js'
import { openDesk } from './desk.js'
import { oldClub } from './old-club.program.js'

const whole: OldEvidence = {
  act: 'tick',
  givenAt: 1,
  notice: 'We write to you.',
  reference: 'crm:1',
  confirmedAt: undefined,
  bundled: 'no',
}
const none: OldEvidence = { ...whole, act: '', givenAt: undefined, notice: '', reference: '', bundled: '' }

describe('the evidence of an old consent', () => {
  const grade = (evidence: Partial<OldEvidence>, rule: Parameters<typeof gradeOf>[1] = { basis: 'consent' }) => {
    const { grade, missing } = gradeOf({ ...whole, ...evidence }, rule)
    return [grade, ...missing]
  }

  it.each<readonly [what: string, Partial<OldEvidence>, readonly string[]]>([
    ['all of it', {}, ['proven']],
    ['no act', { act: '' }, ['partial', 'act']],
    ['a box that was ticked beforehand', { act: 'preticked' }, ['partial', 'act']],
    ['silence', { act: 'silence' }, ['partial', 'act']],
    ['no date', { givenAt: undefined }, ['partial', 'given_at']],
    ['no notice', { notice: '' }, ['partial', 'notice']],
    ['no reference', { reference: '' }, ['partial', 'reference']],
    ['nobody knows whether it was bundled', { bundled: '' }, ['partial', 'bundled']],
    ['bundled, however well proven', { bundled: 'yes' }, ['bundled']],
    ['nothing', none, ['unproven', 'act', 'given_at', 'notice', 'reference', 'bundled']],
    [
      'nothing but that it was not bundled',
      { ...none, bundled: 'no' },
      ['unproven', 'act', 'given_at', 'notice', 'reference'],
    ],
  ])('%s', (_, evidence, said) => {
    expect(grade(evidence)).toEqual(said)
  })

  it('has to be confirmed where the purpose wants that', () => {
    expect(grade({}, { basis: 'consent', confirm: true })).toEqual(['partial', 'confirmed_at'])
    expect(grade({ confirmedAt: 2 }, { basis: 'consent', confirm: true })).toEqual(['proven'])
  })

  it('has to be explicit where the purpose wants that', () => {
    expect(grade({ act: 'save' }, { basis: 'explicit-consent' })).toEqual(['partial', 'act'])
    expect(grade({ act: 'button' }, { basis: 'explicit-consent' })).toEqual(['proven'])
  })
})

describe('a file of consents', () => {
  const { folder, close } = openDesk()
  afterAll(close)
  const now = Date.UTC(2026, 10, 22)
  const columns = 'login,purpose,field,status,act,given_at,notice,reference,bundled,value'
  const proof = 'tick,2024-05-02,We write,crm:1,no,'
  let n = 0
  const reading = (...rows: readonly string[]) => {
    const path = join(folder, `consents-${n++}.csv`)
    writeFileSync(path, [columns, ...rows].join('\n'))
    return readConsents(oldClub, path, now)
  }
  const statuses = async (...rows: readonly string[]) => {
    const { people, ungrounded, overtaken } = await reading(...rows)
    const counts = [...people.values()].flat().map(({ line }) => line)
    return [counts, ungrounded.map(({ line }) => line), overtaken.map(({ line }) => line)]
  }
  const yes = (at: string, login = 'ada') => `${login},treats,birthday,granted,tick,${at},We write,crm:1,no,`
  const no = (status: string, at: string) => `ada,treats,birthday,${status},,${at},,,,`

  it('lets the last word of each person, purpose and field count', async () => {
    expect(await statuses(yes('2021-01-01'), no('withdrawn', '2022-01-01'))).toEqual([[3], [], [2]])
    expect(await statuses(no('withdrawn', '2020-01-01'), yes('2021-01-01'))).toEqual([[3], [], [2]])
    expect(await statuses(yes('2021-01-01'), yes('2020-01-01'), yes('2020-01-01', 'bo'))).toEqual([[2, 4], [], [3]])
  })

  it('lets a no count where dates are the same or missing, a withdrawal before a refusal', async () => {
    expect(await statuses(no('withdrawn', '2021-01-01'), yes('2021-01-01'))).toEqual([[2], [], [3]])
    expect(await statuses(no('refused', ''), yes('2024-01-01'))).toEqual([[2], [], [3]])
    expect(await statuses(no('refused', ''), no('withdrawn', ''))).toEqual([[3], [], [2]])
  })

  it('lets nothing be overtaken by what is not proven', async () => {
    const unproven = 'ada,treats,birthday,granted,,2025-01-01,,,,'
    expect(await statuses(no('withdrawn', '2020-01-01'), unproven)).toEqual([[2], [3], []])
    expect(await statuses(yes('2020-01-01'), unproven)).toEqual([[2], [3], []])
  })

  it('rejects each row that is none, with its reason', async () => {
    const { rejected, rows } = await reading(
      `,treats,birthday,granted,${proof}`,
      `ada,treats,birthday,yes,${proof}`,
      `ada,none,birthday,granted,${proof}`,
      `ada,membership,email,granted,${proof}`,
      `ada,treats,shoe,granted,${proof}`,
      'ada,treats,birthday,granted,click,2024-05-02,We write,crm:1,no,',
      'ada,treats,birthday,granted,tick,2024-02-30,We write,crm:1,no,',
      'ada,treats,birthday,granted,tick,2026-11-23,We write,crm:1,no,',
      'ada,treats,birthday,granted,tick,2024-05-02,We write,crm:1,perhaps,',
      'ada,treats,birthday,granted,tick,2024-05-02,We write,crm:1,no,soon',
      'ada,treats',
    )
    expect(rows).toBe(11)
    expect(rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'login is empty',
      'status is "yes", not granted, refused or withdrawn',
      '"none" is no purpose of this program',
      'membership rests on contract: nobody consents to it',
      '"shoe" is no field of this program',
      expect.stringContaining('act is "click", none of tick'),
      'given_at is "2024-02-30", not a date',
      'given_at is "2026-11-23", which is yet to come',
      'bundled is "perhaps", not yes or no',
      expect.stringContaining('value is "soon": '),
      '2 columns where the first line names 10',
    ])
  })

  it('tells the server the proof of then, a hash of the notice as well as its words', async () => {
    const hash = 'AB'.repeat(32)
    const { people } = await reading(
      yes('2024-05-02'),
      `bo,treats,birthday,granted,tick,2024-05-02,${hash},crm:2,no,1990-01-01`,
      'cy,treats,birthday,withdrawn,,,,,,',
    )
    const calls = [...people.values()].flat().map((row) => attestCall(row, 'old.csv'))
    const givenAt = Date.UTC(2024, 4, 2)
    expect(calls).toEqual([
      {
        ...{ type: 'attest', status: 'granted', purpose: 'treats', fields: ['birthday'], act: 'tick' },
        notice: { text: 'We write' },
        by: { medium: 'file', evidence: 'crm:1', givenAt },
      },
      {
        ...{ type: 'attest', status: 'granted', purpose: 'treats', fields: ['birthday'], act: 'tick' },
        answers: { birthday: '1990-01-01' },
        notice: { hash: 'ab'.repeat(32) },
        by: { medium: 'file', evidence: 'crm:2', givenAt },
      },
      {
        ...{ type: 'attest', status: 'withdrawn', purpose: 'treats', fields: ['birthday'] },
        by: { medium: 'file', evidence: 'old.csv, line 4' },
      },
    ])
  })
})
