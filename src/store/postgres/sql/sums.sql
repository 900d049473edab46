select pg_catalog.json_build_array(
  t.currency, t.kind, t.code, pg_catalog.count(*), pg_catalog.sum(t.amount), pg_catalog.sum(t.fills),
  pg_catalog.sum(t.owes)
)::text as sum
from evenhanded.transfer t
where t.tenant = $1 and ($2::bigint is null or t.at >= $2::bigint) and t.at < $3::bigint
group by t.currency, t.kind, t.code
order by t.currency collate "C", t.kind collate "C", t.code collate "C" nulls first
