-- What the ledger is held against: the barest function of one insert and one update.
create schema bare;

create table bare.account (
  id uuid primary key,
  balance bigint not null
) with (fillfactor = 70);

create table bare.transfer (
  id uuid primary key,
  account uuid not null,
  amount bigint not null,
  at timestamptz not null default now()
);

create function bare.award(of_account uuid, new_id uuid, points bigint) returns bigint
language plpgsql
as $$
declare
  after bigint;
begin
  insert into bare.transfer (id, account, amount) values (new_id, of_account, points);
  update bare.account set balance = balance + points where id = of_account returning balance into after;
  return after;
end
$$;
