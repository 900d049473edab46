-- What was booked after a cursor, at most `most` lines of JSON in an order that never changes, and a last line that is
-- the next cursor. The order is that of transactions, not of their ends: so only those are told before which none is
-- under way any more. `after`: [xid, subject, currency, seq] of the last line that was told, or null.
--
-- Transactions are looked through in growing spans, each by the index of blocks alone: that of keys could only walk
-- the whole tenant, and `||` keeps it from being tried.
create function evenhanded.feed_v1(of_tenant text, after json, most int) returns setof text
language plpgsql stable security invoker
set search_path to ''
set enable_seqscan to off
set enable_indexscan to off
set enable_indexonlyscan to off
as $$
#variable_conflict use_column
declare
  settled constant bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  at_xid bigint := coalesce((after ->> 0)::bigint, 0);
  at_subject uuid := coalesce((after ->> 1)::uuid, nobody);
  at_currency text collate "C" := coalesce(after ->> 2, '');
  at_seq bigint := coalesce((after ->> 3)::bigint, 0);
  low bigint := at_xid;
  width bigint := 16;
  high bigint;
  kept bigint := -1;
  told int := 0;
  one record;
begin
  while told < most and low < settled loop
    high := least(low + width, settled);
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
    if told < most then
      kept := greatest(kept, (
        select max(b.xid) from evenhanded.transfer t, lateral (select t.xid::text::bigint) b (xid)
        where b.xid >= low and b.xid < high
      ));
    end if;
    low := high;
    width := width * 2;
  end loop;
  -- Where nothing is left, all that is settled was looked through.
  if told < most and at_xid <= kept then
    return next json_build_array(kept + 1, nobody, '', 0)::text;
  else
    return next json_build_array(at_xid, at_subject, at_currency, at_seq)::text;
  end if;
end
$$;
