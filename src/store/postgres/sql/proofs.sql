select p.id, p.subject, p.sealed, p.at, p.until
from evenhanded.proof p
where p.tenant = $1 and p.subject = $2::uuid and p.until > coalesce(
  $3::bigint, pg_catalog.floor(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()) * 1000)::bigint
)
order by p.at, p.id collate "C"
