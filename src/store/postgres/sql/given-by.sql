select pg_catalog.json_build_array(t.subject, evenhanded.transfer_json(t))::text as line
from evenhanded.transfer t
where t.tenant = $1 and t.giver = $2::uuid and t.at >= $3::bigint and t.kind in ('award', 'suppress')
order by t.at, t.subject, t.currency collate "C", t.seq
