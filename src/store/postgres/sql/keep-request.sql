with changed as (
  update evenhanded.request set subject = $4::uuid, version = $3::bigint, body = $5, due = $6::bigint
  where tenant = $1 and id = $2 and version = $3::bigint - 1
  returning version
), made as (
  insert into evenhanded.request (tenant, id, version, subject, body, due)
  select $1, $2, $3::bigint, $4::uuid, $5, $6::bigint where $3::bigint = 1
  on conflict do nothing
  returning version
)
select version from changed union all select version from made
