"""A chain of answers is one tree, from whichever of them it is asked for."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import Engine

from practice.answers.submit import Accepted
from practice.answers.tree import Tree, tree
from practice.answers.views import page
from practice.clock import new_id
from practice.db.unit_of_work import WorkerDatabase
from practice.errors import AnswerNotFound
from practice.scoring.model import Judge, PointScore, Provenance, Score, Verdict
from tests.conftest import Person
from tests.practice.answers.given import as_person, send, submission
from tests.practice.answers.scored import PROVENANCE, score, scored

OTHER = replace(PROVENANCE, model="another")


def seen(engine: Engine, person: Person, answer_id: UUID) -> Tree:
    with as_person(engine, person) as conn:
        return tree(conn, person.user_id, answer_id)


def follow(
    engine: Engine,
    system: WorkerDatabase,
    person: Person,
    parent: Accepted | None,
    overall: int | Score | None,
    provenance: Provenance = PROVENANCE,
    asked: str | None = None,
) -> Accepted:
    accepted = send(engine, person, replace(submission(parent_id=parent.id if parent else None), followup=asked))
    if overall is not None:
        scored(system, accepted, overall, provenance)
    return accepted


def points(**verdicts: Verdict) -> Score:
    return replace(score(50), points=tuple(PointScore(name, name, 1, verdict) for name, verdict in verdicts.items()))


def test_a_chain_is_the_same_tree_from_each_of_its_answers(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    root = follow(app_engine, system, person, None, 80)
    left = follow(app_engine, system, person, root, 60)
    right = follow(app_engine, system, person, root, None)
    leaf = follow(app_engine, system, person, left, 20)
    for answer in (root, left, right, leaf):
        found = seen(app_engine, person, answer.id)
        assert [(node.id, node.depth, node.overall) for node in found.root.walk()] == [
            (root.id, 0, 80),
            (left.id, 1, 60),
            (leaf.id, 2, 20),
            (right.id, 1, None),
        ]
        assert (found.depth, found.scorers) == (2, ["offline"])
    assert seen(app_engine, person, root.id).root.children[1].state == "queued"


@pytest.mark.parametrize(
    ("overalls", "stops_at"),
    [([80], None), ([30], 0), ([80, 60, 20], 2), ([80, 20, 90], 1), ([80, None], None), ([50, 49], 1)],
)
def test_the_depth_at_which_answers_stop_scoring(
    app_engine: Engine, system: WorkerDatabase, person: Person, overalls: list[int | None], stops_at: int | None
) -> None:
    last: Accepted | None = None
    for overall in overalls:
        last = follow(app_engine, system, person, last, overall)
    assert last is not None
    assert seen(app_engine, person, last.id).stops_at == stops_at


def test_the_best_branch_counts(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    root = follow(app_engine, system, person, None, 80)
    follow(app_engine, system, person, root, 10)
    better = follow(app_engine, system, person, root, 70)
    assert seen(app_engine, person, root.id).stops_at is None
    follow(app_engine, system, person, better, 0)
    assert seen(app_engine, person, root.id).stops_at == 2


@pytest.mark.parametrize(
    "other",
    [OTHER, replace(PROVENANCE, version="2"), replace(PROVENANCE, standing="interim")],
)
def test_numbers_of_another_judge_end_no_branch(
    app_engine: Engine, system: WorkerDatabase, person: Person, other: Provenance
) -> None:
    root = follow(app_engine, system, person, None, 80)
    good = follow(app_engine, system, person, root, 60)
    low = follow(app_engine, system, person, good, 10, other)
    assert seen(app_engine, person, root.id).stops_at is None
    follow(app_engine, system, person, low, 20)
    found = seen(app_engine, person, root.id)
    assert (found.stops_at, found.scorers) == (3, ["offline"])
    assert found.judge == Judge("offline", "1", PROVENANCE.model, "final")
    assert [node.judge == found.judge for node in found.root.walk()] == [True, True, False, True]


def test_the_points_that_all_answers_make_together(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    root = follow(app_engine, system, person, None, points(a="met", b="missed", c="missed", d="partial"))
    follow(app_engine, system, person, root, points(a="missed", b="met", c="missed", d="missed"))
    follow(app_engine, system, person, root, points(a="missed", b="missed", c="met", d="missed"), OTHER)
    found = seen(app_engine, person, root.id)
    assert (found.made, found.points) == (2, 4)
    follow(app_engine, system, person, root, points(a="met"))
    found = seen(app_engine, person, root.id)
    assert (found.made, found.points) == (None, None)


def test_what_a_follow_up_aims_at_counts_among_the_points_of_its_question(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    root = follow(app_engine, system, person, None, points(a="met", b="partial", c="missed", d="missed"))
    one = replace(PROVENANCE, rubric_hash="cd" * 32)
    follow(app_engine, system, person, root, points(c="met", d="missed"), one, "And if it dies?")
    found = seen(app_engine, person, root.id)
    assert (found.made, found.points) == (2, 4)
    # held against a model answer of its own, of which something was said: no point of the question
    follow(app_engine, system, person, root, points(**{"derived-1": "met", "derived-2": "missed"}), one, "Why then?")
    found = seen(app_engine, person, root.id)
    assert (found.made, found.points) == (2, 4)
    # what it asks for stands in no rubric of the chain
    follow(app_engine, system, person, root, points(e="met"), one, "And then?")
    found = seen(app_engine, person, root.id)
    assert (found.made, found.points) == (None, None)


def test_claims_of_a_follow_up_s_model_answer_are_never_the_points_of_its_question(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    """Neither where another scorer judged the question, nor where both have one claim of the same id."""
    root = follow(app_engine, system, person, None, points(a="met", b="missed"))
    newer = replace(PROVENANCE, version="2", rubric_hash="cd" * 32)
    for _ in range(2):
        follow(app_engine, system, person, root, points(**{"derived-1": "met", "derived-2": "missed"}), newer, "Why then?")
    found = seen(app_engine, person, root.id)
    assert found.judge is not None and found.judge.version == "2"
    assert (found.made, found.points) == (None, None)
    short = follow(app_engine, system, person, None, points(**{"derived-whole": "met"}))
    other = replace(PROVENANCE, rubric_hash="cd" * 32)
    follow(app_engine, system, person, short, points(**{"derived-whole": "met"}), other, "Why?")
    found = seen(app_engine, person, short.id)
    assert (found.made, found.points) == (1, 1)


def test_the_0_of_a_question_that_nobody_can_judge_is_no_number(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    root = follow(app_engine, system, person, None, replace(score(0), points=(), gate="form_only"))
    found = seen(app_engine, person, root.id)
    assert (found.root.overall, found.root.scorer, found.stops_at) == (None, "offline", None)
    with as_person(app_engine, person) as conn:
        (line,) = page(conn, person.user_id, None, None, 10).items
    assert (line.overall, line.scorer) == (None, "offline")


def test_another_s_chain_is_not_there(app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person) -> None:
    theirs = follow(app_engine, system, stranger, None, 80)
    for answer_id in (theirs.id, new_id()):
        with pytest.raises(AnswerNotFound):
            seen(app_engine, person, answer_id)
