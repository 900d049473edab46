select position from evenhanded.cursor where tenant = $1 and name = $2
