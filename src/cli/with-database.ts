import type { Command } from 'commander'

/** Every command that works on a database finds it in the same way. */
export const withDatabase = (command: Command): Command =>
  command
    .option('--db <url>', 'a PostgreSQL, as in postgres://user@host/name')
    .option('--data <folder>', 'the folder of the embedded database and of the secret', '.evenhanded')
