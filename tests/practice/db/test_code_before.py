"""The first version's statements, as they were, on the newest schema: while it is rolled out the old code still runs."""

import json
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from practice.clock import new_id, now
from practice.db.unit_of_work import WorkerDatabase
from practice.identity.sessions import hash_token

OPEN = text("""
with person as (insert into users (id) values (:user_id))
insert into sessions (id, user_id, token_hash, expires_at) values (:id, :user_id, :hash, clock_timestamp() + interval '1 day')
""")
STORE = text("""
with question as (select id, bank, section, axes from questions where id = :question_id),
answer as (
  insert into answers (id, user_id, question_id, bank, section, axes, attempt, lang, text, parent_id, idempotency_key,
                       request_hash, received_at)
  select :id, :user_id, q.id, q.bank, q.section, q.axes, 1, 'ko', 'text', null, 'key', '\\x00', :received_at
  from question q on conflict (user_id, idempotency_key) do nothing returning id),
work as (
  insert into jobs (id, user_id, answer_id, queue, max_attempts)
  select job.id, :user_id, answer.id, job.queue, 5
  from answer cross join (values (cast(:scoring as uuid), 'scoring'), (cast(:embedding as uuid), 'embedding')) as job (id, queue))
select id from answer
""")
APPEND = text("""
with head as (
  insert into event_streams as s (user_id, last_seq) values (:user_id, 1)
  on conflict (user_id) do update set last_seq = s.last_seq + 1 returning s.last_seq)
insert into events (user_id, seq, kind, answer_id, payload)
select :user_id, head.last_seq, :kind, :answer_id, cast(:payload as jsonb) from head returning seq
""")
CLAIM = text("""
with ready as (
  select id from jobs where id = :id and attempt < max_attempts
    and ((state = 'queued' and run_at <= clock_timestamp()) or (state = 'running' and lease_until < clock_timestamp()))
  for update)
update jobs set state = 'running', attempt = attempt + 1, claimed_at = clock_timestamp(), finished_at = null,
  lease_until = clock_timestamp() + make_interval(secs => 60)
from ready where jobs.id = ready.id returning jobs.attempt
""")
DONE = text("""
update jobs set state = 'done', finished_at = clock_timestamp(), lease_until = null, error_code = null, error_message = null
where id = :id and attempt = 1 and state = 'running' returning id
""")
SCORE = text("""
insert into scores (id, user_id, answer_id, job_id, attempt, overall, body, scorer, scorer_version, model, rubric_hash,
                    duration_ms)
values (:id, :user_id, :answer_id, :job_id, 1, 50, '{}', 'rubric', '1', 'm', 'h', 1)
""")
VECTOR = text("update answers set embedding = :vector, embedding_model = 'm' where id = :id")
PUBLISHED = text("update events set published_at = clock_timestamp() where user_id = :user_id and published_at is null")
LATEST = text("select body from scores where answer_id = :id order by scored_at desc limit 1")


def append(conn: Connection, user_id: UUID, answer_id: UUID, kind: str) -> int:
    values = {"user_id": user_id, "answer_id": answer_id, "kind": kind, "payload": json.dumps({})}
    return int(conn.execute(APPEND, values).scalar_one())


def test_an_answer_goes_its_way_through_the_old_code(app_engine: Engine, system: WorkerDatabase) -> None:
    user_id, answer_id, scoring, embedding = (new_id() for _ in range(4))
    with app_engine.begin() as conn:
        conn.execute(text("select set_config('app.user_id', :user_id, true)"), {"user_id": str(user_id)})
        conn.execute(OPEN, {"user_id": user_id, "id": new_id(), "hash": hash_token("token")})
    with app_engine.begin() as conn:
        assert conn.scalar(text("select authenticate(:hash)"), {"hash": hash_token("token")}) == user_id
        question = conn.scalar(text("select min(id) from questions"))
        ids = {"id": answer_id, "user_id": user_id, "scoring": scoring, "embedding": embedding}
        assert conn.scalar(STORE, {**ids, "question_id": question, "received_at": now()}) == answer_id
        assert append(conn, user_id, answer_id, "answer.accepted") == 1
        marked = {"ids": [scoring, embedding], "times": [now(), now()], "sent": now()}
        conn.execute(text("select mark_dispatched(:ids, :times, :sent)"), marked)

    def work(conn: Connection) -> None:
        assert [conn.scalar(CLAIM, {"id": job}) for job in (scoring, embedding)] == [1, 1]
        conn.execute(SCORE, {"id": new_id(), "user_id": user_id, "answer_id": answer_id, "job_id": scoring})
        conn.execute(VECTOR, {"id": answer_id, "vector": "[" + ",".join(["0.05"] * 384) + "]"})
        assert [conn.scalar(DONE, {"id": job}) for job in (scoring, embedding)] == [scoring, embedding]
        assert append(conn, user_id, answer_id, "answer.scored") == 2
        conn.execute(PUBLISHED, {"user_id": user_id})

    system.run(work)
    with app_engine.begin() as conn:
        conn.execute(text("select set_config('app.user_id', :user_id, true)"), {"user_id": str(user_id)})
        assert conn.scalar(LATEST, {"id": answer_id}) == {}
        assert list(conn.scalars(text("select seq from events order by seq"))) == [1, 2]
