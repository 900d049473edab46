select distinct s.hash
from pg_catalog.unnest($2::text[]) wanted (hash),
lateral (
  select s.hash from evenhanded.suppression s
  where s.tenant = $1 and s.hash = wanted.hash and s.until > $3::bigint
  offset 0
) s
