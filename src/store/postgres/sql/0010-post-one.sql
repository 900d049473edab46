-- Whether one post was posted, as of `post_v1`: to take JSON apart costs a fifth of an award.
create function evenhanded.post_usual_v1(
  of_tenant text, of_subject uuid, of_login text, of_key uuid, of_hash text, of_answer text, of_kind text,
  of_currency text, of_amount bigint, of_reason text, of_code text, of_actor text, of_at bigint, starts bigint,
  ends bigint
) returns boolean
language plpgsql volatile security invoker
set search_path to ''
set plan_cache_mode to force_generic_plan
as $$
begin
  -- What was waited for has to be seen.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'evenhanded: posting needs the isolation level read committed'
      using errcode = 'invalid_transaction_state', hint = 'Set default_transaction_isolation for this role or pool.';
  end if;
  return evenhanded.post_one_v1(
    of_tenant,
    row(
      of_subject, of_login, of_key, of_hash, of_answer, of_kind, of_currency, of_amount, of_reason, of_code, of_actor,
      of_at, row(starts, ends)::evenhanded.post_lot
    )::evenhanded.post,
    floor(date_part('epoch', statement_timestamp()) * 1000)::bigint
  );
end
$$;
