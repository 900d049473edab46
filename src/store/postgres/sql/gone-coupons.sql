select coalesce(json_agg(g.n order by g.n), '[]')::text as gone
from (
  select all_of.n
  from evenhanded.coupon_batch b,
    generate_series(0, (select sum(c.count)::int from unnest(b.counts) c (count)) - 1) all_of (n)
  where b.tenant = $1 and b.id = $2 and b.closed
  union
  select back.n from evenhanded.coupon_batch b, unnest(b.back) back (n)
  where b.tenant = $1 and b.id = $2
  union
  select h.n from evenhanded.coupon_handed h
  where h.tenant = $1 and h.batch = $2
) g
