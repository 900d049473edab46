-- Coupons that were signed in advance and name nobody: one row per batch, whatever their number; one more for each that
-- was handed in.

-- Locked by whoever signs for an offer, shared by whoever hands in: what is out of an offer is counted with nobody between.
create table evenhanded.coupon_offer (
  tenant text not null,
  offer text not null,
  primary key (tenant, offer)
);

-- Coupons are numbered from 0 on in the order of `coupons`; `says` to `returned` go with these, one by one. `worths` in
-- hundredths. `back`: the numbers that were given back one by one; `closed`: the rest was, all at once. `settled`: it is
-- over, and what was handed in of it is counted in `coupon_spent`: so what is open is counted without those that are over.
create table evenhanded.coupon_batch (
  tenant text not null,
  id text collate "C" not null,
  hash text not null,
  offer text not null,
  signed bigint not null,
  valid_until bigint not null,
  coupons text[] not null,
  says text[] not null,
  worths bigint[] not null,
  counts int[] not null,
  redeemed int[] not null,
  returned int[] not null,
  back int[] not null default '{}',
  closed boolean not null default false,
  settled boolean not null default false,
  primary key (tenant, id)
) with (fillfactor = 70);
create index coupon_batch_open on evenhanded.coupon_batch (tenant, offer, valid_until) where not settled;
create index coupon_batch_end on evenhanded.coupon_batch (tenant, valid_until, id);

create table evenhanded.coupon_handed (
  tenant text not null,
  batch text collate "C" not null,
  n int not null,
  key uuid not null,
  hash text not null,
  at bigint not null,
  reason text not null,
  actor text,
  primary key (tenant, batch, n),
  unique (tenant, key)
);

-- What was handed in of batches that are settled, forgotten by now or not. `worth` in hundredths.
create table evenhanded.coupon_spent (
  tenant text not null,
  offer text not null,
  coupon text not null,
  redeemed evenhanded.quantity not null,
  worth evenhanded.quantity not null,
  primary key (tenant, offer, coupon)
);

-- What was handed in of an offer, and what is open: signed, and neither handed in, given back nor over.
create function evenhanded.coupon_sums_v1(of_tenant text, of_offer text, now_ms bigint)
returns table (coupon text, redeemed bigint, redeemed_worth bigint, open bigint, open_worth bigint)
language sql stable security invoker
set search_path to ''
set enable_seqscan to off
as $$
  select s.coupon, sum(s.redeemed)::bigint, sum(s.redeemed_worth)::bigint, sum(s.open)::bigint,
    sum(s.open * s.worth)::bigint
  from (
    select t.coupon, t.redeemed::bigint as redeemed, t.worth::bigint as redeemed_worth, 0::bigint as open,
      0::bigint as worth
    from evenhanded.coupon_spent t
    where t.tenant = of_tenant and t.offer = of_offer
    union all
    select p.coupon, p.redeemed::bigint, p.redeemed * p.worth,
      case when b.valid_until > now_ms then p.count - p.redeemed - p.returned else 0 end::bigint, p.worth
    from evenhanded.coupon_batch b,
    unnest(b.coupons, b.worths, b.counts, b.redeemed, b.returned) p (coupon, worth, count, redeemed, returned)
    where b.tenant = of_tenant and b.offer = of_offer and not b.settled
  ) s
  group by s.coupon
  having sum(s.redeemed) > 0 or sum(s.open) > 0
$$;

-- Counts what was handed in of an offer's batches that ended by an instant once for all. Its caller has locked the offer.
create function evenhanded.settle_coupons_v1(of_tenant text, of_offer text, ended_by bigint) returns void
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
begin
  with over as (
    update evenhanded.coupon_batch b set settled = true
    where b.tenant = of_tenant and b.offer = of_offer and not b.settled and b.valid_until <= ended_by
    returning b.coupons, b.worths, b.redeemed
  )
  insert into evenhanded.coupon_spent as s (tenant, offer, coupon, redeemed, worth)
  select of_tenant, of_offer, p.coupon, sum(p.redeemed), sum(p.redeemed * p.worth)
  from over o, unnest(o.coupons, o.worths, o.redeemed) p (coupon, worth, redeemed)
  where p.redeemed > 0
  group by p.coupon
  on conflict (tenant, offer, coupon) do update
  set redeemed = s.redeemed + excluded.redeemed, worth = s.worth + excluded.worth;
end
$$;

-- Signs a batch where its limits leave room, and says what came of it as JSON.
--
-- batch   { id, hash, offer, validUntil, parts: [{ coupon, says, worth, count }] }
-- limits  { budget?, stock?: { coupon: count } }
create function evenhanded.sign_coupons_v1(of_tenant text, batch json, limits json, told_now bigint) returns text
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
declare
  of_id constant text := batch ->> 'id';
  of_offer constant text := batch ->> 'offer';
  budget constant bigint := (limits ->> 'budget')::bigint;
  now_ms bigint;
  known text;
  used json;
  spent bigint;
  cost bigint;
  part record;
