-- The bounds of numbers as domains. A check of a table is read from its text by every statement that writes there: the
-- thirteen of an award took a fifth of its time. A domain's is read once per connection.
--
-- 2^53-1 is the last whole number that a JavaScript number tells from its neighbours.

create domain evenhanded.quantity as bigint check (value between 0 and 9007199254740991);
create domain evenhanded.ordinal as bigint check (value between 1 and 9007199254740991);
create domain evenhanded.balance as bigint check (value between -9007199254740991 and 9007199254740991);
create domain evenhanded.account_status as text check (value in ('open', 'frozen', 'closed'));

alter table evenhanded.subject
  drop constraint subject_version_check,
  alter column version type evenhanded.quantity;

alter table evenhanded.log
  drop constraint log_version_check,
  alter column version type evenhanded.ordinal;

alter table evenhanded.account
  drop constraint account_seq_check,
  drop constraint account_balance,
  drop constraint account_held,
  drop constraint account_debt_check,
  drop constraint account_lots,
  drop constraint account_lots_check,
  drop constraint account_status_check,
  alter column seq type evenhanded.ordinal,
  alter column balance type evenhanded.balance,
  alter column held type evenhanded.quantity,
  alter column debt type evenhanded.quantity,
  alter column status type evenhanded.account_status,
  add constraint account_lots check (least(lots, balance - held + debt) >= 0);

alter table evenhanded.transfer
  drop constraint transfer_seq_check,
  drop constraint transfer_amount_check,
  drop constraint transfer_balance_after,
  drop constraint transfer_shortfall_check,
  drop constraint transfer_fills_check,
  drop constraint transfer_owes_check,
  alter column seq type evenhanded.ordinal,
  alter column amount type evenhanded.quantity,
  alter column balance_after type evenhanded.balance,
  alter column shortfall type evenhanded.quantity,
  alter column fills type evenhanded.quantity,
  alter column owes type evenhanded.quantity;

alter table evenhanded.lot
  drop constraint lot_amount_check,
  drop constraint lot_check,
  alter column amount type evenhanded.quantity,
  alter column remaining type evenhanded.quantity,
  add constraint lot_remaining check (remaining <= amount);

-- Of indexes that seem equally good, as any do on an empty table, the planner takes the newest; and a plan is kept. So
-- whatever finds one line of a subject is made after what tells all of them, which the changes above have made anew.
alter table evenhanded.log
  drop constraint log_tenant_subject_cmd_key,
  add unique (tenant, subject, cmd);
alter table evenhanded.transfer
  drop constraint transfer_pkey,
  add primary key (tenant, subject, key, leg);
drop index evenhanded.transfer_undoes;
create index transfer_undoes on evenhanded.transfer (tenant, subject, undoes) where undoes is not null;
drop index evenhanded.transfer_suppressed;
create index transfer_suppressed on evenhanded.transfer (tenant, subject, currency, at) where kind = 'suppress';
