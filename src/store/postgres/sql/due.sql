select d.subject
from (
  select l.subject
  from evenhanded.lot l
  where l.tenant = $1 and l.expires <= $3::bigint
  union all
  select a.subject
  from evenhanded.account a
  where a.tenant = $1 and a.tier_until <= $3::bigint and a.status <> 'closed'
  union all
  select h.subject
  from evenhanded.hold h
  where h.tenant = $1 and h.until <= $2::bigint
  union all
  select s.id
  from evenhanded.subject s
  where s.tenant = $1 and s.ends <= $2::bigint
) d
where $4::uuid is null or d.subject > $4::uuid
group by d.subject
order by d.subject
limit $5::bigint
