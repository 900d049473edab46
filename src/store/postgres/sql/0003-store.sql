-- Stores the steps that nobody overtook and returns the subjects of those that raced, as a JSON array.
--
-- Each step has a subject of its own. One that is `alone` (it logs something, makes an account or binds a login) locks
-- its subject; every step locks all accounts that its subject has. So a step that only moves points waits for nobody
-- but its accounts, and still has a lock in common with whatever could erase its owner or take its command's id.
-- Locks are taken in one order (new subjects, subjects, accounts, logins, each sorted): batches do not deadlock.
--
-- steps      [{ subject, version, erased, alone, logged, accounts? }]   as read; `accounts`: all there were, if it erases
-- subjects   [{ subject, before, version, erased, state }]              of those alone
-- logins     [{ subject, login }]
-- log        [{ subject, version, cmd, hash, answer, body }]
-- accounts   [{ subject, currency, before, seq, balance }]              `before`: the number that was read, 0 for none
-- transfers  [{ subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash?, answer?, detail? }]
-- lots       [{ subject, currency, expires, seq, available, amount, remaining }]   new and changed
-- emptied    [{ subject, currency, expires, seq }]
-- learned    [{ subject, field, value }]        forgotten [{ subject, field }]
-- notices    [{ subject, hash, version, language, variant?, text }]
--
-- Whatever is empty is null. JSON inside (state, answer, body, value, detail) is a string of JSON: it is kept to the
-- byte, and may hold escapes that PostgreSQL's own parser refuses.
create function evenhanded.store_v1(
  of_tenant text, steps json, subjects json, logins json, log json, accounts json, transfers json, lots json,
  emptied json, learned json, forgotten json, notices json
) returns text
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set enable_hashjoin to off
set enable_mergejoin to off
as $$
#variable_conflict use_column
declare
  now_ms constant bigint := floor(date_part('epoch', statement_timestamp()) * 1000);
  fresh uuid[] := '{}';
  moved uuid[];
  raced uuid[];
  late uuid[];
  here constant uuid[] := array(select s.subject from json_to_recordset(steps) s (subject uuid));
