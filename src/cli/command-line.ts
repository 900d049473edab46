import { createRequire } from 'node:module'
import { Command, CommanderError, Option } from 'commander'
import { EvenhandedError } from 'evenhanded'
import { type CheckCommand, check } from './check.js'
import { type DiffCommand, diff } from './diff.js'
import { importCommands } from './import-commands.js'
import { migrate } from './migrate.js'
import { formats, kinds, type NoticeCommand, notice } from './notice.js'
import { reportCommands } from './report-commands.js'
import { type RestoreOptions, restore } from './restore.js'
import { type ServeOptions, serve } from './serve.js'
import type { Terminal } from './terminal.js'
import { trainCommand } from './train/command.js'
import { type VerifyOptions, verify } from './verify.js'
import { withDatabase } from './with-database.js'

const { version } = createRequire(import.meta.url)('evenhanded/package.json') as { readonly version: string }

const statuses = `
Exit status: 0 all is well, 1 something was rejected, 2 it could not be done.`

/**
 * Runs one command line.
 *
 * @param words without the names of Node and of the command itself
 * @returns the exit status: 0 all is well, 1 something was rejected, 2 it could not be done
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  let status = 0
  const command = commands(terminal, (done) => {
    status = done
  })
  try {
    await command.parseAsync(words, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof EvenhandedError)) throw error
    for (const line of error.message.split('\n')) terminal.err(line)
    for (const { path, message, remedy } of error.issues) terminal.err(`  ${path}: ${message} ${remedy}`)
    if (error.code === 'store_failed' && error.cause instanceof Error) terminal.err(error.cause.message)
    return 2
  }
}

function commands(terminal: Terminal, done: (status: number) => void): Command {
  const written = (text: string): string => text.replace(/\n$/, '')
  const evenhanded = new Command('evenhanded')
    .description('Fair exchanges of data and benefits: the tools of a program.')
    .version(version, '--version', 'say which version this is')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(written(text)),
      writeErr: (text) => terminal.err(written(text)),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .showHelpAfterError('See what there is with --help.')
    .addHelpText('after', statuses)
  evenhanded
    .command('check')
    .summary('say what speaks against a program, and what it gives and takes')
    .description(
      'Reads a program as a privacy officer would: whether it holds together, whether each offer gives as much as it asks, what the law wants and it does not say, which gates and offers nobody reaches, and what nobody needs. Each finding has a code, and says what to do.',
    )
    .argument('<program>', 'the file that exports your program')
    .option('--json', 'print one JSON object instead')
    .option('--html <file>', 'write it as a page as well, with give against take as a picture')
    .option('--strict', 'take warnings for errors')
    .option('--policy <file>', 'the file that exports the policy (default: the program’s)')
    .option('--date <date>', 'as of which day (default: today)')
    .addHelpText('after', '\nExit status: 0 no errors, 1 errors (or warnings, with --strict), 2 it could not be read.')
    .action(async (program: string, options: CheckCommand) => {
      done(await check(terminal, program, options))
    })
  importCommands(evenhanded.command('import'), terminal, done, statuses)
  evenhanded
    .command('diff')
    .summary('say what a new version of a program means for its people')
    .description(
      'Compares two versions of a program, and says for each group of people whether their ground survives, whether they are informed first or asked anew, or whether the change is forbidden.',
    )
    .argument('<old>', 'the file that exports the version in force')
    .argument('<new>', 'the file that exports the version to come')
    .option('--json', 'print one JSON object instead of a summary')
    .option('--compatible <purposes>', 'purposes whose new meaning was found compatible, separated by commas')
    .addHelpText('after', '\nExit status: 0 nothing is forbidden, 1 something is, 2 it could not be compared.')
    .action(async (old: string, next: string, options: DiffCommand) => {
      done(await diff(terminal, old, next, options))
    })
  withDatabase(evenhanded.command('migrate'))
    .summary('bring a database to this version’s shape')
    .description('Makes or updates the tables. Safe to run at any time, by many at once.')
    .addHelpText('after', statuses)
    .action(async (options: { readonly db?: string; readonly data: string }) => {
      done(await migrate(terminal, options))
    })
  evenhanded
    .command('notice')
    .summary('write a privacy notice, a record of processing or a notice of financial incentive')
    .description(
      'Writes what the law wants told, from the program: the privacy notice (GDPR Art. 13), the record of processing activities (Art. 30), or California’s notice of financial incentive. What the program does not say is listed apart.',
    )
    .argument('<program>', 'the file that exports your program')
    .addOption(new Option('--kind <kind>', 'which of them').choices(Object.keys(kinds)).default('privacy'))
    .option('--lang <tag>', 'en, de, fr or it, alone or with a region, as in de-CH (default: the program’s)')
    .addOption(new Option('--format <format>', 'Markdown, or a page').choices(Object.keys(formats)).default('md'))
    .option('--out <file>', 'where to write it (default: here)')
    .option('--date <date>', 'the date that it bears (default: none)')
    .option('--policy <file>', 'the file that exports the policy (default: the program’s)')
    .addHelpText('after', statuses)
    .action(async (program: string, options: NoticeCommand) => {
      done(await notice(terminal, program, options))
    })
  withDatabase(evenhanded.command('serve'))
    .summary('answer devices and partners, and do what time brings')
    .description(
      'Serves a program over HTTP, and every minute books what time has brought about: ends of points, holds that are over, tiers, halves of gifts, raffles; chains what was recorded, and signs the end of the chain with the key in the data folder (or `EVENHANDED_CHECKPOINT_KEY`). It can run on many machines at once, and ends cleanly on SIGTERM. A program’s file may export its policy, and authenticate.',
    )
    .argument('<program>', 'the file that exports your program')
    .option('--port <number>', 'where to listen; 0 takes any that is free', '4320')
    .option('--host <name>', 'on which address', 'localhost')
    .option('--policy <file>', 'the file that exports the policy (default: the program’s)')
    .option('--register <file>', 'where to write who was erased, out of the reach of backups')
    .option('--checkpoints <file>', 'where to keep what signs the chain (default: in --data)')
    .option('--earlier <files...>', 'files of earlier versions that pages may still work with')
    .option('--no-due', 'leave what time brings to others')
    .addHelpText('after', statuses)
    .action(async (program: string, options: ServeOptions) => {
      done(await serve(terminal, program, options))
    })
  withDatabase(evenhanded.command('restore'))
    .summary('erase again who was erased, once a backup was restored')
    .description(
      'Erases everybody again who stands in the register of erasures: run it after a backup was restored, before anybody is served. Running it again changes nothing. What keeps the erased from being imported again is there afterwards, until the end that it had at first.',
    )
    .argument('<program>', 'the file that exports your program')
    .requiredOption('--register <file>', 'the register, as `serve --register` writes it')
    .option('--policy <file>', 'the file that exports the policy (default: the program’s)')
    .option('--json', 'print one JSON object instead of a sentence')
    .addHelpText('after', statuses)
    .action(async (program: string, options: RestoreOptions) => {
      done(await restore(terminal, program, options))
    })
  trainCommand(evenhanded.command('train'), terminal, done)
  withDatabase(evenhanded.command('verify'))
    .summary('check every account, and the chain of all that was recorded')
    .description(
      'Checks that nothing was lost or made up: every number is there once, every balance, lot and hold is what the lines lead to, nothing was undone or resolved twice, and every currency adds up; and that nothing in the chain was changed, taken out, put in, moved or cut off. Names each row that does not hold. Without checkpoints nobody sees whether all was chained anew.',
    )
    .argument('<program>', 'the file that exports your program')
    .option('--checkpoints <file>', 'what was signed, as `serve` keeps it (default: in --data)')
    .option('--key <file>', 'the public key that it was signed with, as JWK (default: in --data)')
    .option('--json', 'print one JSON object instead of a table')
    .addHelpText('after', statuses)
    .action(async (program: string, options: VerifyOptions) => {
      done(await verify(terminal, program, options))
    })
  reportCommands(evenhanded.command('report'), terminal, done)
  return evenhanded
}
