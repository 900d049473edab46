select r.id, r.subject, r.version, r.body, r.due
from evenhanded.request r
where r.tenant = $1 and ($2::uuid is null or r.subject = $2::uuid)
order by r.n desc
limit $3::bigint