begin
  -- What was waited for has to be seen.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: signing needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;

  insert into evenhanded.coupon_offer (tenant, offer) values (of_tenant, of_offer) on conflict do nothing;
  perform from evenhanded.coupon_offer o where o.tenant = of_tenant and o.offer = of_offer for update;
  now_ms := coalesce(told_now, floor(date_part('epoch', clock_timestamp()) * 1000)::bigint);

  select b.hash into known from evenhanded.coupon_batch b where b.tenant = of_tenant and b.id = of_id;
  if known is null then
    if (batch ->> 'validUntil')::bigint <= now_ms then
      return json_build_object('state', 'ended')::text;
    end if;

    perform evenhanded.settle_coupons_v1(of_tenant, of_offer, now_ms);
    select json_object_agg(s.coupon, s.redeemed + s.open), coalesce(sum(s.redeemed_worth + s.open_worth), 0)
    into used, spent
    from evenhanded.coupon_sums_v1(of_tenant, of_offer, now_ms) s;
    for part in
      select n.coupon, n.count, (limits -> 'stock' ->> n.coupon)::bigint as stock,
        coalesce((used ->> n.coupon)::bigint, 0) as used
      from json_to_recordset(batch -> 'parts') n (coupon text, count bigint)
    loop
      if part.used + part.count > part.stock then
        return json_build_object(
          'state', 'out_of_stock', 'coupon', part.coupon, 'left', greatest(0, part.stock - part.used)
        )::text;
      end if;
    end loop;
    select sum(n.worth * n.count) into cost from json_to_recordset(batch -> 'parts') n (worth bigint, count bigint);
    if spent + cost > budget then
      return json_build_object('state', 'over_budget', 'left', greatest(0, budget - spent))::text;
    end if;

    insert into evenhanded.coupon_batch (
      tenant, id, hash, offer, signed, valid_until, coupons, says, worths, counts, redeemed, returned
    )
    select of_tenant, of_id, batch ->> 'hash', of_offer, now_ms, (batch ->> 'validUntil')::bigint,
      array_agg(p.part ->> 'coupon' order by p.place), array_agg(p.part ->> 'says' order by p.place),
      array_agg((p.part ->> 'worth')::bigint order by p.place), array_agg((p.part ->> 'count')::int order by p.place),
      array_agg(0), array_agg(0)
    from json_array_elements(batch -> 'parts') with ordinality p (part, place)
    on conflict do nothing;
    if found then
      return json_build_object('state', 'signed')::text;
    end if;
    -- Under the same id, for another offer, at the same moment.
    select b.hash into known from evenhanded.coupon_batch b where b.tenant = of_tenant and b.id = of_id;
  end if;
  return json_build_object('state', case when known = batch ->> 'hash' then 'known' else 'reused' end)::text;
end
$$;

-- Which of a batch's coupons a number is, as its place among them; null where there is no such number.
create function evenhanded.coupon_place(counts int[], of_n int) returns int
language sql immutable security invoker
set search_path to ''
as $$
  select min(c.place)::int
  from (
    select u.place, sum(u.count) over (order by u.place) as up_to from unnest(counts) with ordinality u (count, place)
  ) c
  where of_n >= 0 and of_n < c.up_to
$$;

-- What a coupon is, and what has become of it, as JSON.
create function evenhanded.coupon_told(b evenhanded.coupon_batch, place int, state text) returns text
language sql stable security invoker
set search_path to ''
as $$
  select json_build_object(
    'offer', b.offer, 'coupon', b.coupons[place], 'says', b.says[place], 'worth', b.worths[place],
    'validUntil', b.valid_until, 'state', state
  )::text
$$;

