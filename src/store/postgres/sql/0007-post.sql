-- Books at once what needs no decision: awards and spends of plain accounts, each as `enter`, `leave` and `book` of the
-- core would make it. What is not plain changes nothing, and is said to be so.

create type evenhanded.post_lot as ("availableAt" bigint, "expiresAt" bigint);

-- A post as the port has it. `answer` is a string of JSON, kept to the byte.
create type evenhanded.post as (
  subject uuid, login text, key uuid, hash text, answer text, kind text, currency text, amount bigint, reason text,
  code text, actor text, at bigint, lot evenhanded.post_lot
);

-- The post with the subject that its login is bound to, if any.
create function evenhanded.owned(of_tenant text, post evenhanded.post) returns evenhanded.post
language plpgsql stable security invoker
set search_path to ''
set enable_seqscan to off
as $$
#variable_conflict use_column
begin
  if post.login is not null then
    post.subject := coalesce(
      (select b.subject from evenhanded.login b where b.tenant = of_tenant and b.login = post.login), post.subject
    );
  end if;
  return post;
end
$$;

-- One post of the subject that it names.
--
-- The account is written first, which locks it, and written back where something is found wrong after that: so the
-- usual case has no statement that only locks. Whether the key is free is asked under the lock, for whoever writes a
-- command's id into the log locks the accounts of its subject as well. An erased subject's accounts are closed.
--
-- A plan is made once per connection, perhaps on empty tables, and kept. So nothing here leaves a choice to it: tables
-- are reached by a whole key, in the order of one, or by the place of a row whose account is locked.
create function evenhanded.post_one_v1(of_tenant text, post evenhanded.post, now_ms bigint) returns boolean
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set enable_bitmapscan to off
set enable_sort to off
as $$
#variable_conflict use_column
declare
  most constant bigint := 9007199254740991;
  -- From so many lots on that have not ended, points that end together share one.
  many constant int := 200;
  enters constant boolean := post.kind = 'award';
  moves constant bigint := case when enters then post.amount else -post.amount end;
  starts constant bigint := case when (post.lot)."availableAt" = post.at then now_ms else (post.lot)."availableAt" end;
  ends constant bigint := (post.lot)."expiresAt";
  makes int := case when enters and post.amount > 0 then 1 else 0 end;
  shares boolean := false;
  account record;
  lot record;
  twin tid;
  lacking bigint := case when enters then 0 else post.amount end;
  part bigint;
  parts text[] := '{}';
  emptied tid[] := '{}';
  begun tid;
