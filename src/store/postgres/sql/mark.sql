insert into evenhanded.cursor (tenant, name, position) values ($1, $2, $3)
on conflict (tenant, name) do update set position = excluded.position
