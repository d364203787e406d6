"""One's own scores out of the database, and nobody else's."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, Engine

from practice.answers.submit import Accepted
from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.finish import finish
from practice.progress.choice import Slip, propose
from practice.progress.known import candidates, known
from practice.progress.marks import marks
from practice.scoring.model import PointScore, Provenance, Score, Verdict
from practice.scoring.record import Subject, add, record_interim
from tests.conftest import Person
from tests.practice.answers.given import OTHER_QUESTION, QUESTION, as_person, change, send, submission, take

PROVENANCE = Provenance("rubric", "1", "e5", "ab" * 32)


PROVIDER = Provenance("openai", "1", "gpt", "ab" * 32)


def judged(
    system: WorkerDatabase, accepted: Accepted, provenance: Provenance = PROVENANCE, gate: str | None = None, **verdicts: Verdict
) -> None:
    """A score with these verdicts; a point whose name begins with ``not`` is a misconception. 0 where there is a gate."""
    job = take(system, accepted)
    points = tuple(
        PointScore(name, name.upper(), -1 if name.startswith("not") else 2, verdict) for name, verdict in verdicts.items()
    )

    def work(conn: Connection) -> None:
        assert finish(conn, [job])
        add(
            conn,
            Subject(job.user_id, job.answer_id, job.job_id, job.attempt),
            Score(0 if gate else 50, (), points, "", (), (), (), gate=gate),
            provenance,
            1,
        )

    system.run(work)


def test_points_that_both_newest_answers_lack(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    for verdicts in (
        {"old": "missed", "lease": "met"},
        {"lease": "partial", "fence": "missed", "not_exactly": "met", "not_lost": "missed", "old": "met"},
        {"lease": "missed", "fence": "met", "not_exactly": "partial", "not_lost": "missed", "old": "met"},
    ):
        judged(system, send(app_engine, person), **verdicts)  # type: ignore[arg-type]
    with as_person(app_engine, person) as conn:
        found = known(conn, person.user_id)
    assert found.slips == {QUESTION: (Slip("lease", "LEASE"), Slip("not_exactly", "NOT_EXACTLY"))}
    assert (found.answered, len(found.marks)) == (frozenset({QUESTION}), 3)


def test_the_last_score_of_each_scorer_counts(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    accepted = send(app_engine, person)
    for provenance in (PROVENANCE, PROVENANCE, Provenance("provider", "1", "gpt", "ab" * 32)):
        change(system, "update jobs set state = 'queued' where queue = 'scoring'")
        judged(system, accepted, provenance)
    with as_person(app_engine, person) as conn:
        found = marks(conn, person.user_id)
    assert sorted(mark.scorer.scorer for mark in found) == ["provider", "rubric"]


def test_answers_to_follow_ups_are_no_answers_to_the_question(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    """Each is about one point, and held against all of them."""
    first = send(app_engine, person)
    judged(system, first, lease="met", fence="met")
    for asked in ("And the fence?", "And then?"):
        sent = replace(submission(parent_id=first.id), followup=asked)
        judged(system, send(app_engine, person, sent), lease="missed", fence="met")
    with as_person(app_engine, person) as conn:
        found = known(conn, person.user_id)
    assert ([mark.answer_id for mark in found.marks], found.slips) == ([first.id], {})


def estimated(system: WorkerDatabase, accepted: Accepted) -> None:
    """An offline estimate, taken while the score is awaited."""
    job = take(system, accepted)
    of = Subject(job.user_id, job.answer_id, job.job_id, job.attempt)
    lacks = (PointScore("fence", "FENCE", 2, "missed"),)
    system.run(lambda conn: record_interim(conn, of, Score(10, (), lacks, "", (), (), ()), PROVENANCE, 1))
    change(system, "update jobs set state = 'queued' where state = 'running' and queue = 'scoring'")


def test_an_estimate_counts_for_nothing_once_the_real_score_is_there(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    for _ in range(2):
        accepted = send(app_engine, person)
        estimated(system, accepted)
        judged(system, accepted, PROVIDER, fence="met")
    with as_person(app_engine, person) as conn:
        found = known(conn, person.user_id)
    assert found.scorer is not None
    assert (found.scorer.scorer, [mark.overall for mark in found.marks], found.others) == ("openai", [50, 50], ())
    assert found.slips == {}


def test_an_estimate_counts_while_there_is_nothing_better(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    for _ in range(2):
        estimated(system, send(app_engine, person))
    with as_person(app_engine, person) as conn:
        found = known(conn, person.user_id)
    assert ([mark.overall for mark in found.marks], found.slips) == ([10, 10], {QUESTION: (Slip("fence", "FENCE"),)})


def test_every_query_filters_by_its_user_even_without_row_security(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    judged(system, send(app_engine, stranger), fence="missed")
    judged(system, send(app_engine, stranger), fence="missed")
    assert system.run(lambda conn: marks(conn, person.user_id)) == []
    found = system.run(lambda conn: known(conn, person.user_id))
    assert (found.marks, found.answered, found.slips) == ([], frozenset(), {})


def test_what_was_answered_is_not_proposed_as_new(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    judged(system, send(app_engine, person), fence="missed")
    judged(system, send(app_engine, person, submission(question_id=OTHER_QUESTION)), fence="missed")
    with as_person(app_engine, person) as conn:
        what, bank = known(conn, person.user_id), candidates(conn, person.user_id)
    assert len(bank) > 60
    today = what.marks[-1].at.date()
    proposed = propose(bank, what, lambda mark: mark.at.date(), today, 20)
    assert {QUESTION, OTHER_QUESTION}.isdisjoint(one.question_id for one in proposed)
    tomorrow = propose(bank, what, lambda mark: mark.at.date(), today + timedelta(days=4), 20)
    assert {QUESTION, OTHER_QUESTION} <= {one.question_id for one in tomorrow}


def test_a_question_that_was_not_known_comes_back_although_the_provider_judges_the_others(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    judged(system, send(app_engine, person, submission(question_id=OTHER_QUESTION)), PROVIDER, fence="met")
    for _ in range(2):
        judged(system, send(app_engine, person), gate="dont_know", fence="missed")
    with as_person(app_engine, person) as conn:
        found, bank = known(conn, person.user_id), candidates(conn, person.user_id)
    assert found.scorer is not None
    assert (found.scorer.scorer, [mark.overall for mark in found.marks]) == ("openai", [50, 0, 0])
    tomorrow = found.marks[-1].at.date() + timedelta(days=1)
    proposed = propose(bank, found, lambda mark: mark.at.date(), tomorrow, 20)
    assert (QUESTION, "due", 0) in [(one.question_id, one.code, one.overall) for one in proposed]


def test_a_question_that_nothing_can_judge_comes_back_by_its_date(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    for _ in range(2):
        judged(system, send(app_engine, person), gate="form_only")
    with as_person(app_engine, person) as conn:
        found, bank = known(conn, person.user_id), candidates(conn, person.user_id)
    assert (found.marks, found.scorer) == ([], None)
    today = found.others[0].at.date()
    for days, due in ((1, False), (7, True)):
        later = today + timedelta(days=days)
        proposed = propose(bank, found, lambda mark: mark.at.date(), later, 20)
        assert ((QUESTION, "due", None) in [(one.question_id, one.code, one.overall) for one in proposed]) == due


def test_after_a_change_of_the_model_older_questions_come_back_by_their_date(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    judged(system, send(app_engine, person), replace(PROVIDER, model="old"), fence="missed")
    judged(system, send(app_engine, person, submission(question_id=OTHER_QUESTION)), PROVIDER, fence="met")
    with as_person(app_engine, person) as conn:
        found, bank = known(conn, person.user_id), candidates(conn, person.user_id)
    assert [mark.question_id for mark in found.marks] == [OTHER_QUESTION]
    assert [(mark.question_id, mark.scorer.model) for mark in found.others] == [(QUESTION, "old")]
    week = found.marks[-1].at.date() + timedelta(days=7)
    proposed = propose(bank, found, lambda mark: mark.at.date(), week, 20)
    assert (QUESTION, "due", None) in [(one.question_id, one.code, one.overall) for one in proposed]
