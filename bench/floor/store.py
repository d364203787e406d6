"""Answer, two jobs, counter and event: one statement, which is one transaction."""

import json
from typing import Any
from uuid import UUID

from api.intake.schemas import NewAnswer
from bench.floor.database import Connection
from practice.answers.submit import Submission
from practice.clock import new_id, now

STORE = """
with me as (select user_id from sessions where token_hash = %(hash)s and expires_at > clock_timestamp()),
question as (select id, bank, section, axes from questions where id = %(question)s),
answer as (
  insert into answers (id, user_id, question_id, bank, section, axes, attempt, lang, text, parent_id, idempotency_key,
                       request_hash, received_at)
  select %(id)s, me.user_id, q.id, q.bank, q.section, q.axes,
    (select coalesce(max(attempt), 0) + 1 from answers where user_id = me.user_id and question_id = q.id),
    %(lang)s, %(text)s, %(parent)s, %(key)s, %(request_hash)s, %(received_at)s
  from question q, me
  where %(parent)s::uuid is null or exists (select 1 from answers a where a.id = %(parent)s and a.user_id = me.user_id)
  on conflict (user_id, idempotency_key) do nothing
  returning id, user_id, question_id, attempt, created_at),
work as (
  insert into jobs (id, user_id, answer_id, queue, max_attempts)
  select job.id, answer.user_id, answer.id, job.queue, 5 from answer
  cross join (values (%(scoring)s::uuid, 'scoring'), (%(embedding)s::uuid, 'embedding')) as job (id, queue)),
head as (
  insert into event_streams as s (user_id, last_seq) select user_id, 1 from answer
  on conflict (user_id) do update set last_seq = s.last_seq + 1 returning s.user_id, s.last_seq),
event as (
  insert into events (user_id, seq, kind, answer_id, payload)
  select head.user_id, head.last_seq, 'answer.accepted', answer.id,
    jsonb_build_object('question_id', answer.question_id, 'attempt', answer.attempt)
  from answer join head using (user_id))
select answer.attempt, answer.created_at, head.last_seq from answer join head using (user_id)
"""

# told apart only when nothing was stored
WHY = """
select (select user_id from sessions where token_hash = %(hash)s and expires_at > clock_timestamp()),
  exists (select 1 from questions where id = %(question)s)
"""
EARLIER = """
select id, question_id, attempt, lang, created_at, request_hash,
  (select min(seq) from events where answer_id = answers.id) from answers where user_id = %s and idempotency_key = %s
"""


class NoSession(Exception):
    """The token opens nothing."""


class NoQuestion(Exception):
    """The question, or the parent, is not there."""


class KeyReused(Exception):
    """The key was another request's."""


async def store(conn: Connection, hash_: bytes, body: NewAnswer, text: str, lang: Any, key: str | None) -> dict[str, Any]:
    """What was stored, with the ids of its jobs; without them when the key had been taken before."""
    sent = Submission(body.question_id, text, lang, now(), key, body.parent_id)
    ids = {"id": new_id(), "scoring": new_id(), "embedding": new_id()}
    values = {
        **ids,
        "hash": hash_,
        "question": sent.question_id,
        "lang": lang,
        "text": text,
        "parent": sent.parent_id,
        "key": key,
        "request_hash": sent.fingerprint(),
        "received_at": sent.received_at,
    }
    row = await (await conn.execute(STORE, values)).fetchone()
    if row is None:
        return await _earlier(conn, hash_, sent)
    attempt, created_at, seq = row
    told = {"id": ids["id"], "question_id": sent.question_id, "attempt": attempt, "seq": seq, "lang": lang}
    return {"answer": {**told, "created_at": created_at}, "jobs": (ids["scoring"], ids["embedding"])}


async def _earlier(conn: Connection, hash_: bytes, sent: Submission) -> dict[str, Any]:
    found = await (await conn.execute(WHY, {"hash": hash_, "question": sent.question_id})).fetchone()
    if found is None or found[0] is None:
        raise NoSession
    row = await (await conn.execute(EARLIER, (found[0], sent.idempotency_key))).fetchone()
    if row is None:
        raise NoQuestion
    if bytes(row[5]) != sent.fingerprint():
        raise KeyReused
    names = ("id", "question_id", "attempt", "lang", "created_at")
    return {"answer": {**dict(zip(names, row, strict=False)), "seq": row[6]}, "jobs": ()}


def message(job_id: UUID) -> str:
    return json.dumps({"job_id": str(job_id)})
