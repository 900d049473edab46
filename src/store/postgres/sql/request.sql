select id, subject, version, body, due from evenhanded.request where tenant = $1 and id = $2