-- Hands in one coupon of a batch; says as JSON what it is and what came of it, null where there is none such.
--
-- Whoever signs waits until this is done, and this until that is: a coupon that was over when what is out was counted can't
-- be handed in any more.
create function evenhanded.hand_in_coupon_v1(
  of_tenant text, of_batch text, of_n int, of_key uuid, of_hash text, of_reason text, of_actor text, told_now bigint
) returns text
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
declare
  b evenhanded.coupon_batch;
  place int;
  now_ms bigint;
  known text;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: handing in needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;

  perform from evenhanded.coupon_offer o
  where o.tenant = of_tenant
    and o.offer = (select k.offer from evenhanded.coupon_batch k where k.tenant = of_tenant and k.id = of_batch)
  for share;
  select k.* into b from evenhanded.coupon_batch k where k.tenant = of_tenant and k.id = of_batch for no key update;
  place := evenhanded.coupon_place(b.counts, of_n);
  if place is null then
    return null;
  end if;
  now_ms := coalesce(told_now, floor(date_part('epoch', clock_timestamp()) * 1000)::bigint);

  select h.hash into known from evenhanded.coupon_handed h where h.tenant = of_tenant and h.key = of_key;
  if known is not null then
    return evenhanded.coupon_told(b, place, case when known = of_hash then 'known' else 'reused' end);
  elsif exists (
    select from evenhanded.coupon_handed h where h.tenant = of_tenant and h.batch = of_batch and h.n = of_n
  ) then
    return evenhanded.coupon_told(b, place, 'used');
  elsif b.closed or of_n = any (b.back) then
    return evenhanded.coupon_told(b, place, 'void');
  elsif b.settled or b.valid_until <= now_ms then
    return evenhanded.coupon_told(b, place, 'expired');
  end if;

  insert into evenhanded.coupon_handed (tenant, batch, n, key, hash, at, reason, actor)
  values (of_tenant, of_batch, of_n, of_key, of_hash, now_ms, of_reason, of_actor)
  on conflict do nothing;
  if not found then
    -- A coupon of another batch was handed in by this command at the same moment.
    return evenhanded.coupon_told(b, place, 'reused');
  end if;
  update evenhanded.coupon_batch k set redeemed[place] = k.redeemed[place] + 1
  where k.tenant = of_tenant and k.id = of_batch;
  return evenhanded.coupon_told(b, place, 'redeemed');
end
$$;

-- Takes back what was not handed in, of these numbers or of all; says how many, null where there is no such batch.
create function evenhanded.return_coupons_v1(of_tenant text, of_batch text, numbers json, told_now bigint) returns int
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
declare
  b evenhanded.coupon_batch;
  fresh int[];
  came int;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: giving back needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;

  select k.* into b from evenhanded.coupon_batch k where k.tenant = of_tenant and k.id = of_batch for no key update;
  if b.id is null then
    return null;
  elsif b.closed or b.settled
    or b.valid_until <= coalesce(told_now, floor(date_part('epoch', clock_timestamp()) * 1000)::bigint) then
    return 0;
  elsif numbers is null then
    select coalesce(sum(p.count - p.redeemed - p.returned), 0)::int into came
    from unnest(b.counts, b.redeemed, b.returned) p (count, redeemed, returned);
    update evenhanded.coupon_batch k
    set closed = true, back = '{}', returned = array(
      select p.count - p.redeemed
      from unnest(b.counts, b.redeemed) with ordinality p (count, redeemed, place)
      order by p.place
    )
    where k.tenant = of_tenant and k.id = of_batch;
    return came;
  end if;

  -- As sets, however many they are: who hands in of this batch waits for it.
  fresh := array(
    select n.number::int
    from json_array_elements_text(numbers) n (number)
    where n.number::int >= 0 and n.number::int < (select sum(c.count) from unnest(b.counts) c (count))
    except
    select k.n from unnest(b.back) k (n)
    except
    select h.n from evenhanded.coupon_handed h where h.tenant = of_tenant and h.batch = of_batch
  );
  update evenhanded.coupon_batch k
  set back = k.back || fresh, returned = array(
    select p.returned + (select count(*)::int from unnest(fresh) f (n) where f.n >= p.up_to - p.count and f.n < p.up_to)
    from (
      select u.returned, u.count, u.place, sum(u.count) over (order by u.place) as up_to
      from unnest(b.returned, b.counts) with ordinality u (returned, count, place)
    ) p
    order by p.place
  )
  where k.tenant = of_tenant and k.id = of_batch;
  return cardinality(fresh);
end
$$;

-- Forgets the batches that ended by an instant, and what was handed in of them one by one; their sums stay.
create function evenhanded.forget_coupons_v1(of_tenant text, ended_by bigint) returns void
language plpgsql volatile security invoker
set search_path to ''
set enable_seqscan to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
declare
  one record;
begin
  for one in
    select o.offer from evenhanded.coupon_offer o
    where o.tenant = of_tenant and o.offer in (
      select b.offer from evenhanded.coupon_batch b where b.tenant = of_tenant and b.valid_until <= ended_by
    )
    order by o.offer
    for update
  loop
    perform evenhanded.settle_coupons_v1(of_tenant, one.offer, ended_by);
  end loop;

  with gone as (
    delete from evenhanded.coupon_batch b
    where b.tenant = of_tenant and b.valid_until <= ended_by and b.settled
    returning b.id
  )
  delete from evenhanded.coupon_handed h using gone g where h.tenant = of_tenant and h.batch = g.id;
end
$$;
