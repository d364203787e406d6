-- Columns with defaults, and functions of a new shape beside the old ones: code from before this keeps working.

-- Until when a provider asked to be left alone: a call that gets through meanwhile closes the breaker, and not this.
alter table provider_gates add column if not exists paused_until timestamp with time zone;

-- What calls under way are expected to cost, on the whole and for each job; at the end its cost takes the place of that.
alter table provider_days add column if not exists booked_usd numeric(14, 6) default '0' not null;
alter table jobs add column if not exists booked_usd numeric(14, 6), add column if not exists booked_on date;

-- How often a worker was lost with the job. An attempt may also end by waiting for its turn, which says nothing against it.
alter table jobs add column if not exists losses integer default '0' not null;

-- As before, with the words of the follow-up question that is answered: a worker may have the job as soon as it is stored.
create or replace function store_answer(
  me uuid, new_id uuid, scoring_id uuid, embedding_id uuid, asked text, said text, spoken text, parent uuid, key text,
  fingerprint bytea, received timestamptz, attempts int, follows text,
  out outcome text, out accepted uuid, out number int, out at_seq bigint, out language text, out stored timestamptz)
language plpgsql as $$
declare known bytea;
begin
  -- The foreign key would accept another person's answer: its check does not pass through row security. Locked, so
  -- that it cannot be deleted between this check and that one.
  if parent is not null then
    perform 1 from answers where id = parent and user_id = me for key share;
    if not found then outcome := 'no parent'; end if;
  end if;
  if outcome is null then
    insert into answers (id, user_id, question_id, bank, section, axes, attempt, lang, text, parent_id, idempotency_key,
                         request_hash, received_at, followup)
    select new_id, me, q.id, q.bank, q.section, q.axes,
      (select coalesce(max(attempt), 0) + 1 from answers where user_id = me and question_id = asked),
      spoken, said, parent, key, fingerprint, received, follows
    from questions q where q.id = asked and (q.user_id is null or q.user_id = me)
    on conflict (user_id, idempotency_key) do nothing
    returning id, attempt, lang, created_at into accepted, number, language, stored;
    if found then
      insert into jobs (id, user_id, answer_id, queue, max_attempts)
      values (scoring_id, me, new_id, 'scoring', attempts), (embedding_id, me, new_id, 'embedding', attempts);
      -- last, for the counter is locked from here to the commit, which is the end of this call
      insert into event_streams as s (user_id, last_seq) values (me, 1)
      on conflict (user_id) do update set last_seq = s.last_seq + 1 returning s.last_seq into at_seq;
      insert into events (user_id, seq, kind, answer_id, payload)
      values (me, at_seq, 'answer.accepted', new_id, jsonb_build_object('question_id', asked, 'attempt', number));
      outcome := 'stored';
      return;
    end if;
    outcome := 'no question';
  end if;
  -- a repeated request is still the same one when its parent or its question has gone since
  select id, attempt, lang, created_at, request_hash,
    coalesce((select min(seq) from events where answer_id = answers.id and user_id = me),
             (select last_seq from event_streams where user_id = me))
  into accepted, number, language, stored, known, at_seq
  from answers where user_id = me and idempotency_key = key;
  if found then
    outcome := case when known = fingerprint then 'repeated' else 'other request' end;
  end if;
end $$;

-- For code from before this.
create or replace function store_answer(
  me uuid, new_id uuid, scoring_id uuid, embedding_id uuid, asked text, said text, spoken text, parent uuid, key text,
  fingerprint bytea, received timestamptz, attempts int,
  out outcome text, out accepted uuid, out number int, out at_seq bigint, out language text, out stored timestamptz)
language sql as $$
  select s.outcome, s.accepted, s.number, s.at_seq, s.language, s.stored
  from store_answer(
    me, new_id, scoring_id, embedding_id, asked, said, spoken, parent, key, fingerprint, received, attempts, null) s
$$;

create or replace function accept_answer(
  token_hash bytea, new_id uuid, scoring_id uuid, embedding_id uuid, asked text, said text, spoken text, parent uuid,
  key text, fingerprint bytea, received timestamptz, attempts int, follows text,
  out outcome text, out accepted uuid, out number int, out at_seq bigint, out language text, out stored timestamptz)
language plpgsql as $$
declare me uuid := authenticate(token_hash);
begin
  if me is null then
    outcome := 'no session';
    return;
  end if;
  select s.outcome, s.accepted, s.number, s.at_seq, s.language, s.stored
  into outcome, accepted, number, at_seq, language, stored
  from store_answer(
    me, new_id, scoring_id, embedding_id, asked, said, spoken, parent, key, fingerprint, received, attempts, follows) s;
end $$;

do $$
declare role text; door text;
begin
  foreach door in array array[
    'store_answer(uuid, uuid, uuid, uuid, text, text, text, uuid, text, bytea, timestamptz, int, text)',
    'accept_answer(bytea, uuid, uuid, uuid, text, text, text, uuid, text, bytea, timestamptz, int, text)'] loop
    execute format('revoke all on function %s from public', door);
    foreach role in array array['_app', '_system'] loop
      execute format('grant execute on function %s to %I', door, current_database() || role);
    end loop;
  end loop;
end $$
