-- What this replaced before the first release.
drop function if exists evenhanded.store_v2(
  text, json, json, json, json, json, json, json, json, json, json, json, json, json, json
);

-- Stores the steps that nobody overtook and returns the numbers of those that raced, as a JSON array.
--
-- Each step has a subject of its own. One that changes more than points of existing accounts stands in `subjects` and
-- locks its subject; every step locks all accounts that its subject has. So a step that only moves points waits for
-- its accounts alone, and still has a lock in common with whatever could erase its owner or take its command's id.
-- What members share is locked after what is theirs, and a step that can't have of it what it read has raced as well.
-- Locks are taken in one order (new subjects, subjects, accounts, coupons, counters, logins, each sorted): batches do
-- not deadlock.
--
-- A plan is made once per connection, perhaps on empty tables, and kept. So nothing here leaves a choice to it: tables
-- are reached by a whole key, in subqueries that `offset 0` keeps whole, by `on conflict`, by the place of a row that
-- is locked, or row by row. A key of `log` or `transfer` is told as bounds and an order: so that no other index of them,
-- which costs the same as long as most members have few lines, walks all lines of a member who has many.
--
-- steps      [{ subject, version, erased, guarded, accounts? }]     as read; `accounts`: how many, where it erases;
--               `guarded`: the version has to be as read
-- subjects   [{ step, before, version, erased, state?, ends?, key? }]    `step` counts from 1; `key`: where they are new
-- logins     [{ step, login }]
-- log        [{ step, version, cmd, hash, answer, body, at? }]
-- accounts   [{ step, currency, before, seq, balance, lots, held?, debt?, status?, tallies?, deeds?, tier?, until? }]
--               `before`: the number that was read, 0 for none; `lots`: how many; `until`: of the tier
-- transfers  [{ step, key, leg, currency, seq, kind, amount, balance, at, reason, hash?, answer?, code?, available?,
--               expires?, taken?, shortfall?, fills?, owes?, undoes?, giver?, detail?, remaining? }]
--               `remaining`: it makes a lot, with so much of it left
-- lots       [{ step, currency, expires, seq, available, amount, remaining }]     not as read, nor as a transfer says
--            [{ step, currency, ends: [expires], seqs: [seq] }]                    emptied
-- holds      [{ step, currency, key, seq?, amount?, until?, grace?, parts? }]         `amount` missing: resolved
-- coupons    [{ step, code, state, key?, reward?, offer?, issued?, valid? }]          `key` missing: it has to be as issued
-- draws      [{ step, counter, amount, ceiling? }]     at most one per step and counter; refused where more is used before
-- entries    [{ step, raffle, ticket?, at? }]                                         `ticket` missing: out of it, first
-- learned    [{ step, field, value, identifier? }]        forgotten [{ step, field }]
-- notices    [{ steps: [step], hash, version, language, variant?, text }]
-- keys       [{ step, key? }]                of who was there before; `key` missing: it goes
-- suppressions [{ step, hash, at, until }]   proofs [{ step, id, subject, sealed, at, until }]
--
-- Whatever is empty is null. JSON inside (state, answer, body, value, taken, detail, parts, tallies, deeds, tier) is a
-- string of JSON: it is kept to the byte, and may hold escapes that PostgreSQL's own parser refuses.
create or replace function evenhanded.store_v3(
  of_tenant text, steps json, subjects json, logins json, log json, accounts json, transfers json, lots json,
  holds json, coupons json, draws json, entries json, learned json, forgotten json, notices json, keys json,
  suppressions json, proofs json
) returns text
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set enable_sort to off
set plan_cache_mode to force_generic_plan
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
  counters text[];
  used bigint[];
  bound text[] := '{}';
  one record;
