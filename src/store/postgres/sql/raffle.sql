select version, body from evenhanded.raffle where tenant = $1 and name = $2
