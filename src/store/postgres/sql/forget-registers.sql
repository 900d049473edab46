with suppressions as (
  delete from evenhanded.suppression s where s.tenant = $1 and s.until <= $2::bigint
), proofs as (
  delete from evenhanded.proof p where p.tenant = $1 and p.until <= $2::bigint
)
delete from evenhanded.use u where u.tenant = $1 and u.day < $3
