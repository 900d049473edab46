select b.n, b.prev, b.root, pg_catalog.encode(b.hashes, 'hex') as hashes, b.cursor, b.at
from evenhanded.block b
where b.tenant = $1 and b.n > $2::bigint
order by b.n
limit $3::bigint
