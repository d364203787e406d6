"""An answer as its owner sees it, with the point of the stream that the view is true at."""

import json
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from practice.answers.views import JobView, page, view
from practice.clock import new_id
from practice.db.unit_of_work import Database, WorkerDatabase
from practice.errors import AnswerNotFound
from practice.jobs.finish import fail, try_again
from tests.conftest import Person
from tests.practice.answers.given import OTHER_QUESTION, as_person, change, job_of, send, submission, take
from tests.practice.answers.scored import scored


def test_a_fresh_answer_waits_for_both_workers(app_engine: Engine, person: Person) -> None:
    first = send(app_engine, person)
    accepted = send(app_engine, person, submission("큐를 나눕니다.", parent_id=first.id, lang="ko"))
    with as_person(app_engine, person) as conn:
        seen = view(conn, person.user_id, accepted.id)
    assert (seen.id, seen.question_id, seen.attempt, seen.lang) == (accepted.id, accepted.question_id, 2, "ko")
    assert (seen.text, seen.parent_id, seen.seq, seen.score) == ("큐를 나눕니다.", first.id, accepted.seq, None)
    # the first answer's jobs wait before it
    assert (seen.scoring, seen.embedding) == (JobView("queued", None, 1), JobView("queued", None, 1))


def test_the_place_in_the_queue_counts_everybody_and_names_nobody(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    others = [send(app_engine, stranger) for _ in range(3)]
    mine = send(app_engine, person)
    send(app_engine, stranger)
    take(system, others[0])

    def places() -> tuple[int | None, int | None]:
        with as_person(app_engine, person) as conn:
            seen = view(conn, person.user_id, mine.id)
        return seen.scoring.place, seen.embedding.place

    assert places() == (2, 3)
    for other in others[1:]:
        take(system, other)
    assert places() == (0, 3)
    take(system, mine)
    assert places() == (None, 3)


def test_a_scored_answer_shows_its_score_and_where_it_came_from(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    accepted = send(app_engine, person)
    body = scored(system, accepted, overall=83)
    with as_person(app_engine, person) as conn:
        seen = view(conn, person.user_id, accepted.id)
        (line,) = page(conn, person.user_id, None, None, 10).items
    assert json.loads(json.dumps(body)) == seen.score
    assert seen.score["points"][0]["evidence"] == [{"quote": "큐", "start": 0, "end": 1}]
    assert seen.score["provenance"].keys() >= {"scorer", "model", "rubric_hash", "scored_at", "duration_ms"}
    assert (seen.scoring.state, line.overall, line.scorer) == ("done", 83, "offline")


def test_the_newest_score_is_the_one_that_is_shown(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    scored(system, accepted, overall=10)
    change(system, "update jobs set state = 'queued' where queue = 'scoring'")
    scored(system, accepted, overall=90)
    with as_person(app_engine, person) as conn:
        seen = view(conn, person.user_id, accepted.id)
        (line,) = page(conn, person.user_id, None, None, 10).items
    assert seen.score is not None
    assert (seen.score["overall"], line.overall) == (90, 90)


def test_a_failed_job_says_why_and_a_waiting_one_when_it_runs_again(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    accepted = send(app_engine, person)
    broken, delayed = take(system, accepted), take(system, accepted, "embedding")
    system.run(lambda conn: fail(conn, broken, "key_refused", "The key is not valid."))
    system.run(lambda conn: try_again(conn, delayed, "busy", "Ask later.", 60))
    with as_person(app_engine, person) as conn:
        seen = view(conn, person.user_id, accepted.id)
    error = {"code": "key_refused", "message": "The key is not valid.", "attempt": 1, "retry_at": None}
    assert seen.scoring == JobView("failed", error)
    run_at = job_of(system, delayed.job_id).run_at
    assert seen.embedding == JobView("queued", {"code": "busy", "message": "Ask later.", "attempt": 1, "retry_at": run_at})


@pytest.mark.anyio
async def test_a_view_and_its_seq_are_of_one_snapshot(
    database: Database, app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    accepted = send(app_engine, person)

    def read(conn: object, user_id: UUID) -> object:
        before = conn.scalar(text("select count(*) from answers"))  # type: ignore[attr-defined]
        # committed by somebody else between the first statement of this view and its last
        scored(system, accepted)
        assert before == 1
        return view(conn, user_id, accepted.id)  # type: ignore[arg-type]

    seen = await database.read(person.token_hash, read)
    assert (seen.scoring.state, seen.score, seen.seq) == ("queued", None, accepted.seq)  # type: ignore[attr-defined]
    later = await database.read(person.token_hash, lambda conn, user_id: view(conn, user_id, accepted.id))
    assert (later.scoring.state, later.seq) == ("done", accepted.seq + 1)


def test_anothers_answer_is_not_found(app_engine: Engine, person: Person, stranger: Person) -> None:
    theirs = send(app_engine, stranger)
    for unknown in (theirs.id, new_id()):
        with pytest.raises(AnswerNotFound), as_person(app_engine, person) as conn:
            view(conn, person.user_id, unknown)


def test_every_query_filters_by_its_user_even_without_row_security(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    theirs = send(app_engine, stranger)
    with pytest.raises(AnswerNotFound):
        system.run(lambda conn: view(conn, person.user_id, theirs.id))
    assert system.run(lambda conn: page(conn, person.user_id, None, None, 10)).items == []


def walked(engine: Engine, person: Person, question_id: str | None, limit: int) -> list[UUID]:
    """All pages, one after the other."""
    ids: list[UUID] = []
    cursor = None
    with as_person(engine, person) as conn:
        while True:
            found = page(conn, person.user_id, question_id, cursor, limit)
            ids += [item.id for item in found.items]
            if (cursor := found.cursor) is None:
                return ids


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages_are_complete_and_newest_first_even_when_times_are_equal(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person, limit: int
) -> None:
    sent = [send(app_engine, someone).id for someone in (person, stranger, person, person, person, person, person, person)]
    change(system, "update answers set created_at = '2026-01-01', received_at = '2026-01-01'")
    assert walked(app_engine, person, None, limit) == [sent[place] for place in (7, 6, 5, 4, 3, 2, 0)]


def test_the_history_of_one_question(app_engine: Engine, person: Person) -> None:
    first = send(app_engine, person)
    send(app_engine, person, submission(question_id=OTHER_QUESTION))
    second = send(app_engine, person)
    assert walked(app_engine, person, first.question_id, 1) == [second.id, first.id]
    assert walked(app_engine, person, "no-such-question", 10) == []


def test_a_page_says_where_the_stream_is_and_shows_the_beginning_of_each_answer(app_engine: Engine, person: Person) -> None:
    with as_person(app_engine, person) as conn:
        empty = page(conn, person.user_id, None, None, 10)
    assert (empty.items, empty.cursor, empty.seq) == ([], None, 0)
    accepted = send(app_engine, person, submission("가" * 500))
    with as_person(app_engine, person) as conn:
        found = page(conn, person.user_id, None, None, 10)
    assert (found.items[0].snippet, found.seq, found.cursor) == ("가" * 160, accepted.seq, None)
