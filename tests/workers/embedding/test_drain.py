"""One drain with the real model: every due job in batches, a bad text alone, never longer than its budget."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import text

from practice.answers.submit import Accepted
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import Engine
from practice.embedding.port import Kind, Vectors
from practice.identity.workspace import delete_workspace
from practice.settings import Settings
from tests.conftest import Person, Urls
from tests.security.remains import remains
from tests.workers.submitted import events_of, job_of, row_of, submitted
from workers.embedding.drain import TURN_CHARACTERS, EmbeddingRoom, Left
from workers.embedding.encoders import LoadedEncoders
from workers.runtime.leases import Leases

ENGLISH = "The outbox pattern stores the event in the same transaction and a relay publishes it."
POISON = "독이 든 답변"


class Watched:
    """The engine, with its batches counted; it cannot read one text."""

    def __init__(self, engine: Engine, happens: Callable[[], object] = lambda: None) -> None:
        self._engine = engine
        self._happens = happens
        self.batches: list[int] = []

    @property
    def model(self) -> str:
        return self._engine.model

    @property
    def window(self) -> int:
        return self._engine.window

    def count(self, texts: Sequence[str]) -> list[int]:
        return self._engine.count(texts)

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self._happens()
        self.batches.append(len(texts))
        if POISON in texts:
            raise RuntimeError(POISON)
        return self._engine.encode(texts, kind)


@pytest.fixture
def watched(engine: Engine) -> Watched:
    return Watched(engine)


@pytest.fixture
def room(system_settings: Settings, system: WorkerDatabase, engine: Engine, watched: Watched) -> EmbeddingRoom:
    settings = system_settings.model_copy(update={"embedding_batch": 4, "retry_base_s": 3600.0, "retry_cap_s": 3600.0})
    return EmbeddingRoom(settings, system, Leases(system, settings.lease_s), LoadedEncoders(lambda _: watched), sources=())


def states(system: WorkerDatabase) -> list[str]:
    query = text("select state from jobs where queue = 'embedding' order by id")
    return system.run(lambda conn: list(conn.scalars(query)))


def kinds_of(system: WorkerDatabase, user_id: UUID) -> list[str]:
    return [kind for _, kind, _ in events_of(system, user_id) if kind != "answer.accepted"]


def test_one_drain_takes_everything_that_is_due_in_batches(
    room: EmbeddingRoom, system: WorkerDatabase, watched: Watched, person: Person, stranger: Person
) -> None:
    for number in range(9):
        submitted(system, (person, stranger)[number % 2].user_id, f"답변 {number}: 릴레이는 커밋된 이벤트를 발행한다.")
    assert room.drain() is Left.NOTHING
    assert sorted(watched.batches) == [1, 4, 4]
    assert states(system) == ["done"] * 9
    assert kinds_of(system, person.user_id) == ["answer.embedded"] * 5
    assert kinds_of(system, stranger.user_id) == ["answer.embedded"] * 4
    assert system.run(lambda conn: conn.scalar(text("select count(*) from answers where vector_dims(embedding) = 384"))) == 9


LONG = ENGLISH * (TURN_CHARACTERS // len(ENGLISH) + 1)


def begun(room: EmbeddingRoom, system: WorkerDatabase, engine: Engine, act: Callable[[], None] = lambda: None) -> list[int]:
    """Drains; returns how many answers had their vectors each time that the engine was asked, and acts at the first."""
    done: list[int] = []
    count = text("select count(*) from jobs where queue = 'embedding' and state = 'done'")

    def asked() -> None:
        done.append(system.run(lambda conn: conn.scalar(count)) or 0)
        if len(done) == 1:
            act()

    watched = Watched(engine, asked)
    # time stands still: on a busy machine long answers would use up the budget of one drain
    assert replace(room, encoders=LoadedEncoders(lambda _: watched), clock=lambda: 0.0).drain() is Left.NOTHING
    return done


def test_a_long_answer_in_the_batch_holds_up_no_short_one(
    room: EmbeddingRoom, system: WorkerDatabase, engine: Engine, person: Person, stranger: Person
) -> None:
    submitted(system, person.user_id, LONG)
    short = submitted(system, stranger.user_id, ENGLISH)
    done = begun(room, system, engine)
    # the long one is of many windows, and the short one has its vector by the first of them
    assert done[0] == 0
    assert set(done[1:]) == {1}
    assert row_of(system, job_of(short, "embedding")).state == "done"


def test_a_short_answer_that_comes_later_waits_for_one_long_one_and_not_for_all(
    room: EmbeddingRoom, system: WorkerDatabase, engine: Engine, person: Person, stranger: Person
) -> None:
    long = [submitted(system, person.user_id, LONG) for _ in range(3)]
    later: list[Accepted] = []
    begun(room, system, engine, lambda: later.append(submitted(system, stranger.user_id, ENGLISH)))
    ended = text("select answer_id from jobs where queue = 'embedding' and state = 'done' order by finished_at")
    order = system.run(lambda conn: list(conn.scalars(ended)))
    assert order == [each.id for each in (long[0], *later, long[1], long[2])]


def test_what_goes_back_was_not_tried(room: EmbeddingRoom, system: WorkerDatabase, engine: Engine, person: Person) -> None:
    long = [submitted(system, person.user_id, LONG, attempts=1) for _ in range(3)]
    begun(room, system, engine)
    jobs = [row_of(system, job_of(each, "embedding")) for each in long]
    assert [(job.state, job.attempt, job.max_attempts) for job in jobs] == [("done", 1, 1)] * 3
    assert kinds_of(system, person.user_id) == ["answer.embedded"] * 3


def test_an_empty_queue_costs_no_batch(room: EmbeddingRoom, watched: Watched) -> None:
    assert room.drain() is Left.NOTHING
    assert watched.batches == []


def test_the_vector_is_the_engine_s_and_the_event_names_the_nearest(
    room: EmbeddingRoom, system: WorkerDatabase, engine: Engine, person: Person
) -> None:
    first = submitted(system, person.user_id, "아웃박스 패턴은 이벤트를 같은 트랜잭션에 기록하고 릴레이가 발행한다.")
    room.drain()
    second = submitted(system, person.user_id, ENGLISH)
    room.drain()
    stored = system.run(lambda conn: conn.scalar(text("select embedding::real[] from answers where id = :id"), {"id": second.id}))
    expected = engine.encode([ENGLISH], "passage")[0]
    assert np.allclose(stored, expected, atol=1e-5)
    _, _, payload = events_of(system, person.user_id)[-1]
    assert (payload["model"], [hit["answer_id"] for hit in payload["similar"]]) == (engine.model, [str(first.id)])


def test_a_bad_text_does_not_take_its_batch_with_it(
    room: EmbeddingRoom, system: WorkerDatabase, watched: Watched, person: Person
) -> None:
    good = [submitted(system, person.user_id, f"좋은 답변 {number}") for number in range(2)]
    bad = submitted(system, person.user_id, POISON)
    assert room.drain() is Left.NOTHING
    assert watched.batches[0] == 3
    assert [row_of(system, job_of(each, "embedding")).state for each in good] == ["done", "done"]
    job = row_of(system, job_of(bad, "embedding"))
    assert (job.state, job.attempt, job.error_code) == ("queued", 1, "encoder_fault")
    assert POISON not in job.error_message
    assert sorted(kinds_of(system, person.user_id)) == ["answer.embedded", "answer.embedded", "embed.delayed"]


def test_a_text_that_stays_bad_ends_as_failed(room: EmbeddingRoom, system: WorkerDatabase, person: Person) -> None:
    bad = submitted(system, person.user_id, POISON, attempts=1)
    room.drain()
    assert row_of(system, job_of(bad, "embedding")).state == "failed"
    assert kinds_of(system, person.user_id) == ["embed.failed"]


def test_a_spent_budget_ends_the_drain_and_says_that_something_is_left(
    room: EmbeddingRoom, system: WorkerDatabase, watched: Watched, person: Person
) -> None:
    for number in range(9):
        submitted(system, person.user_id, f"답변 {number}")
    ticks = iter([0.0, 0.0, 15.0, 25.0])
    assert replace(room, clock=lambda: next(ticks)).drain() is Left.MORE
    assert len(watched.batches) == 2
    assert sorted(states(system)) == ["done"] * 8 + ["queued"]


def test_late_vectors_of_a_zombie_are_dropped(
    room: EmbeddingRoom, system: WorkerDatabase, engine: Engine, person: Person
) -> None:
    submitted(system, person.user_id, "답변")

    def another_claims() -> None:
        system.run(lambda conn: conn.execute(text("update jobs set attempt = attempt + 1 where queue = 'embedding'")))

    assert replace(room, encoders=LoadedEncoders(lambda _: Watched(engine, another_claims))).drain() is Left.NOTHING
    assert states(system) == ["running"]
    assert kinds_of(system, person.user_id) == []
    assert system.run(lambda conn: conn.scalar(text("select count(embedding) from answers"))) == 0


def test_an_answer_that_is_deleted_meanwhile_ends_quietly(
    room: EmbeddingRoom, system: WorkerDatabase, engine: Engine, person: Person
) -> None:
    kept, gone = submitted(system, person.user_id, "남는 답변"), submitted(system, person.user_id, "지운 답변")

    def deleted() -> None:
        system.run(lambda conn: conn.execute(text("delete from answers where id = :id"), {"id": gone.id}))

    assert replace(room, encoders=LoadedEncoders(lambda _: Watched(engine, deleted))).drain() is Left.NOTHING
    assert row_of(system, job_of(kept, "embedding")).state == "done"
    assert kinds_of(system, person.user_id) == ["answer.embedded"]


def test_a_workspace_that_is_deleted_meanwhile_stays_deleted(
    room: EmbeddingRoom, system: WorkerDatabase, engine: Engine, person: Person, stranger: Person, urls: Urls
) -> None:
    submitted(system, person.user_id)
    kept = submitted(system, stranger.user_id)
    deleting = partial(system.run, lambda conn: delete_workspace(conn, person.user_id))
    assert replace(room, encoders=LoadedEncoders(lambda _: Watched(engine, deleting))).drain() is Left.NOTHING
    # the batch was of both: the late vector of the one changes nothing, the other's is written
    assert not any(remains(urls, person).values())
    assert row_of(system, job_of(kept, "embedding")).state == "done"
    assert kinds_of(system, stranger.user_id) == ["answer.embedded"]
