"""A scoring job begins and ends in one statement each: a round trip and a commit, not six and two.

They run alone (``WorkerDatabase.one``) or last in a transaction (``in_transaction``). Each locks the person's counter of events
last and names the attempt, as all writes for a job do.
"""

from dataclasses import dataclass
from uuid import UUID

from practice.db.unit_of_work import One
from practice.errors import EncoderUnavailable
from practice.events.kinds import SCORE_STARTED, SCORED
from practice.jobs.claim import DUE, LOST, TAKEN, Claimed
from practice.jobs.finish import ENDED

# As every claim by name it waits for a row that is locked: the gateway may just be noting its announcement.
TAKE = """
with ready as (
  select id from jobs where id = %(job_id)s and queue = 'scoring' and attempt < max_attempts and ({due} or {lost}) for update),
claimed as (
  update jobs set {taken}, lease_until = clock_timestamp() + make_interval(secs => %(lease_s)s)
  from ready where jobs.id = ready.id
  returning jobs.id, jobs.attempt, jobs.max_attempts, jobs.user_id, jobs.answer_id, jobs.error_code){started}
select claimed.id, claimed.attempt, claimed.max_attempts, claimed.user_id, claimed.answer_id,
  a.text, a.lang, a.question_id, q.body::text, a.followup
from claimed join answers a on a.id = claimed.answer_id join questions q on q.id = a.question_id
"""
# A try that may find the encoder as far away as the one before is no news: an outage brings them by the hundred.
STARTED = """,
head as (
  insert into event_streams as s (user_id, last_seq)
  select user_id, 1 from claimed where error_code is distinct from '{away}'
  on conflict (user_id) do update set last_seq = s.last_seq + 1 returning s.user_id, s.last_seq),
said as (
  insert into events (user_id, seq, kind, answer_id, payload)
  select user_id, head.last_seq, '{kind}', claimed.answer_id, jsonb_build_object('attempt', claimed.attempt)
  from claimed join head using (user_id))"""
PARTS = {"due": DUE, "lost": LOST, "taken": TAKEN}
TAKE_SILENTLY = TAKE.format(**PARTS, started="")
TAKE_AND_SAY = TAKE.format(**PARTS, started=STARTED.format(kind=SCORE_STARTED, away=EncoderUnavailable.code))

END_AND_SAY = """
with ours as (
  update jobs set {ended} where id = %(job_id)s and attempt = %(attempt)s and state = 'running'
  returning id, user_id, answer_id, attempt),
score as (
  insert into scores (id, user_id, answer_id, job_id, attempt, overall, body, scorer, scorer_version, model, rubric_hash,
                      duration_ms, standing)
  select %(id)s, user_id, answer_id, id, attempt, %(overall)s, %(body)s::jsonb, %(scorer)s, %(scorer_version)s, %(model)s,
         %(rubric_hash)s, %(duration_ms)s, %(standing)s from ours),
head as (
  insert into event_streams as s (user_id, last_seq) select user_id, 1 from ours
  on conflict (user_id) do update set last_seq = s.last_seq + 1 returning s.user_id, s.last_seq)
insert into events (user_id, seq, kind, answer_id, payload)
select user_id, head.last_seq, '{kind}', ours.answer_id,
       jsonb_build_object('question_id', %(question_id)s::text, 'overall', %(overall)s::int, 'score', %(body)s::jsonb)
from ours join head using (user_id)
returning seq
"""
END = END_AND_SAY.format(ended=ENDED, kind=SCORED)


@dataclass(frozen=True, slots=True)
class Taken:
    """A claimed job with its answer and its question (``body``: the row's JSON, unread), and the follow-up of it, if any."""

    job: Claimed
    text: str
    lang: str
    question_id: str
    body: str
    followup: str | None


def take(one: One, job_id: UUID, lease_s: float, *, silently: bool = False) -> Taken | None:
    """The job, if it is to be had, and ``score.started``, unless something else is to be said or it waited for the encoder.

    Raises psycopg.Error.
    """
    row = one(TAKE_SILENTLY if silently else TAKE_AND_SAY, {"job_id": job_id, "lease_s": lease_s})
    return Taken(Claimed(*row[:5]), *row[5:]) if row else None
