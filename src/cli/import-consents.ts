import { batches } from './members/batches.js'
import { consentTally } from './members/consent-tally.js'
import { type ImportWhere, openDesk } from './members/desk.js'
import { importing } from './members/importing.js'
import { readConsents } from './members/old-consents.js'
import { sendConsents } from './members/send-members.js'
import { consentText, opening } from './members/summary.js'
import { loadProgram } from './program-file.js'
import type { Terminal } from './terminal.js'

/**
 * `evenhanded import consents`: what people had agreed to, refused or withdrawn before, as far as it is proven.
 *
 * @returns the exit status: 0, or 1 where a row was rejected
 * @throws EvenhandedError where the program, the file or the database can't be used
 */
export const importConsents = (
  terminal: Terminal,
  programPath: string,
  path: string,
  options: ImportWhere,
): Promise<number> =>
  importing(terminal, path, options, async (onBytes, seconds) => {
    const program = await loadProgram(programPath)
    const consents = await readConsents(program, path, Date.now(), onBytes)
    const tally = consentTally(program, consents)
    const { server, name, close } = await openDesk(terminal, program, options)
    const sending = batches(server)
    await sendConsents(sending, { consents, tally })
      .then(() => sending.end())
      .finally(close)
    const purposes = tally.done()
    const { file, rows } = consents
    const first = opening({ file, database: name, seconds: seconds() }, options.dryRun === true)
    return {
      file,
      summary: { rows, purposes },
      text: [...first, ...consentText(purposes)],
      rejected: [...consents.rejected, ...tally.rejected],
    }
  })