begin
  if subjects is not null then
    with made as (
      insert into evenhanded.subject (tenant, id, version, erased, state)
      select of_tenant, n.subject, n.version, n.erased, n.state
      from json_to_recordset(subjects) n (subject uuid, before bigint, version bigint, erased boolean, state text)
      where n.before = 0
      order by n.subject
      on conflict do nothing
      returning id
    )
    select coalesce(array_agg(made.id), '{}') into fresh from made;

    perform from evenhanded.subject s
    where s.tenant = of_tenant and s.id = any (array(
      select t.subject from json_to_recordset(steps) t (subject uuid, alone boolean)
      where t.alone and t.subject <> all (fresh)
    ))
    order by s.id
    for no key update;
  end if;

  perform from evenhanded.account a
  where a.tenant = of_tenant and a.subject = any (here) and a.subject <> all (fresh)
  order by a.subject, a.currency
  for no key update;

  -- From here on each statement sees what stood when the locks were had.
  moved := array(
    select t.subject
    from json_to_recordset(steps) t (subject uuid, version bigint)
    join evenhanded.subject s on s.tenant = of_tenant and s.id = t.subject
    where s.version <> t.version and t.subject <> all (fresh)
  );

  raced := array(
    select t.subject
    from json_to_recordset(steps)
      t (subject uuid, erased boolean, logged boolean, accounts int)
    left join evenhanded.subject s on s.tenant = of_tenant and s.id = t.subject
    where t.subject <> all (fresh) and (
      s.id is null
      or s.erased <> t.erased
      or (t.logged and t.subject = any (moved))
      or t.accounts <> (select count(*) from evenhanded.account a where a.tenant = of_tenant and a.subject = t.subject)
    )
    union
    select n.subject
    from json_to_recordset(accounts) n (subject uuid, currency text, before bigint)
    left join evenhanded.account a
      on a.tenant = of_tenant and a.subject = n.subject and a.currency = n.currency
    where n.before <> coalesce(a.seq, 0)
    union
    -- A command's id may have been taken by the other kind of step, which the two guards above do not see.
    select n.subject
    from json_to_recordset(log) n (subject uuid, cmd uuid)
    where exists (
      select from evenhanded.transfer f where f.tenant = of_tenant and f.subject = n.subject and f.key = n.cmd
    )
    union
    select n.subject
    from json_to_recordset(transfers) n (subject uuid, key uuid, leg smallint)
    where n.leg = 0 and n.subject = any (moved) and exists (
      select from evenhanded.log g where g.tenant = of_tenant and g.subject = n.subject and g.cmd = n.key
    )
  );

  if logins is not null then
    insert into evenhanded.login (tenant, login, subject)
    select of_tenant, n.login, n.subject
    from json_to_recordset(logins) n (subject uuid, login text)
    where n.subject <> all (raced)
    order by n.login
    on conflict do nothing;

    late := array(
      select n.subject
      from json_to_recordset(logins) n (subject uuid, login text)
      where n.subject <> all (raced) and not exists (
        select from evenhanded.login b
        where b.tenant = of_tenant and b.login = n.login and b.subject = n.subject
      )
    );
    raced := raced || late;
  end if;

  if subjects is not null then
    delete from evenhanded.subject s
    where s.tenant = of_tenant and s.id = any (fresh) and s.id = any (raced);

    update evenhanded.subject s
    set version = n.version, erased = n.erased, state = n.state
    from json_to_recordset(subjects) n (subject uuid, before bigint, version bigint, erased boolean, state text)
    where s.tenant = of_tenant and s.id = n.subject
      and n.version > n.before and n.subject <> all (fresh) and n.subject <> all (raced);

    delete from evenhanded.login b
    using json_to_recordset(subjects) n (subject uuid, erased boolean)
    where b.tenant = of_tenant and b.subject = n.subject and n.erased and n.subject <> all (raced);
  end if;

  if log is not null then
    insert into evenhanded.log (tenant, subject, version, cmd, hash, answer, body, at)
    select of_tenant, n.subject, n.version, n.cmd, n.hash, n.answer, n.body, now_ms
    from json_to_recordset(log)
      n (subject uuid, version bigint, cmd uuid, hash text, answer text, body text)
    where n.subject <> all (raced);
  end if;

  if accounts is not null then
    insert into evenhanded.account as a (tenant, subject, currency, seq, balance)
    select of_tenant, n.subject, n.currency, n.seq, n.balance
    from json_to_recordset(accounts) n (subject uuid, currency text, seq bigint, balance bigint)
    where n.subject <> all (raced)
    on conflict (tenant, subject, currency) do update set seq = excluded.seq, balance = excluded.balance;
  end if;

  if transfers is not null then
    insert into evenhanded.transfer (
      tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer, detail
    )
    select of_tenant, n.subject, n.key, n.leg, n.currency, n.seq, n.kind, n.amount, n.balance_after, n.at, n.reason,
      n.hash, n.answer, n.detail
    from json_to_recordset(transfers) n (
      subject uuid, key uuid, leg smallint, currency text, seq bigint, kind text, amount bigint, balance_after bigint,
      at bigint, reason text, hash text, answer text, detail text
    )
    where n.subject <> all (raced);
  end if;

  if emptied is not null then
    delete from evenhanded.lot l
    using json_to_recordset(emptied) n (subject uuid, currency text, expires bigint, seq bigint)
    where l.tenant = of_tenant and l.subject = n.subject and l.currency = n.currency and l.expires = n.expires
      and l.seq = n.seq and n.subject <> all (raced);
  end if;

  if lots is not null then
    insert into evenhanded.lot as l (tenant, subject, currency, expires, seq, available, amount, remaining)
    select of_tenant, n.subject, n.currency, n.expires, n.seq, n.available, n.amount, n.remaining
    from json_to_recordset(lots) n (
      subject uuid, currency text, expires bigint, seq bigint, available bigint, amount bigint, remaining bigint
    )
    where n.subject <> all (raced)
    on conflict (tenant, subject, currency, expires, seq)
    do update set amount = excluded.amount, remaining = excluded.remaining;
  end if;

  if forgotten is not null then
    delete from evenhanded.value v
    using json_to_recordset(forgotten) n (subject uuid, field text)
    where v.tenant = of_tenant and v.subject = n.subject and v.field = n.field and n.subject <> all (raced);
  end if;

  if learned is not null then
    insert into evenhanded.value as v (tenant, subject, field, value)
    select of_tenant, n.subject, n.field, n.value
    from json_to_recordset(learned) n (subject uuid, field text, value text)
    where n.subject <> all (raced)
    on conflict (tenant, subject, field) do update set value = excluded.value;
  end if;

  if notices is not null then
    insert into evenhanded.notice (tenant, hash, version, language, variant, text)
    select of_tenant, n.hash, n.version, n.language, n.variant, n.text
    from json_to_recordset(notices)
      n (subject uuid, hash text, version bigint, language text, variant text, text text)
    where n.subject <> all (raced)
    order by n.hash
    on conflict do nothing;
  end if;

  return to_json(raced)::text;
end
$$;
