"""One scoring job with the real model: done once, delayed while the encoder is away, visible when the scorer fails."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial

import psycopg
import pytest
import redis
from sqlalchemy import text

from practice.bank.model import Lang, Question
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import Engine
from practice.embedding.port import Kind, Vectors
from practice.errors import EncoderUnavailable
from practice.events.channel import channel_of, decode
from practice.identity.workspace import delete_workspace
from practice.jobs.claim import claim_one
from practice.presence.pulse import quick_redis
from practice.scoring.decided import OnPoint
from practice.scoring.model import Score
from practice.scoring.rubric import RubricScorer
from practice.settings import Settings
from tests.conftest import Person, Urls
from tests.security.remains import remains
from tests.workers.submitted import GOOD, QUESTION, UNREADABLE, events_of, job_of, row_of, submitted
from workers.runtime.leases import Leases
from workers.runtime.wake import Waker
from workers.scoring.partials import Partials
from workers.scoring.run import ScoringRoom


class Away:
    """An encoder that cannot be reached."""

    model = "away"

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        raise EncoderUnavailable("the encoder is not reachable: ConnectError")


class Meanwhile(RubricScorer):
    """Judges, after something else has happened."""

    def __init__(self, engine: Engine, happens: Callable[[], object]) -> None:
        super().__init__(engine)
        self._happens = happens

    def judge(
        self, answer: str, lang: Lang, question: Question, on_point: OnPoint | None = None, followup: str | None = None
    ) -> Score:
        self._happens()
        return super().judge(answer, lang, question, on_point, followup)


@pytest.fixture
def room(system_settings: Settings, system: WorkerDatabase, engine: Engine) -> Iterator[ScoringRoom]:
    with quick_redis(system_settings.redis_url.get_secret_value()) as client, closing(Waker(system)) as waker:
        leases = Leases(system, system_settings.lease_s)
        yield ScoringRoom(system_settings, system, leases, waker, RubricScorer(engine), Partials(client))


def test_a_job_ends_with_a_score_that_quotes_the_answer(room: ScoringRoom, system: WorkerDatabase, person: Person) -> None:
    answer = submitted(system, person.user_id)
    room.run(job_of(answer, "scoring"))
    job = row_of(system, job_of(answer, "scoring"))
    assert (job.state, job.attempt, job.error_code) == ("done", 1, None)
    kinds = [kind for _, kind, _ in events_of(system, person.user_id)]
    assert kinds == ["answer.accepted", "score.started", "answer.scored"]
    payload = events_of(system, person.user_id)[-1][2]
    assert payload["question_id"] == QUESTION
    assert payload["overall"] == payload["score"]["overall"] > 0
    for point in payload["score"]["points"]:
        for quote in point["evidence"]:
            assert GOOD[quote["start"] : quote["end"]] == quote["quote"]
    assert payload["score"]["provenance"].keys() >= {"scorer", "model", "rubric_hash", "scored_at", "duration_ms"}


def test_a_second_message_changes_nothing(room: ScoringRoom, system: WorkerDatabase, person: Person) -> None:
    answer = submitted(system, person.user_id)
    for _ in range(2):
        room.run(job_of(answer, "scoring"))
    assert len(events_of(system, person.user_id)) == 3
    assert system.run(lambda conn: conn.scalar(text("select count(*) from scores"))) == 1


def test_points_are_told_as_they_are_decided(room: ScoringRoom, system: WorkerDatabase, person: Person, redis_url: str) -> None:
    answer = submitted(system, person.user_id)
    with redis.Redis.from_url(redis_url) as client, client.pubsub() as pubsub:
        pubsub.subscribe(channel_of(person.user_id))
        assert pubsub.get_message(timeout=5)
        room.run(job_of(answer, "scoring"))
        told = []
        while message := pubsub.get_message(timeout=5):
            told.append(decode(message["data"]))
            if json.loads(told[-1].data)["index"] == json.loads(told[-1].data)["of"] - 1:
                break
    assert all(hint.seq is None and hint.kind == "score.partial" for hint in told)
    parts = [json.loads(hint.data) for hint in told]
    assert [part["index"] for part in parts] == list(range(parts[0]["of"]))
    score = events_of(system, person.user_id)[-1][2]["score"]
    assert [part["point"] for part in parts] == score["points"]


def test_without_redis_only_the_show_is_missing(room: ScoringRoom, system: WorkerDatabase, person: Person) -> None:
    answer = submitted(system, person.user_id)
    with quick_redis("redis://127.0.0.1:9/0") as nobody:
        replace(room, partials=Partials(nobody)).run(job_of(answer, "scoring"))
    assert row_of(system, job_of(answer, "scoring")).state == "done"


def test_a_question_of_a_newer_version_waits_for_a_worker_of_it_and_costs_no_attempt(
    room: ScoringRoom, system: WorkerDatabase, person: Person, urls: Urls
) -> None:
    answer = submitted(system, person.user_id)
    with psycopg.connect(urls.admin) as conn:
        conn.execute(UNREADABLE, (QUESTION,))
    room.run(job_of(answer, "scoring"))
    job = row_of(system, job_of(answer, "scoring"))
    assert (job.state, job.error_code, job.max_attempts) == ("queued", "question_unreadable", 6)
    assert [kind for _, kind, _ in events_of(system, person.user_id)] == ["answer.accepted", "score.started", "score.delayed"]


def test_a_zombie_s_score_is_thrown_away(room: ScoringRoom, system: WorkerDatabase, engine: Engine, person: Person) -> None:
    answer = submitted(system, person.user_id)
    job_id = job_of(answer, "scoring")

    def lease_runs_out_and_another_claims() -> None:
        system.run(
            lambda conn: conn.execute(text("update jobs set lease_until = now() - interval '1 s' where id = :id"), {"id": job_id})
        )
        job = system.run(lambda conn: claim_one(conn, "scoring", 60, job_id))
        assert job is not None
        assert job.attempt == 2

    replace(room, scorer=Meanwhile(engine, lease_runs_out_and_another_claims)).run(job_id)
    assert (row_of(system, job_id).state, row_of(system, job_id).attempt) == ("running", 2)
    assert [kind for _, kind, _ in events_of(system, person.user_id)] == ["answer.accepted", "score.started"]
    assert system.run(lambda conn: conn.scalar(text("select count(*) from scores"))) == 0


def test_an_answer_that_is_deleted_meanwhile_ends_quietly(
    room: ScoringRoom, system: WorkerDatabase, engine: Engine, person: Person
) -> None:
    answer = submitted(system, person.user_id)

    def deleted() -> None:
        system.run(lambda conn: conn.execute(text("delete from answers where id = :id"), {"id": answer.id}))

    replace(room, scorer=Meanwhile(engine, deleted)).run(job_of(answer, "scoring"))
    room.run(job_of(answer, "scoring"))
    assert system.run(lambda conn: conn.scalar(text("select count(*) from scores"))) == 0


def test_a_workspace_that_is_deleted_meanwhile_stays_deleted(
    room: ScoringRoom, system: WorkerDatabase, engine: Engine, person: Person, stranger: Person, urls: Urls
) -> None:
    gone, kept = submitted(system, person.user_id), submitted(system, stranger.user_id)
    deleting = partial(system.run, lambda conn: delete_workspace(conn, person.user_id))
    replace(room, scorer=Meanwhile(engine, deleting)).run(job_of(gone, "scoring"))
    assert not any(remains(urls, person).values())
    # the worker goes on, with what is left of that one's messages and with others
    room.run(job_of(gone, "scoring"))
    room.run(job_of(kept, "scoring"))
    assert row_of(system, job_of(kept, "scoring")).state == "done"
    assert not any(remains(urls, person).values())


def test_while_the_encoder_is_away_the_job_waits_and_says_so(room: ScoringRoom, system: WorkerDatabase, person: Person) -> None:
    answer = submitted(system, person.user_id)
    job_id = job_of(answer, "scoring")
    replace(room, scorer=RubricScorer(Away())).run(job_id)
    job = row_of(system, job_id)
    assert (job.state, job.attempt, job.error_code) == ("queued", 1, "encoder_unavailable")
    _, kind, payload = events_of(system, person.user_id)[-1]
    assert (kind, payload["will_retry"], payload["error"]["code"]) == ("score.delayed", True, "encoder_unavailable")
    assert payload["error"]["retry_at"]
    system.run(lambda conn: conn.execute(text("update jobs set run_at = now() where id = :id"), {"id": job_id}))
    room.run(job_id)
    assert (row_of(system, job_id).state, row_of(system, job_id).error_code) == ("done", None)


def test_an_encoder_that_stays_away_uses_up_no_attempts(room: ScoringRoom, system: WorkerDatabase, person: Person) -> None:
    answer = submitted(system, person.user_id, attempts=1)
    job_id = job_of(answer, "scoring")
    for _ in range(3):
        replace(room, scorer=RubricScorer(Away())).run(job_id)
        assert row_of(system, job_id).state == "queued"
        system.run(lambda conn: conn.execute(text("update jobs set run_at = now() where id = :id"), {"id": job_id}))
    room.run(job_id)
    assert row_of(system, job_id).state == "done"


def test_tries_while_the_encoder_stays_away_are_told_by_their_next_time_only(
    room: ScoringRoom, system: WorkerDatabase, person: Person
) -> None:
    answer = submitted(system, person.user_id)
    job_id = job_of(answer, "scoring")
    for _ in range(4):
        replace(room, scorer=RubricScorer(Away())).run(job_id)
        retry_at = events_of(system, person.user_id)[-1][2]["error"]["retry_at"]
        assert retry_at == row_of(system, job_id).run_at.isoformat()
        system.run(lambda conn: conn.execute(text("update jobs set run_at = now() where id = :id"), {"id": job_id}))
    room.run(job_id)
    told = [kind for _, kind, _ in events_of(system, person.user_id)]
    assert told == ["answer.accepted", "score.started", *["score.delayed"] * 4, "answer.scored"]


def test_a_fault_of_the_scorer_is_the_job_s_visible_end(
    room: ScoringRoom, system: WorkerDatabase, engine: Engine, person: Person
) -> None:
    def fault() -> None:
        raise ZeroDivisionError("my private answer")

    answer = submitted(system, person.user_id)
    replace(room, scorer=Meanwhile(engine, fault)).run(job_of(answer, "scoring"))
    job = row_of(system, job_of(answer, "scoring"))
    assert (job.state, job.error_code) == ("failed", "scorer_fault")
    assert "private" not in job.error_message
    _, kind, payload = events_of(system, person.user_id)[-1]
    assert (kind, payload["will_retry"], payload["error"]["code"]) == ("score.failed", False, "scorer_fault")
