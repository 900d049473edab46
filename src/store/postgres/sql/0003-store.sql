-- Stores the steps that nobody overtook and returns the numbers of those that raced, as a JSON array.
--
-- Each step has a subject of its own. One that changes more than points of existing accounts stands in `subjects` and
-- locks its subject; every step locks all accounts that its subject has. So a step that only moves points waits for
-- its accounts alone, and still has a lock in common with whatever could erase its owner or take its command's id.
-- Locks are taken in one order (new subjects, subjects, accounts, logins, each sorted): batches do not deadlock.
--
-- A plan is made once per connection, perhaps on empty tables, and kept. So nothing here leaves a choice to it: tables
-- are reached by a whole key, in subqueries that `offset 0` keeps whole, by `on conflict`, or row by row.
--
-- steps      [{ subject, version, erased, logged, accounts? }]      as read; `accounts`: how many, where it erases
-- subjects   [{ step, before, version, erased, state? }]            `step` counts from 1
-- logins     [{ step, login }]
-- log        [{ step, version, cmd, hash, answer, body }]
-- accounts   [{ step, currency, before, seq, balance }]             `before`: the number that was read, 0 for none
-- transfers  [{ step, key, leg, currency, seq, kind, amount, balance, at, reason, hash?, answer?, available?, expires?,
--               taken?, shortfall?, fills? }]                       `fills`: it makes a lot, with so much of it left
-- lots       [{ step, currency, expires, seq, available?, amount, remaining }]
--               changed since they were read; `remaining` 0: emptied; `available`: new, and not as its transfer says
-- learned    [{ step, field, value }]        forgotten [{ step, field }]
-- notices    [{ steps: [step], hash, version, language, variant?, text }]
--
-- Whatever is empty is null. JSON inside (state, answer, body, value, taken) is a string of JSON: it is kept to the
-- byte, and may hold escapes that PostgreSQL's own parser refuses.
create function evenhanded.store_v1(
  of_tenant text, steps json, subjects json, logins json, log json, accounts json, transfers json, lots json,
  learned json, forgotten json, notices json
) returns text
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
as $$
#variable_conflict use_column
declare
  now_ms constant bigint := floor(date_part('epoch', statement_timestamp()) * 1000);
  ids constant uuid[] := array(select s.subject from json_to_recordset(steps) s (subject uuid));
  fresh uuid[] := '{}';
  old boolean[];
  moved boolean[];
  raced int[] := '{}';
  won boolean[] := array_fill(true, array[cardinality(ids)]);
  one record;
