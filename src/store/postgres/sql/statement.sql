select seq, kind, amount, balance_after, at, reason, code, available, expires, shortfall, owes, detail
from evenhanded.transfer
where tenant = $1 and subject = $2 and currency = $3 and seq < $4
order by seq desc
limit $5
