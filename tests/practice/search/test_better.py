"""You have said this better: the same points, another answer of one's own, and what it had."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, insert

from practice.clock import new_id, now
from practice.db.tables import Job, ScoreRow
from practice.db.unit_of_work import WorkerDatabase
from practice.errors import AnswerNotFound
from practice.search.better import BetterAnswer, better
from tests.conftest import Person
from tests.practice.answers.given import OTHER_QUESTION, as_person
from tests.practice.embedding.vectored import SERVING, at_cosine, query, store


def scored(
    system: WorkerDatabase, person: Person, answer_id: UUID, verdicts: dict[str, str], scorer: str = "offline", model: str = ""
) -> None:
    """A score with a point for each verdict; what is met is quoted."""
    job, provenance = new_id(), {"scorer": scorer, "version": "1", "model": model, "rubric_hash": "h"}
    points = [
        {"id": name, "text": f"The point {name}", "weight": 1, "verdict": verdict, "advice": None}
        | {"evidence": [{"quote": name, "start": 0, "end": len(name)}] if verdict != "missed" else []}
        for name, verdict in verdicts.items()
    ]
    body: dict[str, Any] = {"overall": 50, "points": points, "provenance": provenance}
    row = {"id": new_id(), "user_id": person.user_id, "answer_id": answer_id, "job_id": job, "attempt": 1, "overall": 50}
    row |= {"body": body, "scorer": scorer, "scorer_version": "1", "model": model, "rubric_hash": "h", "duration_ms": 1}
    of = {"id": job, "user_id": person.user_id, "answer_id": answer_id, "queue": f"scoring-{job}", "max_attempts": 1}
    system.run(lambda conn: conn.execute(insert(Job).values(**of, run_at=now())))
    system.run(lambda conn: conn.execute(insert(ScoreRow).values(**row)))


def found(engine: Engine, person: Person, answer_id: UUID, limit: int = 3) -> list[BetterAnswer]:
    with as_person(engine, person) as conn:
        return better(conn, person.user_id, SERVING, answer_id, limit)


def test_other_attempts_show_the_points_they_did_better(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    here, good, worse = store(system, person, [query(), at_cosine(0.5), at_cosine(0.97)])
    scored(system, person, here, {"a": "missed", "b": "partial", "c": "met"})
    scored(system, person, good, {"a": "met", "b": "met", "c": "missed"})
    scored(system, person, worse, {"a": "missed", "b": "missed", "c": "met"})
    (one,) = found(app_engine, person, here)
    assert (one.answer_id, one.overall, one.scorer, one.here_scorer, one.lang) == (good, 50, "offline", "offline", "en")
    assert [(p.id, p.had, p.here, p.quote, p.start, p.end) for p in one.points] == [
        ("a", "met", "missed", "a", 0, 1),
        ("b", "met", "partial", "b", 0, 1),
    ]


def test_answers_to_other_questions_count_when_near_and_when_the_point_says_the_same(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    (here,) = store(system, person, [query()])
    near, far = store(system, person, [at_cosine(0.97), at_cosine(0.6)], question_id=OTHER_QUESTION)
    scored(system, person, here, {"a": "missed"})
    for other in (near, far):
        scored(system, person, other, {"a": "met", "z": "met"})
    assert [(one.answer_id, [p.id for p in one.points]) for one in found(app_engine, person, here)] == [(near, ["a"])]


def test_the_same_scorer_is_compared_where_there_is_one_and_named_where_not(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    here, both, other = store(system, person, [query(), at_cosine(0.98), at_cosine(0.97)])
    scored(system, person, here, {"a": "missed"})
    scored(system, person, both, {"a": "partial"})
    scored(system, person, both, {"a": "met"}, scorer="provider")
    scored(system, person, other, {"a": "met"}, scorer="provider")
    assert [(one.answer_id, one.scorer, one.points[0].had) for one in found(app_engine, person, here)] == [
        (other, "provider", "met"),
        (both, "offline", "partial"),
    ]


def test_two_models_of_one_scorer_are_two_judges(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    here, both, other = store(system, person, [query(), at_cosine(0.98), at_cosine(0.97)])
    scored(system, person, here, {"a": "missed"}, "openai", "small")
    scored(system, person, both, {"a": "partial"}, "openai", "small")
    scored(system, person, both, {"a": "met"}, "openai", "large")
    scored(system, person, other, {"a": "met"}, "openai", "large")
    assert [(one.judge.model, one.here_judge.model, one.points[0].had) for one in found(app_engine, person, here)] == [
        ("large", "small", "met"),
        ("small", "small", "partial"),
    ]


def test_without_a_score_or_a_vector_there_is_nothing_to_say(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    here, waiting = store(system, person, [query(), None])
    assert found(app_engine, person, here) == []
    scored(system, person, waiting, {"a": "missed"})
    assert found(app_engine, person, waiting) == []
    with pytest.raises(AnswerNotFound):
        found(app_engine, stranger, here)
