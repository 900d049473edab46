-- Books at once what needs no decision: awards and spends of plain accounts, each as `enter`, `leave` and `book` of the
-- core would make it. What is not plain changes nothing, and is said to be so.
--
-- One by one, the account is written first, which locks it, and written back where something is found wrong after that:
-- so the usual case has no statement that only locks. Whether the key is free is asked under the lock, for whoever
-- writes a command's id into the log locks the accounts of its subject as well. An erased subject's are closed.
--
-- A plan is made once per connection, perhaps on empty tables, and kept. So nothing here leaves a choice to it: tables
-- are reached by a whole key, in the order of one, or by the place of a row whose account is locked. Where two indexes
-- begin alike, a whole key is told as bounds and an order, which only its own index has: by cost alone they are the same
-- as long as most members have few lines, and the other one walks all lines of a member who has many. And each
-- expression of a function is made ready anew in each transaction: they are few on the usual way.

-- Whoever was erased before accounts had a state.
update evenhanded.account a set status = 'closed'
from evenhanded.subject s
where s.tenant = a.tenant and s.id = a.subject and s.erased;

create type evenhanded.post_lot as ("availableAt" bigint, "expiresAt" bigint);

-- A post as the port has it. `answer` is a string of JSON, kept to the byte; missing where the transfer tells it.
create type evenhanded.post as (
  subject uuid, login text, key uuid, hash text, answer text, kind text, currency text, amount bigint, reason text,
  code text, actor text, at bigint, lot evenhanded.post_lot
);

-- Takes what ends first, all of it or nothing.
create function evenhanded.post_spend_v1(of_tenant text, post evenhanded.post, now_ms bigint) returns boolean
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set enable_sort to off
set enable_bitmapscan to off
as $$
#variable_conflict use_column
declare
  next bigint;
  after bigint;
  lot record;
  lacking bigint := post.amount;
  part bigint;
  parts text[] := '{}';
  emptied tid[] := '{}';
  begun tid;
begin
  update evenhanded.account a
  set seq = a.seq + 1, balance = a.balance - post.amount
  where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency
    and a.status = 'open' and a.debt = 0 and a.held = 0
    and post.amount between 0 and a.balance and abs(post.at - now_ms) <= 60000
  returning a.seq, a.balance into next, after;
  if not found then
    return false;
  end if;

  for lot in
    select l.ctid as place, l.seq, l.expires, l.remaining
    from evenhanded.lot l
    where l.tenant = of_tenant and l.subject = post.subject and l.currency = post.currency
      and l.expires > now_ms and l.available <= now_ms and l.remaining > 0
    order by l.expires, l.seq
  loop
    exit when lacking = 0;
    part := least(lot.remaining, lacking);
    lacking := lacking - part;
    parts := parts || format('{"lot":%s,"amount":%s,"expiresAt":%s}', lot.seq, part, lot.expires);
    if part = lot.remaining then
      emptied := emptied || lot.place;
    else
      begun := lot.place;
    end if;
  end loop;

  insert into evenhanded.transfer (
    tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer, code, taken, detail
  )
  select of_tenant, post.subject, post.key, 0, post.currency, next, 'redeem', post.amount, after, now_ms, post.reason,
    post.hash, post.answer, post.code, '[' || array_to_string(parts, ',') || ']',
    '{"actor":' || to_json(post.actor) || '}'
  where lacking = 0 and (
    select true from evenhanded.log g
    where g.tenant = of_tenant and g.subject = post.subject and g.cmd >= post.key and g.cmd <= post.key
    order by g.cmd
    limit 1
  ) is null and (
    select true from evenhanded.transfer t
    where t.tenant = of_tenant and t.subject = post.subject and t.key >= post.key and t.key <= post.key and t.leg = 0
    order by t.key
    limit 1
  ) is null;
  if not found then
    update evenhanded.account a
    set seq = a.seq - 1, balance = a.balance + post.amount
    where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency;
    return false;
  end if;

  if begun is not null then
    update evenhanded.lot l set remaining = l.remaining - part where l.ctid = begun;
  end if;
  if emptied <> '{}' then
    delete from evenhanded.lot l where l.ctid = any (emptied);
    update evenhanded.account a set lots = a.lots - cardinality(emptied)
    where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency;
  end if;
  return true;
end
$$;

