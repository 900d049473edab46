-- All that happened after a cursor, log and ledger, at most `most` lines of JSON in an order that never changes, and a
-- last line that is the next cursor. As in `feed_v1`, the order is that of transactions, only those are told before which
-- none is under way any more, and they are looked through in growing spans by the indexes of blocks alone. Within one
-- transaction: by subject, its log before its ledger, by number.
--
-- `after`: [xid, subject, part, currency, number] of the last line that was told, or null; `part`: 0 the log, 1 the ledger.
-- Lines are put in order by their places, and only those of the page are read and written out.
create function evenhanded.lines_v1(of_tenant text, after json, most int) returns setof text
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
  settled constant bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  at_xid bigint := coalesce((after ->> 0)::bigint, 0);
  at_subject uuid := coalesce((after ->> 1)::uuid, nobody);
  at_part int := coalesce((after ->> 2)::int, 0);
  at_currency text collate "C" := coalesce(after ->> 3, '');
  at_n bigint := coalesce((after ->> 4)::bigint, 0);
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
        select json_build_array(g.subject, g.version, g.cmd, g.at, g.body::json)::text as line
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
    if told < most then
      kept := greatest(
        kept,
        (
          select max(b.xid) from evenhanded.log g, lateral (select g.xid::text::bigint) b (xid)
          where b.xid >= low and b.xid < high
        ),
        (
          select max(b.xid) from evenhanded.transfer t, lateral (select t.xid::text::bigint) b (xid)
          where b.xid >= low and b.xid < high
        )
      );
    end if;
    low := high;
    width := width * 2;
  end loop;
  -- Where nothing is left, all that is settled was looked through.
  if told < most and at_xid <= kept then
    return next json_build_array(kept + 1, nobody, 0, '', 0)::text;
  else
    return next json_build_array(at_xid, at_subject, at_part, at_currency, at_n)::text;
  end if;
end
$$;
