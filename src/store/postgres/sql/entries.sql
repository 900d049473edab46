select ticket, subject from evenhanded.entry where tenant = $1 and raffle = $2 order by ticket
