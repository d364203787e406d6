"""Scored again by filter: the old scores stay, the jobs are queued anew."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from practice.answers.submit import Accepted
from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.finish import fail
from practice.scoring.record import every
from practice.scoring.rescore import Selection, as_they_are, chosen, queue_again
from tests.conftest import Person
from tests.practice.answers.given import OTHER_QUESTION, QUESTION, job_id, job_of, send, submission, take
from tests.practice.answers.scored import scored


def test_what_is_chosen_is_queued_again_and_keeps_its_score(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    done, waiting = send(app_engine, person), send(app_engine, person)
    scored(system, done, 40)
    found = system.run(lambda conn: chosen(conn, Selection()))
    assert [(one.answer_id, one.overall, one.scorer) for one in found] == [(done.id, 40, "offline")]
    assert system.run(lambda conn: queue_again(conn, found, 5)) == 1
    assert job_of(system, job_id(done, "scoring")).state == "queued"
    scored(system, done, 90)
    after = system.run(lambda conn: as_they_are(conn, found))[done.id]
    assert (after.overall, after.state, after.score_id != found[0].score_id) == (90, "done", True)
    assert [one["overall"] for one in system.run(lambda conn: every(conn, done.id))] == [90, 40]
    assert job_of(system, job_id(waiting, "scoring")).state == "queued"


def test_what_could_not_be_scored_again_is_chosen_the_next_time(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    sent, never = send(app_engine, person), send(app_engine, person)
    scored(system, sent, 40)
    failed(system, never)
    system.run(lambda conn: queue_again(conn, chosen(conn, Selection()), 5))
    failed(system, sent)
    found = system.run(lambda conn: chosen(conn, Selection()))
    assert [(one.answer_id, one.overall, one.state) for one in found] == [(sent.id, 40, "failed")]
    assert system.run(lambda conn: queue_again(conn, found, 5)) == 1
    scored(system, sent, 90)
    assert system.run(lambda conn: as_they_are(conn, found))[sent.id].overall == 90


def failed(system: WorkerDatabase, accepted: Accepted) -> None:
    job = take(system, accepted)
    assert system.run(lambda conn: fail(conn, job, "provider_bad_key", "The key is not valid."))


LONG_AGO, TOMORROW = datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC) + timedelta(days=1)


@pytest.mark.parametrize(
    ("selection", "takes"),
    [
        (Selection(question=QUESTION), 1),
        (Selection(question=OTHER_QUESTION), 0),
        (Selection(section="none"), 0),
        (Selection(since=LONG_AGO, until=TOMORROW), 1),
        (Selection(until=LONG_AGO), 0),
        (Selection(since=TOMORROW), 0),
        (Selection(scorer="offline"), 1),
        (Selection(scorer="openai"), 0),
    ],
)
def test_the_filters(app_engine: Engine, system: WorkerDatabase, person: Person, selection: Selection, takes: int) -> None:
    scored(system, send(app_engine, person, submission(question_id=QUESTION)), 40)
    assert len(system.run(lambda conn: chosen(conn, selection))) == takes
