-- Instants are bigint epoch milliseconds everywhere, as in the core: one number from the client to the table, no time
-- zone, and `never` has a place. The tenant stands first in every key: no query can forget it and stay fast.

-- Everything that is remembered of a person but values, points and history. Half-empty pages keep its updates in place.
create table evenhanded.subject (
  tenant text not null,
  id uuid not null,
  version bigint not null check (version between 0 and 9007199254740991),
  erased boolean not null,
  state text not null,
  primary key (tenant, id)
) with (fillfactor = 60);

-- Personal values, and nowhere else: what is deleted here is gone.
create table evenhanded.value (
  tenant text not null,
  subject uuid not null,
  field text not null,
  value text not null,
  primary key (tenant, subject, field)
);

-- A keyed hash of the site's own id of a person, bound to one subject; both ways unique.
create table evenhanded.login (
  tenant text not null,
  login text not null,
  subject uuid not null,
  primary key (tenant, login),
  unique (tenant, subject)
);

-- One line per command that changed more than points, a refusal included. Points stand in `transfer`.
create table evenhanded.log (
  tenant text not null,
  subject uuid not null,
  version bigint not null check (version between 1 and 9007199254740991),
  cmd uuid not null,
  hash text not null,
  answer text not null,
  body text not null,
  at bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (tenant, subject, version),
  unique (tenant, subject, cmd)
);

-- The fold of an account's transfers. No further index: updates stay in place.
create table evenhanded.account (
  tenant text not null,
  subject uuid not null,
  currency text not null,
  seq bigint not null check (seq between 1 and 9007199254740991),
  balance bigint not null check (balance between 0 and 9007199254740991),
  held bigint not null default 0 check (held between 0 and balance),
  primary key (tenant, subject, currency)
) with (fillfactor = 70);

-- The ledger. `leg` counts what one command moved, for one may book twice in one currency; its first leg holds the
-- answer where no line of the log does. Of an award: the dates of its lot; else what it took from which lots.
create table evenhanded.transfer (
  tenant text not null,
  subject uuid not null,
  key uuid not null,
  leg smallint not null,
  currency text not null,
  seq bigint not null check (seq between 1 and 9007199254740991),
  kind text not null,
  amount bigint not null check (amount between 0 and 9007199254740991),
  balance_after bigint not null check (balance_after between 0 and 9007199254740991),
  at bigint not null,
  reason text not null,
  hash text,
  answer text,
  available bigint,
  expires bigint,
  taken text,
  shortfall bigint check (shortfall between 0 and 9007199254740991),
  xid xid8 not null default pg_current_xact_id(),
  primary key (tenant, subject, key, leg),
  unique (tenant, subject, currency, seq)
);

-- What is left of each award, in the order in which it is spent.
create table evenhanded.lot (
  tenant text not null,
  subject uuid not null,
  currency text not null,
  expires bigint not null,
  seq bigint not null,
  available bigint not null,
  amount bigint not null check (amount between 0 and 9007199254740991),
  remaining bigint not null check (remaining between 0 and amount),
  primary key (tenant, subject, currency, expires, seq)
);

-- The words that people agreed to. Evidence in the log names them by hash.
create table evenhanded.notice (
  tenant text not null,
  hash text not null,
  version bigint not null,
  language text not null,
  variant text,
  text text not null,
  primary key (tenant, hash)
);

create function evenhanded.refuse_change() returns trigger
language plpgsql
set search_path to ''
as $$
begin
  raise exception 'evenhanded: % is append-only, % is refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation', hint = 'What happened stays; write what undoes it.';
end
$$;

create trigger append_only before update or delete or truncate on evenhanded.log
  for each statement execute function evenhanded.refuse_change();
create trigger append_only before update or delete or truncate on evenhanded.transfer
  for each statement execute function evenhanded.refuse_change();

-- Replicas replay rows with ordinary triggers off; these two hold there too.
alter table evenhanded.log enable always trigger append_only;
alter table evenhanded.transfer enable always trigger append_only;