begin
  -- What was waited for has to be seen.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: storing needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;

  if steps -> 1 is null and (subjects -> 0 ->> 'before') is distinct from '0' then
    -- One step of somebody who is there, as most are: the same guards without lists, each only where it can fail.
    old := array[true];
    if subjects is not null then
      perform from evenhanded.subject s where s.tenant = of_tenant and s.id = ids[1] for no key update;
    end if;
    perform from evenhanded.account a where a.tenant = of_tenant and a.subject = ids[1]
    order by a.currency
    for no key update;

    -- From here on each statement sees what stood when the locks were had.
    select s.version is distinct from t.version as has_moved,
      (t.guarded and s.version is distinct from t.version) or s.erased is distinct from t.erased as has_raced, t.accounts
    into one
    from json_to_record(steps -> 0) t (version bigint, erased boolean, guarded boolean, accounts int)
    left join lateral (
      select s.version, s.erased from evenhanded.subject s where s.tenant = of_tenant and s.id = ids[1] offset 0
    ) s on true;
    moved := array[one.has_moved];
    won := array[not one.has_raced];
    if won[1] and one.accounts is not null then
      won := array[one.accounts = (
        select count(*) from evenhanded.account a where a.tenant = of_tenant and a.subject = ids[1]
      )];
    end if;
    if won[1] and accounts is not null then
      won := array[not exists (
        select from json_to_recordset(accounts) n (currency text, before bigint)
        where n.before <> coalesce((
          select a.seq from evenhanded.account a
          where a.tenant = of_tenant and a.subject = ids[1] and a.currency = n.currency
        ), 0)
      )];
    end if;
    -- A command's id may have been taken by the other kind of step, which the guards above do not see.
    if won[1] and log is not null then
      won := array[not exists (
        select from json_to_recordset(log) n (cmd uuid),
        lateral (
          select from evenhanded.transfer f
          where f.tenant = of_tenant and f.subject = ids[1] and f.key >= n.cmd and f.key <= n.cmd and f.leg = 0
          order by f.key
          limit 1
        ) taken
      )];
    end if;
    if won[1] and moved[1] and transfers is not null then
      won := array[not exists (
        select from json_to_recordset(transfers) n (key uuid, leg smallint),
        lateral (
          select from evenhanded.log g
          where g.tenant = of_tenant and g.subject = ids[1] and g.cmd >= n.key and g.cmd <= n.key
          order by g.cmd
          limit 1
        ) taken
        where n.leg = 0
      )];
    end if;
    if not won[1] then
      raced := array[1];
    end if;
  else
    if subjects is not null then
      with made as (
        insert into evenhanded.subject (tenant, id, version, erased, state, ends, key)
        select of_tenant, ids[n.step], n.version, n.erased, n.state, n.ends, n.key
        from json_to_recordset(subjects) n (
          step int, before bigint, version bigint, erased boolean, state text, ends bigint, key text
        )
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
        from rows from (json_to_recordset(steps) as (subject uuid, erased boolean, guarded boolean, accounts int))
          with ordinality t (subject, erased, guarded, accounts, n)
        where old[t.n] and (
          (t.guarded and moved[t.n])
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
          where f.tenant = of_tenant and f.subject = ids[n.step] and f.key >= n.cmd and f.key <= n.cmd and f.leg = 0
          order by f.key
          limit 1
        ) taken
        where old[n.step]
        union
        select n.step
        from json_to_recordset(transfers) n (step int, key uuid, leg smallint),
        lateral (
          select from evenhanded.log g
          where g.tenant = of_tenant and g.subject = ids[n.step] and g.cmd >= n.key and g.cmd <= n.key
          order by g.cmd
          limit 1
        ) taken
        where n.leg = 0 and moved[n.step]
      );
      for one in select unnest(raced) as step loop
        won[one.step] := false;
      end loop;
    end if;
  end if;

  if coupons is not null then
    perform from (
      select n.code from json_to_recordset(coupons) n (step int, code text, key uuid)
      where n.key is null and won[n.step] order by 1 offset 0
    ) l,
    lateral (
      select from evenhanded.coupon c where c.tenant = of_tenant and c.code = l.code for no key update
    ) locked;

    for one in
      select distinct n.step from json_to_recordset(coupons) n (step int, code text, key uuid)
      where n.key is null and won[n.step] and (
        select c.state = 'issued' and c.subject = ids[n.step]
        from evenhanded.coupon c where c.tenant = of_tenant and c.code = n.code
      ) is not true
    loop
      won[one.step] := false;
      raced := raced || one.step;
    end loop;
  end if;

  if draws is not null then
    counters := array(
      select distinct n.counter from json_to_recordset(draws) n (step int, counter text) where won[n.step] order by 1
    );
    insert into evenhanded.counter (tenant, name, used)
    select of_tenant, c.name, 0 from unnest(counters) with ordinality c (name, n) order by c.n
    on conflict do nothing;

    perform from (
      select c.name from unnest(counters) with ordinality c (name, n) order by c.n offset 0
    ) l,
    lateral (
      select from evenhanded.counter c where c.tenant = of_tenant and c.name = l.name for no key update
    ) locked;
  end if;

  if logins is not null then
    with made as (
      insert into evenhanded.login (tenant, login, subject)
      select of_tenant, n.login, ids[n.step]
      from json_to_recordset(logins) n (step int, login text)
      where won[n.step]
      order by n.login
      on conflict do nothing
      returning login
    )
    select coalesce(array_agg(made.login), '{}') into bound from made;

    for one in
      select n.step from json_to_recordset(logins) n (step int, login text)
      where won[n.step] and ids[n.step] is distinct from (
        select b.subject from evenhanded.login b where b.tenant = of_tenant and b.login = n.login
      )
    loop
      won[one.step] := false;
      raced := raced || one.step;
    end loop;
  end if;

  if draws is not null then
    used := array(
      select (select c.used from evenhanded.counter c where c.tenant = of_tenant and c.name = l.name)
      from unnest(counters) with ordinality l (name, n) order by l.n
    );
    -- Step by step: whoever comes first in the batch draws first.
    for one in
      select n.step, array_agg(array_position(counters, n.counter)) as places,
        array_agg(n.amount) as amounts, array_agg(n.ceiling) as ceilings
      from json_to_recordset(draws) n (step int, counter text, amount bigint, ceiling bigint)
      where won[n.step]
      group by n.step
      order by n.step
    loop
      if exists (
        select from unnest(one.places, one.ceilings) d (place, ceiling) where used[d.place] > d.ceiling
      ) then
        won[one.step] := false;
        raced := raced || one.step;
        delete from evenhanded.login b
        where b.tenant = of_tenant and b.subject = ids[one.step] and b.login = any (bound);
      else
        for n in 1 .. cardinality(one.places) loop
          used[one.places[n]] := greatest(0, used[one.places[n]] + one.amounts[n]);
        end loop;
      end if;
    end loop;

    insert into evenhanded.counter (tenant, name, used)
    select of_tenant, c.name, c.used from unnest(counters, used) c (name, used)
    on conflict (tenant, name) do update set used = excluded.used;
  end if;

  -- Nobody is made by a step that raced.
  if cardinality(fresh) > 0 then
    for one in select id from unnest(ids, won) s (id, won) where not s.won and s.id = any (fresh) loop
      delete from evenhanded.subject s where s.tenant = of_tenant and s.id = one.id;
    end loop;
  end if;

  if subjects is not null and cardinality(fresh) < cardinality(ids) then
    insert into evenhanded.subject (tenant, id, version, erased, state, ends)
    select of_tenant, ids[n.step], n.version, n.erased, n.state, n.ends
    from json_to_recordset(subjects) n (
      step int, before bigint, version bigint, erased boolean, state text, ends bigint
    )
    where n.version > n.before and old[n.step] and won[n.step]
    on conflict (tenant, id) do update set
      version = excluded.version, erased = excluded.erased, state = excluded.state, ends = excluded.ends;

    for one in
      select n.step from json_to_recordset(subjects) n (step int, erased boolean)
      where n.erased and won[n.step]
    loop
      delete from evenhanded.login b where b.tenant = of_tenant and b.subject = ids[one.step];
      delete from evenhanded.use u where u.tenant = of_tenant and u.subject = ids[one.step];
    end loop;
  end if;

  if keys is not null then
    for one in
      select n.step, n.key from json_to_recordset(keys) n (step int, key text) where old[n.step] and won[n.step]
    loop
      update evenhanded.subject s set key = one.key where s.tenant = of_tenant and s.id = ids[one.step];
    end loop;
  end if;

  if log is not null then
    insert into evenhanded.log (tenant, subject, version, cmd, hash, answer, body, at)
    select of_tenant, ids[n.step], n.version, n.cmd, n.hash, n.answer, n.body, coalesce(n.at, now_ms)
    from json_to_recordset(log) n (step int, version bigint, cmd uuid, hash text, answer text, body text, at bigint)
    where won[n.step];
  end if;

  if accounts is not null then
    insert into evenhanded.account (
      tenant, subject, currency, seq, balance, lots, held, debt, status, tallies, deeds, tier, tier_until
    )
    select of_tenant, ids[n.step], n.currency, n.seq, n.balance, n.lots, coalesce(n.held, 0), coalesce(n.debt, 0),
      coalesce(n.status, 'open'), n.tallies, n.deeds, n.tier, n.until
    from json_to_recordset(accounts) n (
      step int, currency text, seq bigint, balance bigint, lots int, held bigint, debt bigint, status text,
      tallies text, deeds text, tier text, until bigint
    )
    where won[n.step]
    on conflict (tenant, subject, currency) do update set
      seq = excluded.seq, balance = excluded.balance, lots = excluded.lots, held = excluded.held, debt = excluded.debt,
      status = excluded.status, tallies = excluded.tallies, deeds = excluded.deeds, tier = excluded.tier,
      tier_until = excluded.tier_until;
  end if;

  if transfers is not null then
    with line as materialized (
      select ids[n.step] as subject, n.*
      from json_to_recordset(transfers) n (
        step int, key uuid, leg smallint, currency text, seq bigint, kind text, amount bigint, balance bigint,
        at bigint, reason text, hash text, answer text, code text, available bigint, expires bigint, taken text,
        shortfall bigint, fills bigint, owes bigint, undoes uuid, giver uuid, detail text, remaining bigint
      )
      where won[n.step]
    ), booked as (
      insert into evenhanded.transfer (
        tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer,
        code, available, expires, taken, shortfall, fills, owes, undoes, giver, detail
      )
      select of_tenant, n.subject, n.key, n.leg, n.currency, n.seq, n.kind, n.amount, n.balance, n.at, n.reason,
        n.hash, n.answer, n.code, n.available, n.expires, n.taken, n.shortfall, n.fills, n.owes, n.undoes, n.giver,
        n.detail
      from line n
    )
    insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
    select of_tenant, n.subject, n.currency, n.expires, n.seq, n.available, n.amount, n.remaining
    from line n
    where n.remaining is not null;
  end if;

  if lots is not null then
    delete from evenhanded.lot
    where ctid = any (array(
      select gone.place
      from json_to_recordset(lots) n (step int, currency text, ends bigint[], seqs bigint[]),
      lateral unnest(n.ends, n.seqs) e (expires, seq),
      lateral (
        select l.ctid as place from evenhanded.lot l
        where l.tenant = of_tenant and l.subject = ids[n.step] and l.currency = n.currency
          and l.expires = e.expires and l.seq = e.seq
        offset 0
      ) gone
      where n.ends is not null and won[n.step]
    ));

    insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
    select of_tenant, ids[n.step], n.currency, n.expires, n.seq, n.available, n.amount, n.remaining
    from json_to_recordset(lots) n (
      step int, currency text, expires bigint, seq bigint, available bigint, amount bigint, remaining bigint
    )
    where n.seq is not null and won[n.step]
    on conflict (tenant, subject, currency, expires, seq) do update set
      available = excluded.available, amount = excluded.amount, remaining = excluded.remaining;
  end if;

  if holds is not null then
    for one in
      select ids[n.step] as subject, n.currency, n.key
      from json_to_recordset(holds) n (step int, currency text, key uuid, amount bigint)
      where n.amount is null and won[n.step]
    loop
      delete from evenhanded.hold h
      where h.tenant = of_tenant and h.subject = one.subject and h.currency = one.currency and h.key = one.key;
    end loop;

    insert into evenhanded.hold (tenant, subject, currency, key, seq, amount, until, grace_end, parts)
    select of_tenant, ids[n.step], n.currency, n.key, n.seq, n.amount, n.until, n.grace, n.parts
    from json_to_recordset(holds) n (
      step int, currency text, key uuid, seq bigint, amount bigint, until bigint, grace bigint, parts text
    )
    where n.amount is not null and won[n.step];
  end if;

  if coupons is not null then
    for one in
      select n.code, n.state from json_to_recordset(coupons) n (step int, code text, key uuid, state text)
      where n.key is null and won[n.step]
    loop
      update evenhanded.coupon c set state = one.state where c.tenant = of_tenant and c.code = one.code;
    end loop;

    insert into evenhanded.coupon (tenant, code, subject, key, reward, offer, issued, valid_until, state)
    select of_tenant, n.code, ids[n.step], n.key, n.reward, n.offer, n.issued, n.valid, n.state
    from json_to_recordset(coupons) n (
      step int, code text, key uuid, reward text, offer text, issued bigint, valid bigint, state text
    )
    where n.key is not null and won[n.step];
  end if;

  if entries is not null then
    for one in
      select ids[n.step] as subject, n.raffle
      from json_to_recordset(entries) n (step int, raffle text, ticket text)
      where n.ticket is null and won[n.step]
    loop
      delete from evenhanded.entry e
      where e.tenant = of_tenant and e.subject = one.subject and e.raffle = one.raffle;
    end loop;

    insert into evenhanded.entry (tenant, raffle, ticket, subject, at)
    select of_tenant, n.raffle, n.ticket, ids[n.step], n.at
    from json_to_recordset(entries) n (step int, raffle text, ticket text, at bigint)
    where n.ticket is not null and won[n.step];
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
    insert into evenhanded.value (tenant, subject, field, value, identifier)
    select of_tenant, ids[n.step], n.field, n.value, n.identifier
    from json_to_recordset(learned) n (step int, field text, value text, identifier text)
    where won[n.step]
    on conflict (tenant, subject, field) do update set value = excluded.value, identifier = excluded.identifier;
  end if;

  if notices is not null then
    insert into evenhanded.notice (tenant, hash, version, language, variant, text)
    select of_tenant, n.hash, n.version, n.language, n.variant, n.text
    from json_to_recordset(notices) n (steps int[], hash text, version bigint, language text, variant text, text text)
    where (select bool_or(won[s.step]) from unnest(n.steps) s (step))
    order by n.hash
    on conflict do nothing;
  end if;

  if suppressions is not null then
    insert into evenhanded.suppression as s (tenant, hash, at, until)
    select of_tenant, n.hash, min(n.at), max(n.until)
    from json_to_recordset(suppressions) n (step int, hash text, at bigint, until bigint)
    where won[n.step]
    group by n.hash
    order by n.hash
    on conflict (tenant, hash) do update set until = excluded.until where s.until < excluded.until;
  end if;

  if proofs is not null then
    insert into evenhanded.proof (tenant, id, subject, sealed, at, until)
    select of_tenant, n.id, n.subject, n.sealed, n.at, n.until
    from json_to_recordset(proofs) n (step int, id text, subject uuid, sealed text, at bigint, until bigint)
    where won[n.step]
    order by n.id
    on conflict do nothing;
  end if;

  return to_json(raced)::text;
