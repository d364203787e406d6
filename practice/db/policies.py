"""Row security: who may touch which rows, and the few narrow doors through it, as SQL for the migrations."""

# current_setting() reads '' (not NULL) after a commit, hence nullif; the sub-select is evaluated once, not per row.
ME = "(select nullif(current_setting('app.user_id', true), '')::uuid)"

# Who owns what. A migration that adds a table closes it in the same way and adds its name here.
OWNED = ("sessions", "answers", "jobs", "scores", "event_streams", "events", "answer_windows", "accounts")
SHARED = ("banks", "questions")
READABLE = ("bank_passages",)
GUARDED = ("users", *OWNED, *SHARED, *READABLE)

ROLES = """
do $$
declare app text := current_database() || '_app'; sys text := current_database() || '_system'; t text;
begin
  execute format('grant usage on schema public to %I, %I', app, sys);
  execute format('grant select, insert, update, delete on all tables in schema public to %I, %I', app, sys);
  foreach t in array array[{tables}] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy everything on %I to %I using (true) with check (true)', t, sys);
  end loop;
  execute format('create policy own on users to %I using (id = {me}) with check (id = {me})', app);
  foreach t in array array[{owned}] loop
    execute format('create policy own on %I to %I using (user_id = {me}) with check (user_id = {me})', t, app);
  end loop;
  foreach t in array array[{shared}] loop
    execute format('create policy readable on %I for select to %I using (user_id is null or user_id = {me})', t, app);
    execute format('create policy own on %I to %I using (user_id = {me}) with check (user_id = {me})', t, app);
  end loop;
end $$
"""

# The same for tables that come later; ``users`` is closed by then.
LATER = """
do $$
declare app text := current_database() || '_app'; sys text := current_database() || '_system'; t text;
begin
  foreach t in array array[{owned}] loop
    execute format('grant select, insert, update, delete on %I to %I, %I', t, app, sys);
    execute format('alter table %I enable row level security', t);
    execute format('create policy everything on %I to %I using (true) with check (true)', t, sys);
    execute format('create policy own on %I to %I using (user_id = {me}) with check (user_id = {me})', t, app);
  end loop;
end $$
"""

# Nobody's rows: which model is active is for everybody to read and for the system to decide.
READABLE_MODELS = """
do $$
declare app text := current_database() || '_app'; sys text := current_database() || '_system';
begin
  execute format('grant select on embedding_models to %I', app);
  execute format('grant select, insert, update, delete on embedding_models to %I', sys);
  alter table embedding_models enable row level security;
  execute format('create policy everything on embedding_models to %I using (true) with check (true)', sys);
  execute format('create policy readable on embedding_models for select to %I using (true)', app);
end $$
"""

# Rows of a bank are its owner's or, like the bank that ships, everybody's; only the system, which embeds them, writes them.
READABLE_PASSAGES = """
do $$
declare app text := current_database() || '_app'; sys text := current_database() || '_system';
begin
  execute format('grant select on bank_passages to %I', app);
  execute format('grant select, insert, update, delete on bank_passages to %I', sys);
  alter table bank_passages enable row level security;
  execute format('create policy everything on bank_passages to %I using (true) with check (true)', sys);
  execute format('create policy readable on bank_passages for select to %I using (user_id is null or user_id = {me})', app);
end $$
""".format(me=ME.replace("'", "''"))

# pg_temp stands last in every door: else a temporary table of the caller would be taken for one of ours, and its
# triggers would run as the owner.
# Before a caller is known no row of a person is visible, so the look-up of a session is a door of its own.
AUTHENTICATE = """
create or replace function authenticate(hash bytea) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare found uuid;
begin
  select user_id into found from sessions where token_hash = hash and expires_at > clock_timestamp();
  perform set_config('app.user_id', coalesce(found::text, ''), true);
  return found;
end $$
"""

# The gateway marks hops of many people's jobs and events in one statement; it may set these times and nothing else.
# Rows are locked in order: workers and the relay write the same rows at the same moment. A clock that is ahead must
# not make a retry look as if it had been announced already.
MARK_DISPATCHED = """
create or replace function mark_dispatched(ids uuid[], commits timestamptz[], sent timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  with held as (
    select j.id, hop.committed from jobs j join unnest(ids, commits) as hop(id, committed) on j.id = hop.id
    order by j.id for no key update of j)
  update jobs set dispatched_at = least(sent, clock_timestamp()), committed_at = coalesce(jobs.committed_at, held.committed)
  from held where jobs.id = held.id
$$
"""

