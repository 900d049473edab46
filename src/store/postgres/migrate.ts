import tables from './sql/0001-tables.sql'
import ledger from './sql/0004-ledger.sql'
import readers from './sql/0005-readers.sql'
import post from './sql/0007-post.sql'
import bounds from './sql/0009-bounds.sql'
import postOne from './sql/0010-post-one.sql'
import record from './sql/0011-record.sql'
import lines from './sql/0012-lines.sql'
import load from './sql/0013-load.sql'
import feed from './sql/0015-feed.sql'
import coupons from './sql/0016-coupons.sql'
import store from './sql/0017-store.sql'
import signedCoupons from './sql/0018-signed-coupons.sql'

/**
 * In their order for ever. One that was released is never changed: what is new gets the next number. Functions that were
 * replaced before the first release are not made any more, and their numbers stay free; whoever has them is rid of them.
 */
const migrations = [
  { number: 1, name: 'tables', sql: tables },
  { number: 4, name: 'ledger', sql: ledger },
  { number: 5, name: 'readers', sql: readers },
  { number: 7, name: 'post', sql: post },
  { number: 9, name: 'bounds', sql: bounds },
  { number: 10, name: 'post-one', sql: postOne },
  { number: 11, name: 'record', sql: record },
  { number: 12, name: 'lines', sql: lines },
  { number: 13, name: 'load', sql: load },
  { number: 15, name: 'feed', sql: feed },
  { number: 16, name: 'coupons', sql: coupons },
  { number: 17, name: 'store', sql: store },
  { number: 18, name: 'signed-coupons', sql: signedCoupons },
]

/**
 * Everything that is missing, as one statement: a pool may give each statement another connection, and the lock
 * that keeps many at once apart lives as long as the transaction. Where nothing is missing, and no dump was restored
 * into a younger cluster, it asks for no right but to read.
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
${migrations.map(({ number, name, sql }) => once(number, name, sql)).join('\n')}
  perform evenhanded.count_on_v1();
end
$migrate$`

function once(number: number, name: string, sql: string): string {
  return `  if not exists (select from evenhanded.migration where number = ${number}) then
    execute $migration$${sql}$migration$;
    insert into evenhanded.migration (number, name) values (${number}, '${name}');
  end if;`
}
