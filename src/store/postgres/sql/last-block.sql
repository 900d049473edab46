select b.n, b.prev, b.root, pg_catalog.encode(b.hashes, 'hex') as hashes, b.cursor, b.at
from evenhanded.block b
where b.tenant = $1
order by b.n desc
limit 1
