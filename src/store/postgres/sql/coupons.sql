select json_build_array(code, reward, offer, key, issued, valid_until, state)::text as coupon
from evenhanded.coupon
where tenant = $1 and subject = $2
order by issued desc, code
