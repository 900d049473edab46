insert into evenhanded.suppression as s (tenant, hash, at, until)
select $1, n.hash, pg_catalog.min(n.at), pg_catalog.max(n.until)
from pg_catalog.json_to_recordset($2::json) n (hash text, at bigint, until bigint)
group by n.hash
order by n.hash
on conflict (tenant, hash) do update set until = excluded.until
where s.until < excluded.until
