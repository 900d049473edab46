-- Of somebody erased nothing is counted any more. In one order for all, so that nobody waits in a circle.
insert into evenhanded.use as u (tenant, subject, day, field, purpose, decision, count)
select $1, n.subject, n.day, n.field, n.purpose, n.decision, pg_catalog.sum(n.count)
from pg_catalog.json_to_recordset($2::json) n (
  subject uuid, day text, field text, purpose text, decision text, count bigint
)
where (
  select s.erased from evenhanded.subject s where s.tenant = $1 and s.id = n.subject
) is not true
group by n.subject, n.day, n.field, n.purpose, n.decision
order by n.subject, n.day, n.field, n.purpose, n.decision
on conflict (tenant, subject, day, field, purpose, decision) do update set count = u.count + excluded.count