begin
  -- What was waited for has to be seen.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: storing needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;

  if subjects is not null then
    with made as (
      insert into evenhanded.subject (tenant, id, version, erased, state)
      select of_tenant, ids[n.step], n.version, n.erased, n.state
      from json_to_recordset(subjects) n (step int, before bigint, version bigint, erased boolean, state text)
      where n.before = 0
      order by 2
      on conflict do nothing
      returning id
    )
    select coalesce(array_agg(made.id), '{}') into fresh from made;
  end if;

  -- Nothing of a fresh subject can have moved.
  if cardinality(fresh) < cardinality(ids) then
    old := array(select s.id <> all (fresh) from unnest(ids) with ordinality s (id, n) order by s.n);

    -- One by one, in one order for all: up to version 16 the planner would rather walk a whole tenant in the order
    -- of the index than look a list of subjects up and sort them.
    perform from (
      select ids[n.step] as id from json_to_recordset(subjects) n (step int) where old[n.step] order by 1 offset 0
    ) l,
    lateral (
      select from evenhanded.subject s where s.tenant = of_tenant and s.id = l.id for no key update
    ) locked;

    perform from (
      select s.id from unnest(ids) with ordinality s (id, n) where old[s.n] order by 1 offset 0
    ) l,
    lateral (
      select from evenhanded.account a where a.tenant = of_tenant and a.subject = l.id
      order by a.currency
      for no key update
    ) locked;

    -- From here on each statement sees what stood when the locks were had.
    moved := array(
      select old[t.n] and t.version is distinct from (
        select s.version from evenhanded.subject s where s.tenant = of_tenant and s.id = t.subject
      )
      from rows from (json_to_recordset(steps) as (subject uuid, version bigint)) with ordinality t (subject, version, n)
      order by t.n
    );

    raced := array(
      select t.n
      from rows from (json_to_recordset(steps) as (subject uuid, erased boolean, logged boolean, accounts int))
        with ordinality t (subject, erased, logged, accounts, n)
      where old[t.n] and (
        (t.logged and moved[t.n])
        or t.erased is distinct from (
          select s.erased from evenhanded.subject s where s.tenant = of_tenant and s.id = t.subject
        )
        or t.accounts <> (
          select count(*) from evenhanded.account a where a.tenant = of_tenant and a.subject = t.subject
        )
      )
      union
      select n.step
      from json_to_recordset(accounts) n (step int, currency text, before bigint)
      where old[n.step] and n.before <> coalesce((
        select a.seq from evenhanded.account a
        where a.tenant = of_tenant and a.subject = ids[n.step] and a.currency = n.currency
      ), 0)
      union
      -- A command's id may have been taken by the other kind of step, which the guards above do not see.
      select n.step
      from json_to_recordset(log) n (step int, cmd uuid),
      lateral (
        select from evenhanded.transfer f
        where f.tenant = of_tenant and f.subject = ids[n.step] and f.key = n.cmd and f.leg = 0 offset 0
      ) taken
      where old[n.step]
      union
      select n.step
      from json_to_recordset(transfers) n (step int, key uuid, leg smallint),
      lateral (
        select from evenhanded.log g
        where g.tenant = of_tenant and g.subject = ids[n.step] and g.cmd = n.key offset 0
      ) taken
      where n.leg = 0 and moved[n.step]
    );
    for one in select unnest(raced) as step loop
      won[one.step] := false;
    end loop;
  end if;

  if logins is not null then
    insert into evenhanded.login (tenant, login, subject)
    select of_tenant, n.login, ids[n.step]
    from json_to_recordset(logins) n (step int, login text)
    where won[n.step]
    order by n.login
    on conflict do nothing;

    for one in
      select n.step from json_to_recordset(logins) n (step int, login text)
      where won[n.step] and ids[n.step] is distinct from (
        select b.subject from evenhanded.login b where b.tenant = of_tenant and b.login = n.login
      )
    loop
      won[one.step] := false;
      raced := raced || one.step;
      delete from evenhanded.subject s
      where s.tenant = of_tenant and s.id = ids[one.step] and s.id = any (fresh);
    end loop;
  end if;

  if subjects is not null and cardinality(fresh) < cardinality(ids) then
    insert into evenhanded.subject (tenant, id, version, erased, state)
    select of_tenant, ids[n.step], n.version, n.erased, n.state
    from json_to_recordset(subjects) n (step int, before bigint, version bigint, erased boolean, state text)
    where n.version > n.before and old[n.step] and won[n.step]
    on conflict (tenant, id)
    do update set version = excluded.version, erased = excluded.erased, state = excluded.state;

    for one in
      select n.step from json_to_recordset(subjects) n (step int, erased boolean)
      where n.erased and won[n.step]
    loop
      delete from evenhanded.login b where b.tenant = of_tenant and b.subject = ids[one.step];
    end loop;
  end if;

  if log is not null then
    insert into evenhanded.log (tenant, subject, version, cmd, hash, answer, body, at)
    select of_tenant, ids[n.step], n.version, n.cmd, n.hash, n.answer, n.body, now_ms
    from json_to_recordset(log) n (step int, version bigint, cmd uuid, hash text, answer text, body text)
    where won[n.step];
  end if;

  if accounts is not null then
    insert into evenhanded.account (tenant, subject, currency, seq, balance)
    select of_tenant, ids[n.step], n.currency, n.seq, n.balance
    from json_to_recordset(accounts) n (step int, currency text, seq bigint, balance bigint)
    where won[n.step]
    on conflict (tenant, subject, currency) do update set seq = excluded.seq, balance = excluded.balance;
  end if;

  if transfers is not null then
    with line as materialized (
      select ids[n.step] as subject, n.*
      from json_to_recordset(transfers) n (
        step int, key uuid, leg smallint, currency text, seq bigint, kind text, amount bigint, balance bigint,
        at bigint, reason text, hash text, answer text, available bigint, expires bigint, taken text, shortfall bigint,
        fills bigint
      )
      where won[n.step]
    ), booked as (
      insert into evenhanded.transfer (
        tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer,
        available, expires, taken, shortfall
      )
      select of_tenant, n.subject, n.key, n.leg, n.currency, n.seq, n.kind, n.amount, n.balance, n.at, n.reason,
        n.hash, n.answer, n.available, n.expires, n.taken, n.shortfall
      from line n
    )
    insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
    select of_tenant, n.subject, n.currency, n.expires, n.seq, n.available, n.amount, n.fills
    from line n
    where n.fills is not null;
  end if;

  if lots is not null then
    for one in
      select ids[n.step] as subject, n.*
      from json_to_recordset(lots) n (
        step int, currency text, expires bigint, seq bigint, available bigint, amount bigint, remaining bigint
      )
      where won[n.step]
    loop
      if one.remaining = 0 then
        delete from evenhanded.lot l
        where l.tenant = of_tenant and l.subject = one.subject and l.currency = one.currency
          and l.expires = one.expires and l.seq = one.seq;
      elsif one.available is null then
        update evenhanded.lot l
        set amount = one.amount, remaining = one.remaining
        where l.tenant = of_tenant and l.subject = one.subject and l.currency = one.currency
          and l.expires = one.expires and l.seq = one.seq;
      else
        insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
        values (of_tenant, one.subject, one.currency, one.expires, one.seq, one.available, one.amount, one.remaining);
      end if;
    end loop;
  end if;

  if forgotten is not null then
    for one in
      select n.* from json_to_recordset(forgotten) n (step int, field text) where won[n.step]
    loop
      delete from evenhanded.value v
      where v.tenant = of_tenant and v.subject = ids[one.step] and v.field = one.field;
    end loop;
  end if;

  if learned is not null then
    insert into evenhanded.value (tenant, subject, field, value)
    select of_tenant, ids[n.step], n.field, n.value
    from json_to_recordset(learned) n (step int, field text, value text)
    where won[n.step]
    on conflict (tenant, subject, field) do update set value = excluded.value;
  end if;

  if notices is not null then
    insert into evenhanded.notice (tenant, hash, version, language, variant, text)
    select of_tenant, n.hash, n.version, n.language, n.variant, n.text
    from json_to_recordset(notices) n (steps int[], hash text, version bigint, language text, variant text, text text)
    where (select bool_or(won[s.step]) from unnest(n.steps) s (step))
    order by n.hash
    on conflict do nothing;
  end if;

  return to_json(raced)::text;
end
$$;
