-- Accounts, and what stands beside them as it stands: an auditor does not believe the counts that spare others a look.
-- Lines, lots and holds of which no account knows are told as those of an empty one.
with page as (
  select a.subject, a.currency collate "C" as currency
  from evenhanded.account a
  where a.tenant = $1 and ($2::uuid is null or (a.subject, a.currency collate "C") > ($2::uuid, $3::text))
  order by a.subject, a.currency collate "C"
  limit $4::bigint
),
-- Where the page ends; without an end where it is the last.
ending as (
  select p.subject, p.currency
  from page p
  where (select pg_catalog.count(*) from page) = $4::bigint
  order by p.subject desc, p.currency desc
  limit 1
),
stray as (
  select s.subject, s.currency collate "C" as currency
  from (
    select t.subject, t.currency from evenhanded.transfer t
    where t.tenant = $1 and t.subject >= coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
      and t.subject <= coalesce((select e.subject from ending e), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    union
    select l.subject, l.currency from evenhanded.lot l
    where l.tenant = $1 and l.subject >= coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
      and l.subject <= coalesce((select e.subject from ending e), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    union
    select h.subject, h.currency from evenhanded.hold h
    where h.tenant = $1 and h.subject >= coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
      and h.subject <= coalesce((select e.subject from ending e), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  ) s
  where ($2::uuid is null or (s.subject, s.currency collate "C") > ($2::uuid, $3::text))
    and not exists (select from ending e where (s.subject, s.currency collate "C") > (e.subject, e.currency))
    and not exists (
      select from evenhanded.account a
      where a.tenant = $1 and a.subject = s.subject and a.currency = s.currency
    )
)
select pg_catalog.json_build_array(
  p.subject,
  p.currency,
  pg_catalog.json_build_array(
    coalesce(a.seq, 0), coalesce(a.balance, 0), coalesce(a.held, 0), coalesce(a.debt, 0), coalesce(a.status, 'open'),
    a.tallies::pg_catalog.json, a.deeds::pg_catalog.json, a.tier::pg_catalog.json,
    (
      select pg_catalog.json_agg(
        pg_catalog.json_build_array(l.seq, l.amount, l.remaining, l.available, l.expires) order by l.expires, l.seq
      )
      from evenhanded.lot l
      where l.tenant = $1 and l.subject = p.subject and l.currency = p.currency
    ),
    (
      select pg_catalog.json_agg(
        pg_catalog.json_build_array(h.key, h.amount, h.until, h.grace_end, h.parts::pg_catalog.json) order by h.seq
      )
      from evenhanded.hold h
      where h.tenant = $1 and h.subject = p.subject and h.currency = p.currency
    )
  ),
  (
    select pg_catalog.json_agg(evenhanded.transfer_json(t) order by t.seq)
    from evenhanded.transfer t
    where t.tenant = $1 and t.subject = p.subject and t.currency = p.currency
  )
)::text as found
from (select page.subject, page.currency from page union all select stray.subject, stray.currency from stray) p
left join evenhanded.account a on a.tenant = $1 and a.subject = p.subject and a.currency = p.currency
order by p.subject, p.currency
limit $4::bigint
