select pg_catalog.json_build_array(g.subject, g.version, g.cmd, g.at, g.body::pg_catalog.json)::text as line
from evenhanded.log g
where g.tenant = $1 and g.subject = $2::uuid and g.version > $3::bigint
order by g.version
limit $4::bigint
