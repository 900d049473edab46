import { batches } from './members/batches.js'
import { type ConsentTally, consentTally } from './members/consent-tally.js'
import { type ImportWhere, openDesk } from './members/desk.js'
import { importing } from './members/importing.js'
import { memberColumns } from './members/member-row.js'
import { type MemberTally, memberTally } from './members/member-tally.js'
import { readConsents } from './members/old-consents.js'
import type { Rejected } from './members/rejected.js'
import { sendMembers, type WithConsents } from './members/send-members.js'
import { consentText, counted, opening, some, wrapped } from './members/summary.js'
import { openTable } from './members/table.js'
import { enrolmentOf, type Wanted } from './orders/membership.js'
import { loadProgram } from './program-file.js'
import type { Terminal } from './terminal.js'

export interface ImportMembersOptions extends ImportWhere, Pick<Wanted, 'offer' | 'touchpoint'> {
  /** A file of consents of the same people. */
  readonly consents?: string
}

/** What an import of members did, in the words of its JSON. */
interface Counts extends MemberTally {
  readonly rows: number
  /** Columns that are nothing of the program's. */
  readonly columns_left_out: readonly string[]
  readonly purposes?: ConsentTally
}

/**
 * `evenhanded import members`: members of old with the contract's grounds, and the values that a ground holds.
 *
 * @returns the exit status: 0, or 1 where a row was rejected
 * @throws EvenhandedError where the program, a file or the database can't be used
 */
export const importMembers = (
  terminal: Terminal,
  programPath: string,
  path: string,
  options: ImportMembersOptions,
): Promise<number> =>
  importing(terminal, path, options, async (onBytes, seconds) => {
    const program = await loadProgram(programPath)
    const enrolment = enrolmentOf(program, options)
    const now = Date.now()
    const table = await openTable(path, ['login'], onBytes)
    const consents = options.consents === undefined ? undefined : await readConsents(program, options.consents, now)
    const also = consents && { consents, tally: consentTally(program, consents) }
    const tally = memberTally()
    const { server, name, close } = await openDesk(terminal, program, options)
    const how = { program, enrolment, now, tally, also }
    const rows = await sendMembers(batches(server), table, how).finally(close)
    const isOurs = (column: string) => memberColumns.includes(column as never) || Object.hasOwn(program.fields, column)
    const summary: Counts = {
      rows,
      ...tally.tally,
      columns_left_out: table.columns.filter((column) => !isOurs(column)),
      ...(also && { purposes: also.tally.done() }),
    }
    const first = opening({ file: table.file, database: name, seconds: seconds() }, options.dryRun === true)
    return {
      file: table.file,
      summary,
      text: [...first, '', ...memberText(summary), ...consentText(summary.purposes ?? {})],
      rejected: [...tally.rejected, ...rejectedIn(also)],
    }
  })

const rejectedIn = (also: WithConsents | undefined): readonly Rejected[] =>
  also ? [...also.consents.rejected, ...also.tally.rejected].map((one) => ({ ...one, file: also.consents.file })) : []

function memberText({ enrolled, known, left, values, columns_left_out }: Counts): readonly string[] {
  const fields = Object.entries(values)
  const ungrounded = fields.filter(([, { no_ground }]) => no_ground > 0)
  return [
    counted(enrolled, enrolled === 1 ? 'member enrolled under contract' : 'members enrolled under contract'),
    ...some([known, 'members already'], [left, 'left before, and stay so']),
    ...fields.flatMap(([field, own]) =>
      some([own.imported, `${field}: imported`], [own.known, `${field}: known already, left as it is`]),
    ),
    ...(ungrounded.length > 0 ? [''] : []),
    ...ungrounded.map(([field, { no_ground: n }]) =>
      n === 1
        ? `${field}: 1 value has no ground and was not imported.`
        : `${field}: ${n.toLocaleString('en')} values have no ground and were not imported.`,
    ),
    ...(columns_left_out.length > 0
      ? ['', ...wrapped(`Columns that this program has no field for, left out: ${columns_left_out.join(', ')}.`)]
      : []),
  ]
}
