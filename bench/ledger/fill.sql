insert into evenhanded.subject (tenant, id, version, erased, state)
select :tenant, md5('member ' || n)::uuid, 0, false,
  '{"known":{},"grounds":{},"offers":{},"paid":{},"objected":{},"suspended":{},"erasedAt":null}'
from generate_series(0, :members - 1) n;

insert into evenhanded.account (tenant, subject, currency, seq, balance, lots)
select :tenant, md5('member ' || n)::uuid, :currency, greatest(1, :transfers / :members), 1000000, 1
from generate_series(0, :members - 1) n;

insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
select :tenant, md5('member ' || n)::uuid, :currency, 4000000000000, 1, 0, 1000000, 1000000
from generate_series(0, :members - 1) n;

insert into evenhanded.transfer (
  tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer, available, expires
)
select :tenant, md5('member ' || n % :members)::uuid, md5('key ' || n)::uuid, 0, :currency, n / :members + 1, 'award', 1,
  n / :members + 1, 1700000000000 + n, 'order:' || n, md5('hash ' || n), '{}', 1700000000000 + n, 4000000000000
from generate_series(0, :transfers - 1) n;

insert into bare.account (id, balance)
select md5('member ' || n)::uuid, 0 from generate_series(0, :members - 1) n;

insert into bare.transfer (id, account, amount)
select md5('key ' || n)::uuid, md5('member ' || n % :members)::uuid, 1 from generate_series(0, :transfers - 1) n;
