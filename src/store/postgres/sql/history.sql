select '["' || g.subject || '",' || g.version || ',"' || g.cmd || '",' || g.at || ',' || g.body || ']' as line
from evenhanded.log g
where g.tenant = $1 and g.subject = $2::uuid and g.version > $3::bigint
order by g.version
limit $4::bigint
