import type { Program } from 'evenhanded'
import type { BackendCall } from 'evenhanded/server'
import type { Enrolment } from '../orders/membership.js'
import type { Batches } from './batches.js'
import type { consentTally } from './consent-tally.js'
import { memberIn, type OldMember } from './member-row.js'
import type { memberTally } from './member-tally.js'
import { attestCall, type OldConsents } from './old-consents.js'
import type { Table } from './table.js'

/** The consents that are imported with members, and where they are counted. */
export interface WithConsents {
  readonly consents: OldConsents
  readonly tally: ReturnType<typeof consentTally>
}

interface How {
  readonly program: Program
  readonly enrolment: Enrolment
  readonly now: number
  readonly tally: ReturnType<typeof memberTally>
  readonly also: WithConsents | undefined
}

/**
 * Enrols the members of a table, each with their consents; then come the consents of people whom it does not name.
 *
 * @returns how many rows there were
 */
export async function sendMembers(sending: Batches, table: Table, how: How): Promise<number> {
  const seen = new Map<string, number>()
  let rows = 0
  for await (const row of table.rows) {
    rows++
    const member = row.reason ?? (await memberIn(how.program, row.line, row.cells, how.now))
    const before = typeof member === 'string' ? undefined : seen.get(member.login)
    if (typeof member === 'string') how.tally.rejected.push({ line: row.line, reason: member })
    else if (before !== undefined)
      how.tally.rejected.push({ line: row.line, reason: `login is that of line ${before}: say all of them in one row` })
    else {
      seen.set(member.login, row.line)
      await sendMember(sending, member, table.file, how)
    }
  }
  if (how.also) await sendConsents(sending, how.also, seen)
  await sending.end()
  return rows
}

async function sendMember(sending: Batches, member: OldMember, file: string, how: How): Promise<void> {
  const { consents, tally } = how.also ?? {}
  const theirs = consents?.people.get(member.login) ?? []
  await sending.add({
    login: member.login,
    calls: [
      enrolCall(member, how.enrolment, file),
      ...theirs.map((one) => attestCall(one, consents?.file ?? '', one.value ?? member.answers[one.field])),
    ],
    take([enrolled, ...attested]) {
      how.tally.take(member, enrolled, attested)
      for (const [n, one] of theirs.entries()) tally?.take(one, attested[n])
    },
  })
}

/** @param but whose are said already */
export async function sendConsents(
  sending: Batches,
  { consents: { people, file }, tally }: WithConsents,
  but: ReadonlyMap<string, unknown> = new Map(),
): Promise<void> {
  for (const [login, theirs] of people)
    if (!but.has(login))
      await sending.add({
        login,
        calls: theirs.map((one) => attestCall(one, file)),
        take(answers) {
          for (const [n, one] of theirs.entries()) tally.take(one, answers[n])
        },
      })
}

function enrolCall({ line, joined, source, answers }: OldMember, enrolment: Enrolment, file: string): BackendCall {
  const { offer, touchpoint } = enrolment
  const evidence = source === '' ? `${file}, line ${line}` : source
  return {
    ...{ type: 'enrol', offer, answers },
    by: { medium: 'file', evidence, touchpoint, ...(joined !== undefined && { givenAt: joined }) },
  }
}