end
$$;

-- The usual way by itself: one logged command of somebody who is there, which books at most one award and shares nothing
-- with others. `store_v3` is the truth for it too, and says why.
--
-- Whether a step was stored. `before`: the version that was read. From `in_currency` on, null where nothing is booked:
-- the account as it becomes, with the number that was read of it, and its transfer, with what is left of it in a lot.
--
-- The subject is written first, which locks it, and so nobody opens an account meanwhile. Where something is found
-- wrong after that, all is undone by a serialization failure, which a caller takes for having raced.
create or replace function evenhanded.store_usual_v2(
  of_tenant text, of_subject uuid, before bigint, of_version bigint, of_state text, of_ends bigint, of_cmd uuid,
  of_hash text, of_answer text, of_body text, told_at bigint, in_currency text, before_seq bigint, of_seq bigint,
  of_balance bigint, of_lots int, of_held bigint, of_debt bigint, of_status text, of_tallies text, of_deeds text,
  of_tier text, of_until bigint, of_kind text, of_amount bigint, balance_then bigint, of_at bigint, of_reason text,
  of_code text, starts bigint, ends bigint, of_detail text, of_remaining bigint
) returns boolean
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set enable_sort to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
begin
  -- What was waited for has to be seen.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: storing needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;

  update evenhanded.subject s set version = of_version, state = of_state, ends = of_ends
  where s.tenant = of_tenant and s.id = of_subject and s.version = before and not s.erased;
  if not found then
    return false;
  end if;

  -- All accounts are locked, in one order for all; one that is alone is by what is written to it.
  if in_currency is null or exists (
    select from evenhanded.account a
    where a.tenant = of_tenant and a.subject = of_subject and a.currency <> in_currency
  ) then
    perform from evenhanded.account a where a.tenant = of_tenant and a.subject = of_subject
    order by a.currency
    for no key update;
  end if;

  if in_currency is null then
    insert into evenhanded.log (tenant, subject, version, cmd, hash, answer, body, at)
    select of_tenant, of_subject, of_version, of_cmd, of_hash, of_answer, of_body,
      coalesce(told_at, floor(date_part('epoch', statement_timestamp()) * 1000)::bigint)
    -- A command's id may have been taken by a step that is not logged, which no version tells.
    where (
      select true from evenhanded.transfer t
      where t.tenant = of_tenant and t.subject = of_subject and t.key >= of_cmd and t.key <= of_cmd and t.leg = 0
      order by t.key
      limit 1
    ) is null;
    if found then
      return true;
    end if;
  else
    update evenhanded.account a
    set seq = of_seq, balance = of_balance, lots = of_lots, held = coalesce(of_held, 0), debt = coalesce(of_debt, 0),
      status = coalesce(of_status, 'open'), tallies = of_tallies, deeds = of_deeds, tier = of_tier, tier_until = of_until
    where a.tenant = of_tenant and a.subject = of_subject and a.currency = in_currency and a.seq = before_seq;
    if found then
      -- Of a command's id that is taken, the key of its transfer is taken as well.
      with told as (
        insert into evenhanded.log (tenant, subject, version, cmd, hash, answer, body, at)
        values (of_tenant, of_subject, of_version, of_cmd, of_hash, of_answer, of_body,
          coalesce(told_at, floor(date_part('epoch', statement_timestamp()) * 1000)::bigint))
      ), booked as (
        insert into evenhanded.transfer (
          tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, code, available, expires,
          detail
        )
        values (of_tenant, of_subject, of_cmd, 0, in_currency, of_seq, of_kind, of_amount, balance_then, of_at, of_reason,
          of_code, starts, ends, of_detail)
      )
      insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
      values (of_tenant, of_subject, in_currency, ends, of_seq, starts, of_amount, of_remaining);
      return true;
    end if;
  end if;

  raise exception 'evenhanded: somebody else was there first' using errcode = 'serialization_failure';
end
$$;
