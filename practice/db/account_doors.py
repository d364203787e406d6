"""Doors through row security for signing in: what happens before, or across, the one person that a transaction may be."""

from practice.db.policies import GRANT_DOOR

# A stream outlives the check at its opening, so the sessions of all open streams are asked about together. Marked as seen
# at most once an hour, and never waited for: a session that somebody ends at this moment is locked.
KEEP_SESSIONS = """
create or replace function keep_sessions(hashes bytea[]) returns setof bytea
language sql security definer set search_path = public, pg_temp as $$
  with stale as (
    select id from sessions
    where token_hash = any (hashes) and coalesce(last_seen_at, created_at) < clock_timestamp() - interval '1 hour'
    order by id for no key update skip locked),
  seen as (update sessions set last_seen_at = clock_timestamp() from stale where sessions.id = stale.id)
  select token_hash from sessions where token_hash = any (hashes) and expires_at > clock_timestamp()
$$
"""

# As ``authenticate`` for somebody whom the provider vouches for. The account's row stays locked until the commit, so that
# two sign-ins of one person at the same moment move their workspaces one after the other.
ENTER_ACCOUNT = """
create or replace function enter_account(by_issuer text, by_subject text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare found uuid;
begin
  update accounts set signed_in_at = clock_timestamp() where issuer = by_issuer and subject = by_subject
    returning user_id into found;
  perform set_config('app.user_id', coalesce(found::text, ''), true);
  return found;
end $$
"""

# The guest proves who they are by their session, the account by the transaction's user: neither can be named at will.
# The locks are taken as workers take them, the job first and the person after it, so that nobody waits in a circle; with
# the guest's row held nothing new can refer to it. A job in hand is fenced off and runs again for its new owner: its worker
# would write rows for somebody who is gone. Numbers of the account's own attempts and events never change; what comes in is
# numbered after them. Times of publishing stay for the trace, but the newest event is published anew: a stream of the
# account that is open elsewhere sees the gap and catches up.
MOVE_WORKSPACE = """
create or replace function move_workspace(guest_hash bytea) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  me uuid := nullif(current_setting('app.user_id', true), '')::uuid;
  guest uuid; head bigint; brought bigint; moved bigint; t text; b record; free text; n int;
begin
  select s.user_id into guest from sessions s
    where s.token_hash = guest_hash and s.expires_at > clock_timestamp()
      and not exists (select 1 from accounts where user_id = s.user_id);
  if guest is null or not exists (select 1 from accounts where user_id = me) then return 0; end if;
  perform 1 from jobs where user_id = guest order by id for update;
  perform 1 from users where id = guest for update;
  perform 1 from jobs where user_id = guest order by id for update;
  perform 1 from events where user_id = guest order by seq for update;

  for b in select id, slug from banks where user_id = guest order by id loop
    free := b.slug; n := 1;
    while exists (select 1 from banks where user_id = me and slug = free) loop
      n := n + 1; free := b.slug || '-' || n;
    end loop;
    update banks set user_id = me, slug = free where id = b.id;
    update answers set bank = free where question_id in (select id from questions where bank_id = b.id);
    update questions set user_id = me, bank = free where bank_id = b.id;
  end loop;

  with last as (select question_id, max(attempt) as attempt from answers where user_id = me group by question_id),
  place as (
    select a.id, coalesce(last.attempt, 0) + row_number() over (partition by a.question_id order by a.attempt) as attempt
    from answers a left join last using (question_id) where a.user_id = guest)
  update answers set user_id = me, attempt = place.attempt, idempotency_key = case when not exists (
      select 1 from answers o where o.user_id = me and o.idempotency_key = answers.idempotency_key) then idempotency_key end
  from place where answers.id = place.id;
  get diagnostics moved = row_count;

  update jobs set state = 'queued', attempt = attempt + 1, max_attempts = max_attempts + 1, lease_until = null,
    run_at = clock_timestamp(), dispatched_at = null, claimed_at = null
  where user_id = guest and state = 'running';
  for t in
    select c.table_name from information_schema.columns c
    where c.table_schema = 'public' and c.column_name = 'user_id'
      and c.table_name not in ('sessions', 'accounts', 'answers', 'banks', 'questions', 'events', 'event_streams')
  loop
    execute format('update %I set user_id = $1 where user_id = $2', t) using me, guest;
  end loop;

  insert into event_streams (user_id, last_seq) values (me, 0) on conflict do nothing;
  perform 1 from event_streams where user_id in (me, guest) order by user_id for update;
  select last_seq into head from event_streams where user_id = me;
  insert into events (user_id, seq, kind, answer_id, payload, published_at, pushed_at)
  select me, head + row_number() over (order by e.seq), e.kind, e.answer_id,
    case when e.kind = 'answer.accepted' and a.id is not null
      then jsonb_set(e.payload, '{attempt}', to_jsonb(a.attempt)) else e.payload end,
    case when e.seq < max(e.seq) over () then e.published_at end, e.pushed_at
  from events e left join answers a on a.id = e.answer_id where e.user_id = guest;
  get diagnostics brought = row_count;
  update event_streams set last_seq = head + brought where user_id = me;
  delete from users where id = guest;
  return moved;
end $$
"""

ACCOUNT_DOORS = {
    "keep_sessions(bytea[])": KEEP_SESSIONS,
    "enter_account(text, text)": ENTER_ACCOUNT,
    "move_workspace(bytea)": MOVE_WORKSPACE,
}


def account_doors() -> list[str]:
    """The statements that make these doors; apart from the first ones because they need tables that came later."""
    return [statement for door, body in ACCOUNT_DOORS.items() for statement in (body, GRANT_DOOR.format(door=door))]