-- What was available when it was posted is available when it is booked.
create function evenhanded.post_one_v1(of_tenant text, post evenhanded.post, now_ms bigint) returns boolean
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set enable_sort to off
set enable_bitmapscan to off
as $$
#variable_conflict use_column
declare
  next bigint;
  after bigint;
  there int;
begin
  if post.login is not null then
    post.subject := coalesce(
      (select b.subject from evenhanded.login b where b.tenant = of_tenant and b.login = post.login), post.subject
    );
  end if;
  if post.kind <> 'award' then
    return evenhanded.post_spend_v1(of_tenant, post, now_ms);
  end if;

  -- From 200 lots on that have not ended, points that end together share one.
  update evenhanded.account a
  set seq = a.seq + 1, balance = a.balance + post.amount, lots = a.lots + least(post.amount, 1)::int
  where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency
    and a.status = 'open' and a.debt = 0 and a.held = 0 and a.lots < 200
    and post.amount between 0 and 9007199254740991 - a.balance and abs(post.at - now_ms) <= 60000
  returning a.seq, a.balance into next, after;
  if not found then
    update evenhanded.account a
    set seq = a.seq + 1, balance = a.balance + post.amount
    where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency
      and a.status = 'open' and a.debt = 0 and a.held = 0 and a.lots >= 200
      and post.amount between 0 and 9007199254740991 - a.balance and abs(post.at - now_ms) <= 60000
    returning a.seq, a.balance, a.lots into next, after, there;
    if not found then
      return false;
    end if;
  end if;

  insert into evenhanded.transfer (
    tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer, code,
    available, expires, detail
  )
  select of_tenant, post.subject, post.key, 0, post.currency, next, 'award', post.amount, after, now_ms, post.reason,
    post.hash, post.answer, post.code,
    case when (post.lot)."availableAt" = post.at then now_ms else (post.lot)."availableAt" end,
    (post.lot)."expiresAt", '{"actor":' || to_json(post.actor) || '}'
  where (
    select true from evenhanded.log g
    where g.tenant = of_tenant and g.subject = post.subject and g.cmd >= post.key and g.cmd <= post.key
    order by g.cmd
    limit 1
  ) is null and (
    select true from evenhanded.transfer t
    where t.tenant = of_tenant and t.subject = post.subject and t.key >= post.key and t.key <= post.key and t.leg = 0
    order by t.key
    limit 1
  ) is null;
  if not found then
    update evenhanded.account a
    set seq = a.seq - 1, balance = a.balance - post.amount,
      lots = a.lots - case when there is null then least(post.amount, 1)::int else 0 end
    where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency;
    return false;
  end if;

  if there is not null then
    if there - (
      select count(*) from evenhanded.lot l
      where l.tenant = of_tenant and l.subject = post.subject and l.currency = post.currency and l.expires <= now_ms
    ) >= 200 then
      update evenhanded.lot l
      set amount = greatest(l.amount, l.remaining + post.amount), remaining = l.remaining + post.amount
      where l.ctid = (
        select o.ctid from evenhanded.lot o
        where o.tenant = of_tenant and o.subject = post.subject and o.currency = post.currency
          and o.expires = (post.lot)."expiresAt"
          and greatest(o.available, now_ms)
            = case when (post.lot)."availableAt" = post.at then now_ms else greatest((post.lot)."availableAt", now_ms) end
        order by o.seq
        limit 1
      );
      if found then
        return true;
      end if;
    end if;
    update evenhanded.account a set lots = a.lots + least(post.amount, 1)::int
    where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency;
  end if;

  insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
  select of_tenant, post.subject, post.currency, (post.lot)."expiresAt", next,
    case when (post.lot)."availableAt" = post.at then now_ms else (post.lot)."availableAt" end, post.amount, post.amount
  where post.amount > 0;
  return true;
end
$$;

-- Posts in their order; of each a boolean, as a JSON array: whether it was posted.
--
-- Many lock their accounts first, in one order for all, so that batches do not deadlock. Then accounts that get nothing
-- but awards get theirs together; what is left is posted one by one, in its order.
create function evenhanded.post_v1(of_tenant text, posts json) returns text
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set enable_sort to off
set enable_bitmapscan to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
declare
  now_ms constant bigint := floor(date_part('epoch', statement_timestamp()) * 1000);
  asked evenhanded.post[];
  posted boolean[];
  together int[];
  apart int[];
  n int;
