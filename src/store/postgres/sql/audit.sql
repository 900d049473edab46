select pg_catalog.json_build_array(a.subject, a.currency, evenhanded.account_json(a), (
  select pg_catalog.json_agg(evenhanded.transfer_json(t) order by t.seq)
  from evenhanded.transfer t
  where t.tenant = a.tenant and t.subject = a.subject and t.currency = a.currency
))::text as found
from evenhanded.account a
where a.tenant = $1 and ($2::uuid is null or (a.subject, a.currency collate "C") > ($2::uuid, $3::text))
order by a.subject, a.currency collate "C"
limit $4::bigint
