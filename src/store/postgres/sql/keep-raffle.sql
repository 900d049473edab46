with changed as (
  update evenhanded.raffle set version = $3::bigint, body = $4
  where tenant = $1 and name = $2 and version = $3::bigint - 1
  returning version
), made as (
  insert into evenhanded.raffle (tenant, name, version, body)
  select $1, $2, $3::bigint, $4 where $3::bigint = 1
  on conflict do nothing
  returning version
)
select version from changed union all select version from made