begin
  if post.amount not between 0 and most or abs(post.at - now_ms) > 60000 then
    return false;
  end if;

  update evenhanded.account a
  set seq = a.seq + 1, balance = a.balance + moves, lots = a.lots + makes
  where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency
    and a.status = 'open' and a.debt = 0 and a.held = 0 and a.balance + moves between 0 and most
    and (a.lots < many or makes = 0)
  returning a.seq, a.balance into account;
  if not found and makes = 1 then
    makes := 0;
    shares := true;
    update evenhanded.account a
    set seq = a.seq + 1, balance = a.balance + moves
    where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency
      and a.status = 'open' and a.debt = 0 and a.held = 0 and a.balance + moves between 0 and most
      and a.lots >= many
    returning a.seq, a.balance, a.lots into account;
  end if;
  if account is null then
    return false;
  end if;

  if lacking > 0 then
    for lot in
      select l.ctid as place, l.seq, l.expires, l.remaining
      from evenhanded.lot l
      where l.tenant = of_tenant and l.subject = post.subject and l.currency = post.currency
        and l.expires > now_ms and l.available <= now_ms and l.remaining > 0
      order by l.expires, l.seq
    loop
      part := least(lot.remaining, lacking);
      parts := parts || format('{"lot":%s,"amount":%s,"expiresAt":%s}', lot.seq, part, lot.expires);
      if part = lot.remaining then
        emptied := emptied || lot.place;
      else
        begun := lot.place;
      end if;
      lacking := lacking - part;
      exit when lacking = 0;
    end loop;
  end if;

  if lacking = 0 then
    insert into evenhanded.transfer (
      tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer, code,
      available, expires, taken, detail
    )
    select of_tenant, post.subject, post.key, 0, post.currency, account.seq, post.kind, post.amount, account.balance,
      now_ms, post.reason, post.hash, post.answer, post.code, starts, ends,
      case when not enters then '[' || array_to_string(parts, ',') || ']' end,
      '{"actor":' || to_json(post.actor) || '}'
    where not exists (
      select from evenhanded.log g where g.tenant = of_tenant and g.subject = post.subject and g.cmd = post.key
    ) and not exists (
      select from evenhanded.transfer t
      where t.tenant = of_tenant and t.subject = post.subject and t.key = post.key and t.leg = 0
    );
  end if;
  if lacking > 0 or not found then
    update evenhanded.account a
    set seq = a.seq - 1, balance = a.balance - moves, lots = a.lots - makes
    where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency;
    return false;
  end if;

  if shares then
    makes := 1;
    if account.lots - (
      select count(*) from evenhanded.lot l
      where l.tenant = of_tenant and l.subject = post.subject and l.currency = post.currency and l.expires <= now_ms
    ) >= many then
      update evenhanded.lot l
      set amount = greatest(l.amount, l.remaining + post.amount), remaining = l.remaining + post.amount
      where l.ctid = (
        select o.ctid from evenhanded.lot o
        where o.tenant = of_tenant and o.subject = post.subject and o.currency = post.currency and o.expires = ends
          and greatest(o.available, now_ms) = greatest(starts, now_ms)
        order by o.seq
        limit 1
      );
      makes := case when found then 0 else 1 end;
    end if;
    if makes = 1 then
      update evenhanded.account a set lots = a.lots + 1
      where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency;
    end if;
  end if;

  if makes = 1 then
    insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
    values (of_tenant, post.subject, post.currency, ends, account.seq, starts, post.amount, post.amount);
  end if;

  if begun is not null then
    update evenhanded.lot l set remaining = l.remaining - part where l.ctid = begun;
  end if;
  if cardinality(emptied) > 0 then
    delete from evenhanded.lot l where l.ctid = any (emptied);
    update evenhanded.account a set lots = a.lots - cardinality(emptied)
    where a.tenant = of_tenant and a.subject = post.subject and a.currency = post.currency;
  end if;
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
set enable_bitmapscan to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
declare
  now_ms constant bigint := floor(date_part('epoch', statement_timestamp()) * 1000);
  most constant bigint := 9007199254740991;
  many constant int := 200;
  known evenhanded.post[];
  posted boolean[];
  together int[];
  single int[];
  n int;
begin
  -- What was waited for has to be seen.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: posting needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;

  if json_array_length(posts) = 1 then
    return to_json(array[evenhanded.post_one_v1(
      of_tenant, evenhanded.owned(of_tenant, json_populate_record(null::evenhanded.post, posts -> 0)), now_ms
    )])::text;
  end if;

  known := array(
    select evenhanded.owned(of_tenant, json_populate_record(null::evenhanded.post, p.post))
    from json_array_elements(posts) with ordinality p (post, n)
    order by p.n
  );
  posted := array_fill(false, array[cardinality(known)]);

  perform from (select p.subject, p.currency from unnest(known) p order by 1, 2 offset 0) l,
  lateral (
    select from evenhanded.account a
    where a.tenant = of_tenant and a.subject = l.subject and a.currency = l.currency
    for no key update
  ) locked;

  with plain as (
    select p.*, a.seq, a.balance, a.lots, count(*) over (partition by p.subject, p.key) as same
    from unnest(known) with ordinality p (
      subject, login, key, hash, answer, kind, currency, amount, reason, code, actor, at, lot, n
    ),
    lateral (
      select a.seq, a.balance, a.lots from evenhanded.account a
      where a.tenant = of_tenant and a.subject = p.subject and a.currency = p.currency
        and a.status = 'open' and a.debt = 0 and a.held = 0
      offset 0
    ) a
    where p.amount between 0 and most and abs(p.at - now_ms) <= 60000
      and not exists (
        select from evenhanded.log g where g.tenant = of_tenant and g.subject = p.subject and g.cmd = p.key offset 0
      )
      and not exists (
        select from evenhanded.transfer t
        where t.tenant = of_tenant and t.subject = p.subject and t.key = p.key and t.leg = 0 offset 0
      )
  ), line as materialized (
    select p.*,
      bool_and(p.kind = 'award' and p.same = 1) over whole
        and p.lots + count(*) over whole <= many and p.balance + sum(p.amount) over whole <= most as together,
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
  into together, single
  from line p;

  foreach n in array coalesce(together, '{}') loop
    posted[n] := true;
  end loop;
  foreach n in array coalesce(single, '{}') loop
    posted[n] := evenhanded.post_one_v1(of_tenant, known[n], now_ms);
  end loop;
  return to_json(posted)::text;
end
$$;
