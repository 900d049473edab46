-- A coupon is of a reward, or of an offer that says how long its coupon lasts.
alter table evenhanded.coupon
  alter column reward drop not null,
  add column offer text,
  add constraint coupon_of_one check (num_nonnulls(reward, offer) = 1);

-- Commands with their transfers, what undoes them, and their coupons, each as JSON.
create or replace function evenhanded.cited_json(
  of_tenant text, of_subject uuid, cites uuid[], of_coupon text, suppressed json
) returns json
language plpgsql stable security invoker
set search_path to ''
set enable_seqscan to off
set enable_sort to off
set enable_hashjoin to off
set enable_mergejoin to off
set plan_cache_mode to force_generic_plan
as $$
#variable_conflict use_column
begin
  return (
    select json_object_agg(cited.key, json_build_array(
      (
        select json_agg(evenhanded.transfer_json(t.line) order by (t.line).leg)
        from (
          select t as line from evenhanded.transfer t
          where t.tenant = of_tenant and t.subject = of_subject and t.key >= cited.key and t.key <= cited.key
          order by t.key
          offset 0
        ) t
      ),
      (
        select json_agg(evenhanded.transfer_json(t.line) order by (t.line).currency, (t.line).seq)
        from (
          select t as line from evenhanded.transfer t
          where t.tenant = of_tenant and t.subject = of_subject and t.undoes >= cited.key and t.undoes <= cited.key
          order by t.undoes
          offset 0
        ) t
      ),
      (
        select json_agg(json_build_array(c.code, c.reward, c.issued, c.valid_until, c.state, c.offer))
        from evenhanded.coupon c
        where c.tenant = of_tenant and c.subject = of_subject and c.key = cited.key
      )
    ))
    from (
      select unnest(cites)
      union
      select c.key from evenhanded.coupon c
      where c.tenant = of_tenant and c.code = of_coupon and c.subject = of_subject
      union
      (
        select t.key from evenhanded.transfer t
        where suppressed is not null
          and t.tenant = of_tenant and t.subject = of_subject and t.kind = 'suppress'
          and t.currency = suppressed ->> 'currency'
          and t.at >= (suppressed ->> 'from')::bigint and t.at < (suppressed ->> 'until')::bigint
        order by t.at
        offset 0
      )
    ) cited (key)
  );
end
$$;
