-- How the tables of transfers lose their indexes before they are filled, and get them back.
select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as drop,
  format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as make
from pg_constraint k
where k.contype in ('p', 'u') and k.conrelid in ('evenhanded.transfer'::regclass, 'bare.transfer'::regclass)
union all
select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
from pg_index i
where i.indrelid = 'evenhanded.transfer'::regclass and not i.indisunique
