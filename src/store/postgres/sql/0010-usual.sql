-- The usual ways by themselves: one lookup of a subject that is there, and one logged command of somebody who is there,
-- which books at most one award and shares nothing with others. `load_v2` and `store_v2` are the truth for these too,
-- and say why; here is only what the usual needs of them, with scalars for lists, in a third of the statements.

-- A row as of `load_v2`, of a lookup that names a subject, perhaps a login, and one command.
create function evenhanded.load_usual_v1(of_tenant text, of_subject uuid, of_login text, of_command uuid) returns text
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
    ), ',"id":null,"login":null}')
  );
end
$$;

-- Whether a step was stored. `before`: the version that was read. From `in_currency` on, null where nothing is booked:
-- the account as it becomes, with the number that was read of it, and its transfer, with what is left of it in a lot.
--
-- The subject is written first, which locks it, and so nobody opens an account meanwhile. Where something is found
-- wrong after that, all is undone by a serialization failure, which a caller takes for having raced.
create function evenhanded.store_usual_v1(
  of_tenant text, of_subject uuid, before bigint, of_version bigint, of_state text, of_cmd uuid, of_hash text,
  of_answer text, of_body text, in_currency text, before_seq bigint, of_seq bigint, of_balance bigint, of_lots int,
  of_held bigint, of_debt bigint, of_status text, of_tallies text, of_deeds text, of_tier text, of_until bigint,
  of_kind text, of_amount bigint, balance_then bigint, of_at bigint, of_reason text, of_code text, starts bigint,
  ends bigint, of_detail text, of_remaining bigint
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

  update evenhanded.subject s set version = of_version, state = of_state
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
      floor(date_part('epoch', statement_timestamp()) * 1000)::bigint
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
          floor(date_part('epoch', statement_timestamp()) * 1000)::bigint)
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

-- Whether one post was posted, as of `post_v1`: to take JSON apart costs a fifth of an award.
create function evenhanded.post_usual_v1(
  of_tenant text, of_subject uuid, of_login text, of_key uuid, of_hash text, of_answer text, of_kind text,
  of_currency text, of_amount bigint, of_reason text, of_code text, of_actor text, of_at bigint, starts bigint,
  ends bigint
) returns boolean
language plpgsql volatile security invoker
set search_path to ''
set plan_cache_mode to force_generic_plan
as $$
begin
  -- What was waited for has to be seen.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: posting needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;
  return evenhanded.post_one_v1(
    of_tenant,
    row(
      of_subject, of_login, of_key, of_hash, of_answer, of_kind, of_currency, of_amount, of_reason, of_code, of_actor,
      of_at, row(starts, ends)::evenhanded.post_lot
    )::evenhanded.post,
    floor(date_part('epoch', statement_timestamp()) * 1000)::bigint
  );
end
$$;
