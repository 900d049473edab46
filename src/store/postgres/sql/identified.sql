select distinct v.identifier collate "C" as hash, v.subject
from pg_catalog.unnest($2::text[]) wanted (hash),
lateral (
  select v.identifier, v.subject from evenhanded.value v
  where v.tenant = $1 and v.identifier = wanted.hash and v.identifier is not null
  offset 0
) v
order by 1, 2
