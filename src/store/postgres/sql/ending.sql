select pg_catalog.json_build_array(l.subject, l.currency, pg_catalog.sum(l.remaining), l.expires)::text as ending
from evenhanded.lot l
where l.tenant = $1 and l.expires >= $2::bigint and l.expires < $3::bigint
group by l.subject, l.currency, l.expires
order by l.expires, l.subject, l.currency collate "C"
