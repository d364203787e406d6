"""Vectors come into the rows of their answers once, and their owner hears of the neighbours."""

import pytest
from sqlalchemy import Engine

from practice.answers.submit import Accepted
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.answers import AnswerVectors
from practice.embedding.models import calibrated
from practice.embedding.port import Vectors
from practice.embedding.vectors import ToEmbed, store_vectors, texts_of
from practice.events.kinds import StoredEvent
from practice.events.read import events_after
from practice.jobs.claim import Claimed
from tests.conftest import Person
from tests.practice.answers.given import change, job_of, kinds, rows, send, submission, take
from tests.practice.embedding.vectored import SERVING, SPEC, at_cosine, query


def held(system: WorkerDatabase, accepted: Accepted, lease_s: float = 60) -> Claimed:
    return take(system, accepted, "embedding", lease_s)


def stored(system: WorkerDatabase, jobs: list[Claimed], vectors: list[Vectors], nearest: int = 5) -> int:
    done = [ToEmbed(job, "") for job in jobs]
    return system.run(lambda conn: store_vectors(conn, SERVING, done, [whole(vector) for vector in vectors], nearest))


def whole(vector: Vectors) -> AnswerVectors:
    return AnswerVectors(vector, (), vector[:0])


def announced(system: WorkerDatabase, person: Person) -> list[StoredEvent]:
    events = system.run(lambda conn: events_after(conn, person.user_id, 0, 100))
    return [event for event in events if event.kind == "answer.embedded"]


def test_a_vector_stands_in_the_row_with_its_model(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    job = held(system, send(app_engine, person))
    assert stored(system, [job], [at_cosine(0.5)]) == 1
    ((model, size, near),) = rows(
        system,
        "select embedding_model, vector_dims(embedding), embedding <=> cast(:wanted as vector) from answers",
        wanted=str(at_cosine(0.5).tolist()),
    )
    assert (model, size, near) == (SPEC.name, SPEC.dimensions, pytest.approx(0, abs=1e-6))
    assert job_of(system, job.job_id).state == "done"
    assert kinds(system, person) == ["answer.accepted", "answer.embedded"]


def test_the_texts_of_claimed_jobs(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    sent = [send(app_engine, person, submission(words)) for words in ("하나", "two")]
    jobs = [held(system, accepted) for accepted in sent]
    change(system, "delete from answers where id = :id", id=sent[0].id)
    found = system.run(lambda conn: texts_of(conn, jobs))
    assert found == [ToEmbed(jobs[1], "two")]


def test_a_late_vector_is_dropped(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    zombie = held(system, accepted, lease_s=-1)
    heir = held(system, accepted)
    assert stored(system, [zombie], [at_cosine(0.1)]) == 0
    assert rows(system, "select embedding from answers") == [(None,)]
    assert stored(system, [heir], [query()]) == 1
    assert stored(system, [zombie], [at_cosine(0.1)]) == 0
    assert rows(system, "select embedding <=> cast(:wanted as vector) from answers", wanted=str(query().tolist())) == [(0.0,)]
    assert kinds(system, person) == ["answer.accepted", "answer.embedded"]


def test_of_a_batch_only_the_late_one_is_dropped(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    lost, gone, mine, theirs = (
        send(app_engine, person),
        send(app_engine, person),
        send(app_engine, person),
        send(app_engine, stranger),
    )
    jobs = [held(system, lost, lease_s=-1), held(system, gone), held(system, mine), held(system, theirs)]
    held(system, lost)
    change(system, "delete from answers where id = :id", id=gone.id)
    vectors = [at_cosine(cosine, seed) for seed, cosine in enumerate((0.1, 0.2, 0.3, 0.4))]
    assert stored(system, jobs, vectors) == 2
    found = rows(
        system,
        "select id, round((1 - (embedding <=> cast(:q as vector)))::numeric, 3)::float from answers",
        q=str(query().tolist()),
    )
    assert sorted(found) == sorted([(lost.id, None), (mine.id, 0.3), (theirs.id, 0.4)])


def test_the_nearest_do_not_include_itself_nor_anothers(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    first, theirs, second = send(app_engine, person, submission("First.")), send(app_engine, stranger), send(app_engine, person)
    stored(system, [held(system, first)], [at_cosine(0.98)])
    stored(system, [held(system, theirs)], [query()])
    stored(system, [held(system, second)], [query()])
    alone, (event,) = announced(system, person)[:1], announced(system, person)[1:]
    assert alone[0].payload["similar"] == []
    assert (event.answer_id, event.payload["question_id"], event.payload["model"]) == (second.id, second.question_id, SPEC.name)
    (near,) = event.payload["similar"]
    assert (near["answer_id"], near["snippet"], near["question_id"]) == (str(first.id), "First.", first.question_id)
    assert near["similarity"] == pytest.approx(calibrated(SPEC, 0.98), abs=1e-3)


def test_what_is_no_more_than_chance_is_not_told_as_similar(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    stored(system, [held(system, send(app_engine, person))], [at_cosine(SPEC.unrelated - 0.01)])
    stored(system, [held(system, send(app_engine, person))], [query()])
    assert announced(system, person)[-1].payload["similar"] == []


def test_no_more_neighbours_are_told_than_asked_for(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    jobs = [held(system, send(app_engine, person)) for _ in range(4)]
    stored(system, jobs, [at_cosine(0.99, seed) for seed in range(4)], nearest=2)
    assert [len(event.payload["similar"]) for event in announced(system, person)] == [2, 2, 2, 2]
    assert [event.answer_id for event in announced(system, person)] == [job.answer_id for job in jobs]
