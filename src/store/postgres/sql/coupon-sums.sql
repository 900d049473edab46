select json_build_object(
  'offer', o.offer, 'coupon', s.coupon, 'redeemed', s.redeemed, 'redeemedWorth', s.redeemed_worth, 'out', s.open,
  'outWorth', s.open_worth
)::text as sum
from evenhanded.coupon_offer o, lateral evenhanded.coupon_sums_v1(
  $1, o.offer, coalesce($3::bigint, floor(date_part('epoch', statement_timestamp()) * 1000)::bigint)
) s
where o.tenant = $1 and ($2::text is null or o.offer = $2)
order by o.offer collate "C", s.coupon collate "C"
