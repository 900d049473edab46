-- What consent has to prove, and what is kept beside the subjects.

-- `key`: the subject's own, wrapped. `ends`: when something of the state ends by itself; it seldom changes, so updates
-- stay in place.
alter table evenhanded.subject
  add column key text,
  add column ends bigint;
create index subject_ends on evenhanded.subject (tenant, ends, id) where ends is not null;

-- The keyed hash of an identifier stands with its value, and goes with it.
alter table evenhanded.value add column identifier text;
create index value_identifier on evenhanded.value (tenant, identifier, subject) where identifier is not null;

-- As a number: blocks can't be told apart by an xid8.
create index log_xid on evenhanded.log using brin ((xid::text::bigint))
  with (pages_per_range = 16, autosummarize = on);

-- The chain: `hashes` has 32 bytes per line. Who appends second finds the number taken.
create table evenhanded.block (
  tenant text not null,
  n evenhanded.ordinal not null,
  prev text not null,
  root text not null,
  hashes bytea not null,
  cursor text not null,
  at bigint not null,
  primary key (tenant, n)
);
alter table evenhanded.block alter column hashes set storage external;

create trigger append_only before update or delete or truncate on evenhanded.block
  for each statement execute function evenhanded.refuse_change();
alter table evenhanded.block enable always trigger append_only;

-- Who may not be imported again. Nothing here leads to anybody.
create table evenhanded.suppression (
  tenant text not null,
  hash text not null,
  at bigint not null,
  until bigint not null,
  primary key (tenant, hash)
);
create index suppression_until on evenhanded.suppression (tenant, until);

create table evenhanded.proof (
  tenant text not null,
  id text not null,
  subject uuid not null,
  sealed text not null,
  at bigint not null,
  until bigint not null,
  primary key (tenant, id)
);
create index proof_subject on evenhanded.proof (tenant, subject);
create index proof_until on evenhanded.proof (tenant, until);

-- How often a value was read for a decision on a day: `day` is text in the order of days, as in 2027-01-31.
create table evenhanded.use (
  tenant text not null,
  subject uuid not null,
  day text collate "C" not null,
  field text collate "C" not null,
  purpose text collate "C" not null,
  decision text collate "C" not null,
  count evenhanded.quantity not null,
  primary key (tenant, subject, day, field, purpose, decision)
) with (fillfactor = 70);
create index use_day on evenhanded.use (tenant, day);

-- Requests of subjects; `n` counts them as they came.
create table evenhanded.request (
  tenant text not null,
  id text not null,
  n bigint generated always as identity,
  subject uuid,
  version evenhanded.ordinal not null,
  body text not null,
  due bigint,
  primary key (tenant, id)
);
create index request_due on evenhanded.request (tenant, due, n) where due is not null;
create index request_n on evenhanded.request (tenant, n);
create index request_subject on evenhanded.request (tenant, subject, n) where subject is not null;
