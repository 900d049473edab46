-- One row of JSON per lookup, in their order. JSON because drivers differ in what they make of a bigint.
--
-- lookups: [{ subject?, login?, commands: [uuid] }]
--
-- The planner settings keep a plan that was made on empty tables from scanning full ones later.
create function evenhanded.load_v1(of_tenant text, lookups json) returns setof text
language plpgsql stable security invoker
set search_path to ''
set enable_seqscan to off
set enable_hashjoin to off
set enable_mergejoin to off
as $$
#variable_conflict use_column
declare
  now_ms constant bigint := floor(date_part('epoch', statement_timestamp()) * 1000);
begin
  return query
  select json_build_object(
    'now', now_ms,
    'id', s.id,
    'version', s.version,
    'state', s.state::json,
    'login', (select b.login from evenhanded.login b where b.tenant = of_tenant and b.subject = s.id),
    'values', (
      select json_object_agg(v.field, v.value::json)
      from evenhanded.value v
      where v.tenant = of_tenant and v.subject = s.id
    ),
    'points', (
      select json_object_agg(a.currency, json_build_array(a.seq, a.balance, (
        select json_agg(json_build_array(l.seq, l.amount, l.remaining, l.available, l.expires) order by l.expires, l.seq)
        from evenhanded.lot l
        where l.tenant = of_tenant and l.subject = s.id and l.currency = a.currency
      )))
      from evenhanded.account a
      where a.tenant = of_tenant and a.subject = s.id
    ),
    'answered', (
      select json_object_agg(first.cmd, json_build_array(first.hash, first.answer::json))
      from (
        select g.cmd, g.hash, g.answer
        from evenhanded.log g
        where g.tenant = of_tenant and g.subject = s.id and g.cmd = any (asked.commands)
        union all
        select t.key, t.hash, t.answer
        from evenhanded.transfer t
        where t.tenant = of_tenant and t.subject = s.id and t.key = any (asked.commands)
          and t.leg = 0 and t.answer is not null
      ) first
    )
  )::text
  from rows from (json_to_recordset(lookups) as (subject uuid, login text, commands uuid[]))
    with ordinality as asked (subject, login, commands, n)
  left join evenhanded.subject s on s.tenant = of_tenant and s.id = coalesce(
    (select b.subject from evenhanded.login b where b.tenant = of_tenant and b.login = asked.login),
    asked.subject
  )
  order by asked.n;
end
$$;
