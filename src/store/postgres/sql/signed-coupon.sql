select evenhanded.coupon_told(b, p.place, case
  when exists (
    select from evenhanded.coupon_handed h where h.tenant = $1 and h.batch = $2 and h.n = $3::int
  ) then 'redeemed'
  when b.closed or $3::int = any (b.back) then 'void'
  when b.settled or b.valid_until <= coalesce($4::bigint, floor(date_part('epoch', statement_timestamp()) * 1000)::bigint) then 'expired'
  else 'issued'
end) as coupon
from evenhanded.coupon_batch b, evenhanded.coupon_place(b.counts, $3::int) p (place)
where b.tenant = $1 and b.id = $2 and p.place is not null
