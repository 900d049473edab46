select json_build_object(
  'id', b.id, 'hash', b.hash, 'offer', b.offer, 'signedAt', b.signed, 'validUntil', b.valid_until,
  'parts', (
    select json_agg(
      json_build_object(
        'coupon', p.coupon, 'says', p.says, 'worth', p.worth, 'count', p.count, 'redeemed', p.redeemed,
        'returned', p.returned
      )
      order by p.place
    )
    from unnest(b.coupons, b.says, b.worths, b.counts, b.redeemed, b.returned)
      with ordinality p (coupon, says, worth, count, redeemed, returned, place)
  )
)::text as batch
from evenhanded.coupon_batch b
where b.tenant = $1
  and ($2::text is null or b.id = $2)
  and ($3::bigint is null or b.valid_until > $3)
  and ($4::bigint is null or (b.valid_until, b.id) > ($4, $5::text collate "C"))
order by b.valid_until, b.id
limit $6::bigint
