-- A dump brings the numbers of its transactions along, and a younger cluster counts from below them: what is written
-- there would be told before what was, or never. So whoever migrates counts on from the highest that was brought.

drop function if exists evenhanded.feed_v1(text, json, int);

-- What was booked after a cursor, at most `most` lines of JSON in an order that never changes, and a last line that is
-- the next cursor. The order is that of transactions, not of their ends: so only those are told before which none is
-- under way any more. `after`: [xid, subject, currency, seq] of the last line that was told, or null.
--
-- Transactions are looked through in spans, each by the index of blocks alone: that of keys could only walk the whole
-- tenant, and `||` keeps it from being tried. A span is as long as the rest of the page may need by what the one before
-- it told.
create function evenhanded.feed_v2(of_tenant text, after json, most int) returns setof text
language plpgsql stable security invoker
set search_path to ''
set enable_seqscan to off
set enable_indexscan to off
set enable_indexonlyscan to off
as $$
#variable_conflict use_column
declare
  settled constant bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint + evenhanded.xids_before();
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  at_xid bigint := coalesce((after ->> 0)::bigint, 0);
  at_subject uuid := coalesce((after ->> 1)::uuid, nobody);
  at_currency text collate "C" := coalesce(after ->> 2, '');
  at_seq bigint := coalesce((after ->> 3)::bigint, 0);
  first constant bigint := at_xid;
  low bigint := at_xid;
  width bigint := 4;
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
      select b.xid, t.subject, t.currency, t.seq, json_build_array(t.subject, evenhanded.transfer_json(t))::text as line
      from evenhanded.transfer t, lateral (select t.xid::text::bigint) b (xid)
      where b.xid >= low and b.xid < high and t.tenant || '' = of_tenant
        and (b.xid, t.subject, t.currency collate "C", t.seq) > (at_xid, at_subject, at_currency, at_seq)
      order by b.xid, t.subject, t.currency collate "C", t.seq
      limit most - told
    loop
      return next one.line;
      told := told + 1;
      at_xid := one.xid;
      at_subject := one.subject;
      at_currency := one.currency;
      at_seq := one.seq;
    end loop;
    low := high;
    width := case
      when told > before then least(width * 16, width * (most - told) / (told - before) + 1)
      else width * 4
    end;
  end loop;
  -- Where nothing is left, all that is settled was looked through.
  if told < most then
    kept := (
      select max(b.xid) from evenhanded.transfer t, lateral (select t.xid::text::bigint) b (xid)
      where b.xid >= first and b.xid < settled
    );
  end if;
  if at_xid <= kept then
    return next json_build_array(kept + 1, nobody, '', 0)::text;
  else
    return next json_build_array(at_xid, at_subject, at_currency, at_seq)::text;
  end if;
end
$$;

-- Looks whether numbers were brought along that this cluster has not reached yet, by the first and the last blocks of
-- each table alone, and only then reads all: it is asked at every start.
create function evenhanded.count_on_v1() returns void
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
as $$
declare
  size constant bigint := current_setting('block_size')::bigint;
  log_end constant tid := ('(' || greatest(0, pg_relation_size('evenhanded.log') / size - 4) || ',0)')::tid;
  transfer_end constant tid := ('(' || greatest(0, pg_relation_size('evenhanded.transfer') / size - 4) || ',0)')::tid;
  before bigint := evenhanded.xids_before();
  coming constant bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint + before;
  seen bigint;
begin
  seen := greatest(
    (select max(g.xid::text::bigint) from evenhanded.log g where g.ctid < '(4,0)'::tid),
    (select max(g.xid::text::bigint) from evenhanded.log g where g.ctid >= log_end),
    (select max(t.xid::text::bigint) from evenhanded.transfer t where t.ctid < '(4,0)'::tid),
    (select max(t.xid::text::bigint) from evenhanded.transfer t where t.ctid >= transfer_end)
  );
  if seen is null or seen < coming then
    return;
  end if;
  seen := greatest(
    (select max(g.xid::text::bigint) from evenhanded.log g),
    (select max(t.xid::text::bigint) from evenhanded.transfer t)
  );
  before := before + seen - coming + 1;
  execute format(
    'create or replace function evenhanded.xids_before() returns bigint language sql immutable security invoker as %L',
    format('select %s::bigint', before)
  );
  execute format(
    'alter table evenhanded.log alter column xid set default (pg_current_xact_id()::text::bigint + %s)::text::xid8', before
  );
  execute format(
    'alter table evenhanded.transfer alter column xid set default (pg_current_xact_id()::text::bigint + %s)::text::xid8',
    before
  );
end
$$;
