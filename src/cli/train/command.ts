import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.js'
import { type TrainCommand, train } from '../train.js'

/** `evenhanded train`, as it is written on a command line. */
export function trainCommand(command: Command, terminal: Terminal, done: (status: number) => void): void {
  command
    .summary('learn from members’ baskets what goes together, and measure it')
    .description(
      'Learns what goes together from the baskets of members who may be learned from, and writes a model that a page or a till loads. Baskets come from a file of orders as `import` takes it, from what the database recorded, or, where both are named, from the file’s members whom the database has a ground of. With --evaluate it says how often the model finds an item that was taken out of a basket of somebody else.',
    )
    .argument('<program>', 'the file that exports your program')
    .option('--model <name>', 'which model of the program (default: the only one)')
    .option('--from <file>', 'orders, tab-separated or CSV, may be gzipped: invoice, customer, stock_code')
    .option('--db <url>', 'a PostgreSQL, as in postgres://user@host/name')
    .option('--data <folder>', 'the folder of the embedded database and of the secret')
    .option('--out <file>', 'the model: .json to read, .js to import, all else binary (default: NAME.model)')
    .option('--min-members <number>', 'leave out what fewer members bought together (default: 5)')
    .option('--neighbours <number>', 'how many others may speak for each item (default: 10)')
    .option('--lambda <number>', 'how much to distrust what was seen seldom (default: what fits a tenth best)')
    .option('--evaluate', 'measure it; nothing is written then unless --out says where')
    .option('--hold-out <share>', 'which share of the members to measure by (default: 0.1)')
    .addOption(new Option('--by <how>', 'the share drawn by the seed, or who came last').choices(['random', 'time']))
    .option('--seed <number>', 'draws who is held out, and what is hidden (default: 1)')
    .option('--draws <number>', 'how often to ask of each basket (default: 1)')
    .option('--reference', 'measure EASE in full precision as well')
    .option('--html <file>', 'write the report as a page as well, with a picture')
    .option('--json', 'print one JSON object instead')
    .addHelpText('after', '\nExit status: 0 all is well, 1 lines were rejected, 2 it could not be done.')
    .action(async (program: string, options: TrainCommand) => {
      done(await train(terminal, program, options))
    })
}