begin
  -- What was waited for has to be seen.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: posting needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;

  if posts -> 1 is null then
    return '[' || evenhanded.post_one_v1(of_tenant, json_populate_record(null::evenhanded.post, posts -> 0), now_ms) || ']';
  end if;

  asked := array(
    select row(
      coalesce(
        case when p.login is not null then (
          select b.subject from evenhanded.login b where b.tenant = of_tenant and b.login = p.login
        ) end,
        p.subject
      ),
      p.login, p.key, p.hash, p.answer, p.kind, p.currency, p.amount, p.reason, p.code, p.actor, p.at, p.lot
    )::evenhanded.post
    from rows from (json_populate_recordset(null::evenhanded.post, posts)) with ordinality p (
      subject, login, key, hash, answer, kind, currency, amount, reason, code, actor, at, lot, n
    )
    order by p.n
  );
  posted := array_fill(false, array[cardinality(asked)]);

  perform from (select p.subject, p.currency from unnest(asked) p order by 1, 2 offset 0) l,
  lateral (
    select from evenhanded.account a
    where a.tenant = of_tenant and a.subject = l.subject and a.currency = l.currency
    for no key update
  ) locked;

  with plain as (
    select p.*, a.seq, a.balance, a.lots, count(*) over (partition by p.subject, p.key) as same
    from unnest(asked) with ordinality p (
      subject, login, key, hash, answer, kind, currency, amount, reason, code, actor, at, lot, n
    ),
    lateral (
      select a.seq, a.balance, a.lots from evenhanded.account a
      where a.tenant = of_tenant and a.subject = p.subject and a.currency = p.currency
        and a.status = 'open' and a.debt = 0 and a.held = 0
      offset 0
    ) a
    where p.amount between 0 and 9007199254740991 and abs(p.at - now_ms) <= 60000
      and (
        select true from evenhanded.log g
        where g.tenant = of_tenant and g.subject = p.subject and g.cmd >= p.key and g.cmd <= p.key
        order by g.cmd
        limit 1
      ) is null
      and (
        select true from evenhanded.transfer t
        where t.tenant = of_tenant and t.subject = p.subject and t.key >= p.key and t.key <= p.key and t.leg = 0
        order by t.key
        limit 1
      ) is null
  ), line as materialized (
    select p.*,
      bool_and(p.kind = 'award' and p.same = 1) over whole
        and p.lots + count(*) over whole <= 200 and p.balance + sum(p.amount) over whole <= 9007199254740991 as together,
      p.seq + row_number() over so_far as next,
      p.balance + sum(p.amount) over so_far as after,
      p.lots + count(nullif(p.amount, 0)) over so_far as made,
      lead(p.n) over so_far is null as is_last,
      case when (p.lot)."availableAt" = p.at then now_ms else (p.lot)."availableAt" end as starts,
      (p.lot)."expiresAt" as ends
    from plain p
    window whole as (partition by p.subject, p.currency), so_far as (partition by p.subject, p.currency order by p.n)
  ), booked as (
    insert into evenhanded.transfer (
      tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer, code,
      available, expires, detail
    )
    select of_tenant, p.subject, p.key, 0, p.currency, p.next, p.kind, p.amount, p.after, now_ms, p.reason, p.hash,
      p.answer, p.code, p.starts, p.ends, '{"actor":' || to_json(p.actor) || '}'
    from line p
    where p.together
  ), made as (
    insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
    select of_tenant, p.subject, p.currency, p.ends, p.next, p.starts, p.amount, p.amount
    from line p
    where p.together and p.amount > 0
  ), moved as (
    insert into evenhanded.account (tenant, subject, currency, seq, balance, lots)
    select of_tenant, p.subject, p.currency, p.next, p.after, p.made
    from line p
    where p.together and p.is_last
    on conflict (tenant, subject, currency) do update
    set seq = excluded.seq, balance = excluded.balance, lots = excluded.lots
  )
  select array_agg(p.n) filter (where p.together), array_agg(p.n order by p.n) filter (where not p.together)
  into together, apart
  from line p;

  foreach n in array coalesce(together, '{}') loop
    posted[n] := true;
  end loop;
  foreach n in array coalesce(apart, '{}') loop
    posted[n] := evenhanded.post_one_v1(of_tenant, asked[n], now_ms);
  end loop;
  return to_json(posted)::text;
end
$$;
