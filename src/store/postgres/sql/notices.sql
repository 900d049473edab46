select n.text, n.hash, n.version, n.language, n.variant
from evenhanded.notice n
where n.tenant = $1 and n.hash = any ($2::text[])
order by n.hash collate "C"
