-- An answer, its two jobs and its event in one call: on the way in each round trip costs more than the rows do. Row
-- security binds it, for it runs as whoever calls it. Two submits at once may want the same attempt number: the unique
-- constraint lets one through, and the door calls again for the other.
create function store_answer(
  me uuid, new_id uuid, scoring_id uuid, embedding_id uuid, asked text, said text, spoken text, parent uuid, key text,
  fingerprint bytea, received timestamptz, attempts int,
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
                         request_hash, received_at)
    select new_id, me, q.id, q.bank, q.section, q.axes,
      (select coalesce(max(attempt), 0) + 1 from answers where user_id = me and question_id = asked),
      spoken, said, parent, key, fingerprint, received
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


-- The same for a caller who shows a token; the look-up of the session is the door that it always was.
create function accept_answer(
  token_hash bytea, new_id uuid, scoring_id uuid, embedding_id uuid, asked text, said text, spoken text, parent uuid,
  key text, fingerprint bytea, received timestamptz, attempts int,
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
  from store_answer(me, new_id, scoring_id, embedding_id, asked, said, spoken, parent, key, fingerprint, received, attempts) s;
end $$;


-- What a stream needs when it joins, in one call and of one moment: where the log stands, and a page of what comes after
-- the cursor. One row without an event when there is none; no row before a person's first event.
create function read_log(me uuid, after_seq bigint, page int)
returns table (head bigint, pruned bigint, seq bigint, kind text, answer_id uuid, payload jsonb, created_at timestamptz)
language plpgsql as $$
#variable_conflict use_column
begin
  -- row security: whoever this is for has been authenticated before
  perform set_config('app.user_id', me::text, true);
  return query
    select s.last_seq, s.pruned_to, e.seq, e.kind, e.answer_id, e.payload, e.created_at
    from event_streams s
    left join lateral (
      select * from events where user_id = me and seq > after_seq order by seq limit page) e on after_seq is not null
    where s.user_id = me order by e.seq;
end $$;


-- All do no more than the caller may, yet they are for the two roles only.
do $$
declare role text; door text;
begin
  foreach door in array array[
    'store_answer(uuid, uuid, uuid, uuid, text, text, text, uuid, text, bytea, timestamptz, int)',
    'accept_answer(bytea, uuid, uuid, uuid, text, text, text, uuid, text, bytea, timestamptz, int)',
    'read_log(uuid, bigint, int)'] loop
    execute format('revoke all on function %s from public', door);
    foreach role in array array['_app', '_system'] loop
      execute format('grant execute on function %s to %I', door, current_database() || role);
    end loop;
  end loop;
end $$
