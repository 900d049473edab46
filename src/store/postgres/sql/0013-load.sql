-- What this replaced before the first release.
drop function if exists evenhanded.load_v2(text, json);

-- One row of JSON per lookup, in their order. JSON because drivers differ in what they make of a bigint.
--
-- lookups: [{ subject?, login?, coupon?, commands: [uuid], cites?: [uuid], counters?: [text],
--             suppressed?: { currency, from, until } }]
--
-- The planner settings keep a plan that was made on empty tables from scanning full ones later, and every call from
-- being planned anew. A key is told as bounds and an order, which only its own index has: another one that begins alike
-- costs the same as long as most members have few lines, and walks all lines of a member who has many.
create function evenhanded.load_v3(of_tenant text, lookups json) returns setof text
language plpgsql stable security invoker
set search_path to ''
set enable_seqscan to off
set enable_sort to off
set enable_hashjoin to off
set enable_mergejoin to off
set plan_cache_mode to force_generic_plan
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
    'key', s.key,
    'login', (select b.login from evenhanded.login b where b.tenant = of_tenant and b.subject = s.id),
    'values', (
      select json_object_agg(v.field, v.value::json)
      from evenhanded.value v
      where v.tenant = of_tenant and v.subject = s.id
    ),
    'points', (
      select json_object_agg(a.currency, json_build_array(
        a.seq, a.balance, a.held, a.debt, a.status, a.tallies::json, a.deeds::json, a.tier::json,
        case when a.lots > 0 then (
          select json_agg(json_build_array(l.seq, l.amount, l.remaining, l.available, l.expires) order by l.expires, l.seq)
          from evenhanded.lot l
          where l.tenant = of_tenant and l.subject = s.id and l.currency = a.currency
        ) end,
        case when a.held > 0 then (
          select json_agg(json_build_array(h.key, h.amount, h.until, h.grace_end, h.parts::json) order by h.seq)
          from evenhanded.hold h
          where h.tenant = of_tenant and h.subject = s.id and h.currency = a.currency
        ) end
      ))
      from evenhanded.account a
      where a.tenant = of_tenant and a.subject = s.id
    ),
    'answered', (
      -- One by one: of several ids, the whole log of a subject might be walked for them.
      select json_object_agg(
        first.id, json_build_array(first.hash, first.answer::json, first.currency, first.kind, first.amount)
      )
      from unnest(asked.commands) wanted (id),
      lateral (
        (
          select g.cmd as id, g.hash, g.answer, null as currency, null as kind, null::bigint as amount
          from evenhanded.log g
          where g.tenant = of_tenant and g.subject = s.id and g.cmd >= wanted.id and g.cmd <= wanted.id
          order by g.cmd
          limit 1
        )
        union all
        (
          select t.key, t.hash, t.answer, t.currency, t.kind, t.amount
          from evenhanded.transfer t
          where t.tenant = of_tenant and t.subject = s.id and t.key >= wanted.id and t.key <= wanted.id
            and t.leg = 0 and t.hash is not null
          order by t.key
          limit 1
        )
      ) first
    ),
    'cited', case when asked.cites is not null or asked.coupon is not null or asked.suppressed is not null then
      evenhanded.cited_json(of_tenant, s.id, asked.cites, asked.coupon, asked.suppressed)
    end,
    'used', case when asked.counters is not null then evenhanded.used_json(of_tenant, asked.counters) end
  )::text
  from (
    select a.*, coalesce(
      case when a.coupon is not null then (
        select c.subject from evenhanded.coupon c where c.tenant = of_tenant and c.code = a.coupon
      ) end,
      case when a.login is not null then (
        select b.subject from evenhanded.login b where b.tenant = of_tenant and b.login = a.login
      ) end,
      a.subject
    ) as wanted
    from rows from (json_to_recordset(lookups) as (
      subject uuid, login text, coupon text, commands uuid[], cites uuid[], counters text[], suppressed json
    )) with ordinality as a (subject, login, coupon, commands, cites, counters, suppressed, n)
    offset 0
  ) asked
  left join lateral (
    select s.id, s.version, s.state, s.key from evenhanded.subject s
    where s.tenant = of_tenant and s.id = asked.wanted
    offset 0
  ) s on true
  order by asked.n;
end
$$;

-- The usual way by itself: a row as of `load_v3`, which is the truth for it too and says why, of a lookup that names a
-- subject, perhaps a login, and one command. Scalars for lists take a third of the statements.
create function evenhanded.load_usual_v2(of_tenant text, of_subject uuid, of_login text, of_command uuid) returns text
language plpgsql stable security invoker
set search_path to ''
set enable_seqscan to off
set enable_sort to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
begin
  if of_login is not null then
    of_subject := coalesce(
      (select b.subject from evenhanded.login b where b.tenant = of_tenant and b.login = of_login), of_subject
    );
  end if;
  -- Text by text: what builds JSON looks up what every part of it is, each time.
  return (
    select '{"now":' || floor(date_part('epoch', statement_timestamp()) * 1000)::bigint || coalesce((
      select ',"id":"' || s.id || '","version":' || s.version || ',"state":' || s.state
        || ',"key":' || coalesce(to_json(s.key)::text, 'null')
        || ',"login":' || coalesce((
          select to_json(b.login)::text from evenhanded.login b where b.tenant = of_tenant and b.subject = s.id
        ), 'null')
        || ',"values":{' || coalesce((
          select string_agg(to_json(v.field) || ':' || v.value, ',')
          from evenhanded.value v
          where v.tenant = of_tenant and v.subject = s.id
        ), '')
        || '},"points":{' || coalesce((
          select string_agg(
            to_json(a.currency) || ':[' || a.seq || ',' || a.balance || ',' || a.held || ',' || a.debt || ',"' || a.status
              || '",' || coalesce(a.tallies, 'null') || ',' || coalesce(a.deeds, 'null') || ',' || coalesce(a.tier, 'null')
              || case when a.lots > 0 then ',[' || coalesce((
                select string_agg(
                  '[' || l.seq || ',' || l.amount || ',' || l.remaining || ',' || l.available || ',' || l.expires || ']',
                  ',' order by l.expires, l.seq
                )
                from evenhanded.lot l
                where l.tenant = of_tenant and l.subject = s.id and l.currency = a.currency
              ), '') || '],' else ',null,' end
              || coalesce(case when a.held > 0 then (
                select json_agg(json_build_array(h.key, h.amount, h.until, h.grace_end, h.parts::json) order by h.seq)::text
                from evenhanded.hold h
                where h.tenant = of_tenant and h.subject = s.id and h.currency = a.currency
              ) end, 'null') || ']',
            ','
          )
          from evenhanded.account a
          where a.tenant = of_tenant and a.subject = s.id
        ), '')
        || '},"answered":{' || coalesce((
          select '"' || g.cmd || '":[' || to_json(g.hash) || ',' || g.answer || ']'
          from evenhanded.log g
          where g.tenant = of_tenant and g.subject = s.id and g.cmd >= of_command and g.cmd <= of_command
          order by g.cmd
          limit 1
        ), (
          select '"' || t.key || '":' || json_build_array(t.hash, t.answer::json, t.currency, t.kind, t.amount)
          from evenhanded.transfer t
          where t.tenant = of_tenant and t.subject = s.id and t.key >= of_command and t.key <= of_command
            and t.leg = 0 and t.hash is not null
          order by t.key
          limit 1
        ), '')
        || '}}'
      from evenhanded.subject s
      where s.tenant = of_tenant and s.id = of_subject
    ), ',"id":null,"key":null,"login":null}')
  );
end
$$;
