select v.subject
from evenhanded.value v
where v.tenant = $1 and v.field = $2 and ($3::uuid is null or v.subject > $3::uuid)
order by v.subject
limit $4::bigint
