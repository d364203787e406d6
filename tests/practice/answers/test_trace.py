"""The hops of an answer, each with the time that was measured there."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from practice.answers.trace import Hop, trace
from practice.clock import new_id, now
from practice.db.unit_of_work import WorkerDatabase
from practice.errors import AnswerNotFound
from tests.conftest import Person
from tests.practice.answers.given import as_person, send, submission
from tests.practice.answers.scored import scored
from tests.practice.events.noted import mark_published

DISPATCHED = text("select mark_dispatched(cast(:ids as uuid[]), cast(:commits as timestamptz[]), :sent)")
PUSHED = text("select mark_pushed(cast(:users as uuid[]), cast(:seqs as bigint[]), cast(:times as timestamptz[]))")


def hops(engine: Engine, person: Person, answer_id: object) -> list[Hop]:
    with as_person(engine, person) as conn:
        return trace(conn, person.user_id, answer_id)  # type: ignore[arg-type]


def test_a_fresh_answer_has_been_received(app_engine: Engine, person: Person) -> None:
    sent = submission()
    accepted = send(app_engine, person, sent)
    assert hops(app_engine, person, accepted.id) == [Hop("received", None, sent.received_at)]


def test_the_whole_walk_in_order(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    committed, dispatched = now(), now()
    with app_engine.begin() as conn:
        ids = [hint.job_id for hint in accepted.jobs]
        conn.execute(DISPATCHED, {"ids": ids, "commits": [committed] * 2, "sent": dispatched})
    scored(system, accepted)
    published = now()
    system.run(lambda conn: mark_published(conn, {(person.user_id, 1): published, (person.user_id, 2): published}))
    pushed = published + timedelta(milliseconds=1)
    with app_engine.begin() as conn:
        conn.execute(PUSHED, {"users": [person.user_id], "seqs": [2], "times": [pushed]})
    found = hops(app_engine, person, accepted.id)
    assert [(hop.hop, hop.job, hop.event, hop.seq, hop.attempt) for hop in found if hop.job != "embedding"] == [
        ("received", None, None, None, None),
        ("committed", None, None, None, None),
        ("dispatched", "scoring", None, None, None),
        ("claimed", "scoring", None, None, 1),
        ("finished", "scoring", None, None, 1),
        ("published", None, "answer.accepted", 1, None),
        ("published", "scoring", "answer.scored", 2, None),
        ("pushed", "scoring", "answer.scored", 2, None),
    ]
    assert [hop for hop in found if hop.job == "embedding"] == [Hop("dispatched", "embedding", dispatched)]
    times = {hop.hop: hop.at for hop in found}
    assert (times["committed"], times["dispatched"], times["published"], times["pushed"]) == (
        committed,
        dispatched,
        published,
        pushed,
    )
    assert [hop.at for hop in found] == sorted(hop.at for hop in found)


def test_anothers_answer_is_not_found(app_engine: Engine, person: Person, stranger: Person) -> None:
    theirs = send(app_engine, stranger)
    for unknown in (theirs.id, new_id()):
        with pytest.raises(AnswerNotFound):
            hops(app_engine, person, unknown)
