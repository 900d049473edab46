delete from evenhanded.entry where tenant = $1 and raffle = $2
