-- The ledger's states: debts, holds, tallies, tiers, coupons, what members share, raffles, and cursors for readers.

drop function if exists evenhanded.load_v1(text, json);
drop function if exists evenhanded.store_v1(text, json, json, json, json, json, json, json, json, json, json);

-- `lots` counts the rows of `lot`; at all times they hold balance - held + debt points. JSON is text, never queried.
alter table evenhanded.account
  drop constraint account_balance_check,
  drop constraint account_check,
  add column debt bigint not null default 0 check (debt between 0 and 9007199254740991),
  add column lots int not null default 0 check (lots >= 0),
  add column status text not null default 'open' check (status in ('open', 'frozen', 'closed')),
  add column tallies text,
  add column deeds text,
  add column tier text,
  add column tier_until bigint,
  add constraint account_balance check (balance between -9007199254740991 and 9007199254740991),
  add constraint account_held check (held between 0 and 9007199254740991),
  add constraint account_lots check (balance - held + debt >= 0);

update evenhanded.account a
set lots = (
  select count(*) from evenhanded.lot l
  where l.tenant = a.tenant and l.subject = a.subject and l.currency = a.currency
);

-- Whose tier ends: empty where no tier does. It does not move with a balance, so updates stay in place.
create index account_tier on evenhanded.account (tenant, tier_until, subject) where tier_until is not null;

-- `undoes`: the key that it takes back or gives back. `detail`: what else a kind says, as JSON.
alter table evenhanded.transfer
  drop constraint transfer_balance_after_check,
  add column code text,
  add column undoes uuid,
  add column giver uuid,
  add column fills bigint check (fills between 0 and 9007199254740991),
  add column owes bigint check (owes between 0 and 9007199254740991),
  add column detail text,
  add constraint transfer_balance_after check (balance_after between -9007199254740991 and 9007199254740991);

create index transfer_undoes on evenhanded.transfer (tenant, subject, undoes) where undoes is not null;
create index transfer_giver on evenhanded.transfer (tenant, giver, at) where giver is not null;
create index transfer_suppressed on evenhanded.transfer (tenant, subject, currency, at) where kind = 'suppress';
-- As a number: blocks can't be told apart by an xid8.
create index transfer_xid on evenhanded.transfer using brin ((xid::text::bigint))
  with (pages_per_range = 16, autosummarize = on);
create index lot_expires on evenhanded.lot using brin (expires) with (pages_per_range = 16, autosummarize = on);

-- Open ones alone: how each was resolved stands in its transfers. `seq`: the number of the transfer that made it.
-- `parts`: JSON, where its points came from.
create table evenhanded.hold (
  tenant text not null,
  subject uuid not null,
  currency text not null,
  key uuid not null,
  seq bigint not null,
  amount bigint not null check (amount between 1 and 9007199254740991),
  until bigint not null,
  grace_end bigint not null,
  parts text not null,
  primary key (tenant, subject, currency, key)
);

create table evenhanded.coupon (
  tenant text not null,
  code text not null,
  subject uuid not null,
  key uuid not null,
  reward text not null,
  issued bigint not null,
  valid_until bigint not null,
  state text not null check (state in ('issued', 'redeemed', 'void')),
  primary key (tenant, code),
  unique (tenant, subject, key)
);

-- What all members draw from: a reward's stock, a budget.
create table evenhanded.counter (
  tenant text not null,
  name text not null,
  used bigint not null check (used between 0 and 9007199254740991),
  primary key (tenant, name)
) with (fillfactor = 50);

-- Who is in a raffle. A ticket says nothing of its owner; a draw needs one order of tickets, whatever the language.
create table evenhanded.entry (
  tenant text not null,
  raffle text not null,
  ticket text collate "C" not null,
  subject uuid not null,
  at bigint not null,
  primary key (tenant, raffle, ticket)
);
create index entry_subject on evenhanded.entry (tenant, subject, raffle);

-- The commitment, and in the end everything that a draw is checked by, as JSON.
create table evenhanded.raffle (
  tenant text not null,
  name text not null,
  version bigint not null,
  body text not null,
  primary key (tenant, name)
);

-- How far a reader of transfers has come.
create table evenhanded.cursor (
  tenant text not null,
  name text not null,
  position text not null,
  primary key (tenant, name)
);
