"""``python -m bench.floor.worker``: BRPOP, one statement that ends the job with its score and event, then NOTIFY."""

import json

import psycopg
import redis

from bench.floor.database import database_url, redis_url
from bench.ground.judged import score_of_unknown
from practice.clock import new_id
from practice.events.outbox import WAKE_UP

FINISH = """
with job as (
  update jobs set state = 'done', attempt = attempt + 1, claimed_at = clock_timestamp(), finished_at = clock_timestamp()
  where id = %(job)s and state = 'queued' returning id, user_id, answer_id, attempt),
score as (
  insert into scores (id, user_id, answer_id, job_id, attempt, overall, body, scorer, scorer_version, model, rubric_hash,
                      duration_ms)
  select %(id)s, user_id, answer_id, id, attempt, 0, %(body)s, 'floor', '1', 'none', '', 0 from job),
head as (
  insert into event_streams as s (user_id, last_seq) select user_id, 1 from job
  on conflict (user_id) do update set last_seq = s.last_seq + 1 returning s.user_id, s.last_seq)
insert into events (user_id, seq, kind, answer_id, payload)
select head.user_id, head.last_seq, 'answer.scored', job.answer_id, jsonb_build_object('score', %(body)s::jsonb)
from job join head using (user_id)
"""


def work() -> None:
    client = redis.Redis.from_url(redis_url(), socket_timeout=None)
    body = json.dumps(score_of_unknown(database_url()), ensure_ascii=False)
    with psycopg.connect(database_url(), autocommit=True) as conn:
        while True:
            _, message = client.brpop(["floor:scoring"])
            conn.execute(FINISH, {"job": json.loads(message)["job_id"], "id": new_id(), "body": body})
            conn.execute(f"notify {WAKE_UP}")


if __name__ == "__main__":
    work()
