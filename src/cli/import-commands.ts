import type { Command } from 'commander'
import { importBalances } from './import-balances.js'
import { importConsents } from './import-consents.js'
import { type ImportMembersOptions, importMembers } from './import-members.js'
import { type ImportOptions, importOrders } from './import-orders.js'
import { importSuppressions } from './import-suppressions.js'
import type { ImportWhere } from './members/desk.js'
import type { Terminal } from './terminal.js'
import { withDatabase } from './with-database.js'

/**
 * `evenhanded import …`: what a shop has when it starts. The first word says which kind of file it is; without one it is
 * the orders.
 */
export function importCommands(
  command: Command,
  terminal: Terminal,
  done: (status: number) => void,
  statuses: string,
): void {
  command
    .summary('start with what there is: orders, members, consents, points')
    .usage('[kind] <program> <file> [options]')
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (one) => one.name() })
    .description(
      'Brings what a shop has when it starts. The first word is the kind of file; without one the file is of orders, so that `evenhanded import program.ts orders.tsv` is enough. Running any of it again changes nothing. A program that is itself called like a kind is written ./members.',
    )
    .addHelpText('after', statuses)
  withDatabase(command.command('orders', { isDefault: true }))
    .summary('the history of orders (this is meant where no kind is said)')
    .description(
      'Starts a loyalty programme with the shop’s history of orders. Each customer with a number becomes a member under contract, with no consent to anything; each whole pound of an invoice is a point, and each of a return takes one back. Running it again changes nothing.',
    )
    .argument('<program>', 'the file that exports your program')
    .argument('<orders>', 'the orders: tab-separated, may be gzipped')
    .option('--json', 'print one JSON object instead of a summary')
    .option('--offer <name>', 'what members take up (default: the only convert offer under contract)')
    .option('--currency <name>', 'what is counted (default: the only redeemable currency)')
    .option('--touchpoint <name>', 'where they joined (default: the offer’s first)')
    .addHelpText('after', statuses)
    .action(async (program: string, orders: string, options: ImportOptions) => {
      done(await importOrders(terminal, program, orders, options))
    })
  withFile(command.command('members'), 'members', statuses)
    .summary('members of old, under contract, with what a ground holds')
    .description(
      'Members of old: each gets the contract’s grounds and the values that they hold. Other values are imported only where a proven consent is there, from before or by --consents; the rest is counted and kept nowhere. Columns: login, joined, source, and the program’s fields by their names.',
    )
    .option('--consents <file>', 'their consents, as for `import consents`')
    .option('--offer <name>', 'what members take up (default: the only convert offer under contract)')
    .option('--touchpoint <name>', 'where they joined (default: the offer’s first)')
    .action(async (program: string, file: string, options: ImportMembersOptions) => {
      done(await importMembers(terminal, program, file, options))
    })
  withFile(command.command('consents'), 'consents', statuses)
    .summary('what people had agreed to, as far as it is proven')
    .description(
      'Consents of old. Only what is proven is granted, from when it was given; a bundled, unproven or half-proven consent is no ground, and has to be asked anew. Refusals and withdrawals count whatever their proof. Columns: login, purpose, field, status; act, given_at, notice, medium, reference, confirmed_at, bundled, value.',
    )
    .action(async (program: string, file: string, options: ImportWhere) => {
      done(await importConsents(terminal, program, file, options))
    })
  withFile(command.command('suppressions'), 'suppressions', statuses)
    .summary('who may not be imported')
    .description(
      'Who objected or was erased elsewhere: kept as keyed hashes with an end, and refused by every import. Columns: login, or the program’s identifiers by their names; since, until.',
    )
    .action(async (program: string, file: string, options: ImportWhere) => {
      done(await importSuppressions(terminal, program, file, options))
    })
  withFile(command.command('balances'), 'balances', statuses)
    .summary('points of old, one award per row')
    .description(
      'Points of old, each row an award with its own end where it says one. Columns: login, currency, points; expires_at, reason, date, reference.',
    )
    .action(async (program: string, file: string, options: ImportWhere) => {
      done(await importBalances(terminal, program, file, options))
    })
}

const withFile = (command: Command, what: string, statuses: string): Command =>
  withDatabase(command)
    .argument('<program>', 'the file that exports your program')
    .argument(`<${what}>`, 'CSV or tab-separated, UTF-8; may be gzipped')
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--json', 'print one JSON object instead of a summary')
    .addHelpText('after', statuses)
