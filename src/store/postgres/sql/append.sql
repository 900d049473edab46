insert into evenhanded.block (tenant, n, prev, root, hashes, cursor, at)
select $1, $2::bigint, $3, $4, pg_catalog.decode($5, 'hex'), $6, $7::bigint
where case when $2::bigint = 1 then $3 = pg_catalog.repeat('0', 64) else exists (
  select from evenhanded.block b where b.tenant = $1 and b.n = $2::bigint - 1 and b.root = $3
) end
on conflict do nothing
returning n
