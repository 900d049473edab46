select r.id, r.subject, r.version, r.body, r.due
from evenhanded.request r
where r.tenant = $1 and r.due is not null and ($2::uuid is null or r.subject = $2::uuid)
order by r.due, r.n
limit $3::bigint