# The same with a time for each: marks are gathered for a moment and made together.
MARK_DISPATCHES = """
create or replace function mark_dispatched(ids uuid[], commits timestamptz[], sents timestamptz[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  with held as (
    select j.id, hop.committed, hop.sent from jobs j
    join (select distinct on (id) * from unnest(ids, commits, sents) as all_hops (id, committed, sent) order by id, sent desc) hop
      on j.id = hop.id
    order by j.id for no key update of j)
  update jobs set dispatched_at = greatest(jobs.dispatched_at, least(held.sent, clock_timestamp())),
    committed_at = coalesce(jobs.committed_at, held.committed)
  from held where jobs.id = held.id
$$
"""

MARK_PUSHED = """
create or replace function mark_pushed(users uuid[], seqs bigint[], times timestamptz[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  with held as (
    select e.user_id, e.seq, hop.at from events e join unnest(users, seqs, times) as hop(user_id, seq, at)
      on e.user_id = hop.user_id and e.seq = hop.seq
    where e.pushed_at is null order by e.user_id, e.seq for no key update of e)
  update events set pushed_at = held.at from held where events.user_id = held.user_id and events.seq = held.seq
$$
"""

# Heads of the streams that one API process serves, in one query for all of them.
STREAM_HEADS = """
create or replace function stream_heads(users uuid[]) returns table (user_id uuid, last_seq bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.user_id, s.last_seq from event_streams s where s.user_id = any (users)
$$
"""

# Sums over everybody, for /api/system and /metrics: numbers only. In plpgsql, which looks for tables at the first call: the
# first migration makes the doors before a later one makes the table of models.
GAUGES = """
create or replace function gauges() returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return jsonb_build_object(
    'queues', (select coalesce(jsonb_agg(to_jsonb(q)), '[]') from (
        select queue,
               count(*) filter (where state = 'queued') as waiting,
               count(*) filter (where state = 'running') as running,
               count(*) filter (where state = 'done') as done,
               count(*) filter (where state = 'failed') as failed,
               extract(epoch from clock_timestamp() - min(run_at) filter (where state = 'queued' and run_at <= clock_timestamp()))
                 as oldest_wait_s
        from jobs group by queue order by queue) q),
    'unpublished', (select count(*) from events where published_at is null),
    'relay_lag_s', (select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)
                    from events where published_at is null),
    'answers', (select count(*) from answers),
    'embedded', (select count(*) from answers
                 where case (select slot from embedding_models where state = 'active')
                       when 2 then second_embedding is not null else embedding is not null end));
end
$$
"""

# How many wait before a job, whoever they belong to: a number only, and a bounded count however long the queue is.
QUEUE_AHEAD = """
create or replace function queue_ahead(wanted text, due timestamptz) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from (
    select 1 from jobs where queue = wanted and state = 'queued' and run_at < due limit 1000) as ahead
$$
"""

DOORS = {
    "authenticate(bytea)": AUTHENTICATE,
    "mark_dispatched(uuid[], timestamptz[], timestamptz)": MARK_DISPATCHED,
    "mark_dispatched(uuid[], timestamptz[], timestamptz[])": MARK_DISPATCHES,
    "mark_pushed(uuid[], bigint[], timestamptz[])": MARK_PUSHED,
    "stream_heads(uuid[])": STREAM_HEADS,
    "gauges()": GAUGES,
    "queue_ahead(text, timestamptz)": QUEUE_AHEAD,
}

GRANT_DOOR = """
do $$ begin
  execute 'revoke all on function {door} from public';
  execute format('grant execute on function {door} to %I, %I', current_database() || '_app', current_database() || '_system');
end $$
"""


def _names(tables: tuple[str, ...]) -> str:
    return ", ".join(f"'{table}'" for table in tables)


def guard(owned: tuple[str, ...], shared: tuple[str, ...]) -> str:
    """The statement that closes ``users`` and these tables; what a migration guarded stands in the migration."""
    everything = ("users", *owned, *shared)
    return ROLES.format(tables=_names(everything), owned=_names(owned), shared=_names(shared), me=ME.replace("'", "''"))


def guard_more(owned: tuple[str, ...]) -> str:
    """The statement that closes further tables of people, for a later migration."""
    return LATER.format(owned=_names(owned), me=ME.replace("'", "''"))


# Nobody's rows: the state of the workers' dealings with providers.
SYSTEM_ONLY = """
do $$
declare sys text := current_database() || '_system'; t text;
begin
  foreach t in array array[{tables}] loop
    execute format('grant select, insert, update, delete on %I to %I', t, sys);
    execute format('alter table %I enable row level security', t);
    execute format('create policy everything on %I to %I using (true) with check (true)', t, sys);
  end loop;
end $$
"""


def for_system_only(tables: tuple[str, ...]) -> str:
    """The statement that opens these tables to the system and to nobody else."""
    return SYSTEM_ONLY.format(tables=_names(tables))


def doors() -> list[str]:
    """The statements that make the doors, or make them anew."""
    return [statement for door, body in DOORS.items() for statement in (body, GRANT_DOOR.format(door=door))]
