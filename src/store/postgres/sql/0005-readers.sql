-- A transfer as JSON, of whatever query: an array in an order of its own (transfer-row.ts reads it).
create function evenhanded.transfer_json(t evenhanded.transfer) returns json
language sql stable security invoker
as $$
  select pg_catalog.json_build_array(
    t.key, t.currency, t.kind, t.seq, t.amount, t.balance_after, t.at, t.reason, t.code, t.available, t.expires,
    t.taken::pg_catalog.json, t.shortfall, t.fills, t.owes, t.undoes, t.giver, t.detail::pg_catalog.json
  )
$$;

-- What few lookups ask for stands in functions of its own (`cited_json` beside it): a plan is made ready with all that
-- is in it, needed or not.

create function evenhanded.used_json(of_tenant text, counters text[]) returns json
language plpgsql stable security invoker
set search_path to ''
set enable_seqscan to off
as $$
#variable_conflict use_column
begin
  return (
    select json_object_agg(c.name, c.used)
    from unnest(counters) wanted (name),
    lateral (
      select c.name, c.used from evenhanded.counter c
      where c.tenant = of_tenant and c.name = wanted.name offset 0
    ) c
  );
end
$$;
