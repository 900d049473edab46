-- By how much the numbers of transactions were counted on when a dump was restored into a younger cluster (`count_on_v1`).
create function evenhanded.xids_before() returns bigint
language sql immutable security invoker
as $$ select 0::bigint $$;

-- All that happened after a cursor, log and ledger, at most `most` lines of JSON in an order that never changes, and a
-- last line that is the next cursor. As in `feed_v2`, the order is that of transactions, only those are told before which
-- none is under way any more, and they are looked through in spans by the indexes of blocks alone. Within one
-- transaction: by subject, its log before its ledger, by number.
--
-- `after`: [xid, subject, part, currency, number] of the last line that was told, or null; `part`: 0 the log, 1 the ledger.
-- `guess`: how many transactions the page may take.
--
-- Lines are put in order by their places, and only those of the page are read and written out. A span is as long as the
-- rest of the page may need by what the one before it told: where blocks are not summed up yet, each span reads them all.
create function evenhanded.lines_v1(of_tenant text, after json, most int, guess bigint) returns setof text
language plpgsql stable security invoker
set search_path to ''
set enable_seqscan to off
set enable_indexscan to off
set enable_indexonlyscan to off
set enable_hashjoin to off
set enable_mergejoin to off
as $$
#variable_conflict use_column
declare
  settled constant bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint + evenhanded.xids_before();
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  at_xid bigint := coalesce((after ->> 0)::bigint, 0);
  at_subject uuid := coalesce((after ->> 1)::uuid, nobody);
  at_part int := coalesce((after ->> 2)::int, 0);
  at_currency text collate "C" := coalesce(after ->> 3, '');
  at_n bigint := coalesce((after ->> 4)::bigint, 0);
  first constant bigint := at_xid;
  low bigint := at_xid;
  width bigint := greatest(guess, 4);
  high bigint;
  kept bigint;
  told int := 0;
  before int;
  one record;
begin
  while told < most and low < settled loop
    high := least(low + width, settled);
    before := told;
    for one in
      select k.xid, k.subject, k.part, k.currency, k.n, coalesce(g.line, t.line) as line
      from (
        select l.xid, l.subject, l.part, l.currency collate "C" as currency, l.n, l.place
        from (
          select b.xid, g.subject, 0 as part, '' as currency, g.version::bigint as n, g.ctid as place
          from evenhanded.log g, lateral (select g.xid::text::bigint) b (xid)
          where b.xid >= low and b.xid < high and g.tenant || '' = of_tenant
          union all
          select b.xid, t.subject, 1, t.currency, t.seq::bigint, t.ctid
          from evenhanded.transfer t, lateral (select t.xid::text::bigint) b (xid)
          where b.xid >= low and b.xid < high and t.tenant || '' = of_tenant
        ) l
        where (l.xid, l.subject, l.part, l.currency collate "C", l.n)
          > (at_xid, at_subject, at_part, at_currency, at_n)
        order by l.xid, l.subject, l.part, l.currency collate "C", l.n
        limit most - told
      ) k
      left join lateral (
        select '["' || g.subject || '",' || g.version || ',"' || g.cmd || '",' || g.at || ',' || g.body || ']' as line
        from evenhanded.log g where k.part = 0 and g.ctid = k.place
        offset 0
      ) g on true
      left join lateral (
        select json_build_array(t.subject, evenhanded.transfer_json(t))::text as line
        from evenhanded.transfer t where k.part = 1 and t.ctid = k.place
        offset 0
      ) t on true
      order by k.xid, k.subject, k.part, k.currency, k.n
    loop
      return next one.line;
      told := told + 1;
      at_xid := one.xid;
      at_subject := one.subject;
      at_part := one.part;
      at_currency := one.currency;
      at_n := one.n;
    end loop;
    low := high;
    width := case
      when told > before then least(width * 16, width * (most - told) / (told - before) + 1)
      else width * 4
    end;
  end loop;
  -- Where nothing is left, all that is settled was looked through.
  if told < most then
    kept := greatest(
      (
        select max(b.xid) from evenhanded.log g, lateral (select g.xid::text::bigint) b (xid)
        where b.xid >= first and b.xid < settled
      ),
      (
        select max(b.xid) from evenhanded.transfer t, lateral (select t.xid::text::bigint) b (xid)
        where b.xid >= first and b.xid < settled
      )
    );
  end if;
  if at_xid <= kept then
    return next json_build_array(kept + 1, nobody, 0, '', 0)::text;
  else
    return next json_build_array(at_xid, at_subject, at_part, at_currency, at_n)::text;
  end if;
end
$$;

-- Sums up the blocks of log and ledger that are full and were not yet, from these on; tells up to where, as JSON, or null
-- where it could not: by the right to, or while somebody vacuums. Readers then only take longer. The database does it
-- by itself once a minute, and an embedded one never does; meanwhile each span of `lines_v1` reads all that is new.
-- Blocks at the end are left alone: each line that comes into one that is summed up has to change its sum.
create function evenhanded.sum_up_v1(log_from bigint, transfer_from bigint) returns text
language plpgsql volatile security invoker
set search_path to ''
set lock_timeout to '20ms'
as $$
declare
  size constant bigint := current_setting('block_size')::bigint;
  log_to constant bigint := greatest(log_from, (pg_relation_size('evenhanded.log') / size - 64) / 16 * 16);
  transfer_to constant bigint := greatest(
    transfer_from, (pg_relation_size('evenhanded.transfer') / size - 64) / 16 * 16
  );
begin
  for block in log_from / 16 .. log_to / 16 - 1 loop
    perform brin_summarize_range('evenhanded.log_xid', block * 16);
  end loop;
  for block in transfer_from / 16 .. transfer_to / 16 - 1 loop
    perform brin_summarize_range('evenhanded.transfer_xid', block * 16);
  end loop;
  return json_build_array(log_to, transfer_to);
exception
  when others then
    return null;
end
$$;
