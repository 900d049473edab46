select u.subject, u.field, u.purpose, u.decision, u.day, u.count
from evenhanded.use u
where u.tenant = $1 and u.subject = $2::uuid
order by u.day desc, u.field, u.purpose, u.decision
