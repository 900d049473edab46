import tables from './sql/0001-tables.sql'
import load from './sql/0002-load.sql'
import store from './sql/0003-store.sql'

/** In their order for ever. One that was released is never changed: what is new gets the next number. */
const migrations = [
  { name: 'tables', sql: tables },
  { name: 'load', sql: load },
  { name: 'store', sql: store },
]

/**
 * Everything that is missing, as one statement: a pool may give each statement another connection, and the lock
 * that keeps many at once apart lives as long as the transaction. Where nothing is missing it asks for no right
 * but to read.
 */
export const migration = `do $migrate$
begin
  perform pg_advisory_xact_lock(hashtextextended('evenhanded.migration', 0));
  if to_regclass('evenhanded.migration') is null then
    if not exists (select from pg_namespace where nspname = split_part('evenhanded.migration', '.', 1)) then
      create schema evenhanded;
    end if;
    create table evenhanded.migration (
      number int primary key,
      name text not null,
      at timestamptz not null default now()
    );
  end if;
${migrations.map(({ name, sql }, n) => once(n + 1, name, sql)).join('\n')}
end
$migrate$`

function once(number: number, name: string, sql: string): string {
  return `  if not exists (select from evenhanded.migration where number = ${number}) then
    execute $migration$${sql}$migration$;
    insert into evenhanded.migration (number, name) values (${number}, '${name}');
  end if;`
}
