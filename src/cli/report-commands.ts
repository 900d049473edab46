import type { Command } from 'commander'
import { type ReportOptions, reportExpiring, reportLiability, reportRequests, reportSettlement } from './report.js'
import type { Terminal } from './terminal.js'
import { withDatabase } from './with-database.js'

/** `evenhanded report …`: what the books, the partners and the members’ mail need to know. */
export function reportCommands(report: Command, terminal: Terminal, done: (status: number) => void): void {
  report.summary('what the books, the partners and the members’ mail need to know')
  withOptions(report.command('liability'))
    .summary('outstanding points, breakage and deferred revenue at the end of a day')
    .description(
      'What the points that are out are in the books, by the IFRS 15 method (B39 to B47): outstanding points, expected redemption, breakage, and the contract liability. Prices and rates are those of policy.books.',
    )
    .requiredOption('--at <date>', 'the last day that counts, as in 2026-12-31')
    .action(async (program: string, options: ReportOptions & { readonly at: string }) => {
      done(await reportLiability(terminal, program, options))
    })
  withOptions(report.command('settlement'))
    .summary('who owes whom for what passed at partners')
    .description('Points that partners gave and took, less what was undone, at the prices of policy.partners.')
    .requiredOption('--from <date>', 'the first day that counts')
    .requiredOption('--to <date>', 'the last day that counts')
    .action(async (program: string, options: ReportOptions & { readonly from: string; readonly to: string }) => {
      done(await reportSettlement(terminal, program, options))
    })
  withOptions(report.command('expiring'))
    .summary('points that end soon, day by day')
    .description('Points that end from now on, day by day; with --json member by member as well.')
    .option('--within <duration>', 'how far to look ahead', 'P30D')
    .action(async (program: string, options: ReportOptions & { readonly within: string }) => {
      done(await reportExpiring(terminal, program, options))
    })
  withOptions(report.command('requests'))
    .summary('what people asked for and wait for: access, erasure, correction')
    .description(
      'Requests of people that wait for an answer, the most urgent first, with the last day for each by the law of their market. Their words stay sealed: server.requests.list() opens them.',
    )
    .action(async (program: string, options: ReportOptions) => {
      done(await reportRequests(terminal, program, options))
    })
}

const withOptions = (command: Command): Command =>
  withDatabase(command)
    .argument('<program>', 'the file that exports your program')
    .option('--policy <file>', 'the file that exports the policy (default: the program’s)')
    .option('--json', 'print one JSON object instead of a table')
