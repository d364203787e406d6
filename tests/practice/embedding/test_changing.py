"""A change of the model: searches stay with the old vectors until the new ones cover everything, then all at once."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding import changing
from practice.embedding.active import Serving, filling, hold_active, serving
from practice.embedding.answers import AnswerVectors
from practice.embedding.models import HubWeights, ModelSpec
from practice.embedding.port import Vectors
from practice.embedding.query import SearchFilters
from practice.embedding.search import by_meaning
from practice.embedding.sources import Item
from practice.embedding.vectors import ModelChanged, ToEmbed, store_vectors, write_vectors
from practice.errors import BacktalkError
from practice.search.passages import Passage
from tests.conftest import Person
from tests.practice.answers.given import as_person, rows
from tests.practice.embedding.vectored import SERVING, SPEC, at_cosine, query, store

DEFAULT = SPEC.name
NEXT = replace(SPEC, name="someone/bigger", dimensions=8, engine="pytorch", weights=HubWeights("someone/bigger", "main"))
SECOND = Serving(NEXT, slot=2)


def vector(place: int) -> Vectors:
    return np.eye(1, 8, place, dtype=np.float32)[0]


def made(place: int) -> AnswerVectors:
    return AnswerVectors(vector(place), ((0, 3), (3, 5)), np.stack([vector(place), vector(7)]))


def fill(system: WorkerDatabase, limit: int = 2) -> int:
    """One batch, as a worker does it."""
    old = system.run(lambda conn: changing.take(conn, SERVING, SECOND, limit))
    system.run(lambda conn: changing.store(conn, SECOND, old, [made(place) for place in range(len(old))]))
    return len(old)


def states(system: WorkerDatabase) -> dict[str, str]:
    return {one.name: one.state for one in system.run(changing.models)}


@pytest.fixture
def begun(system: WorkerDatabase, person: Person) -> list[Any]:
    """Five answers in the first model, and the change begun."""
    ids = store(system, person, [at_cosine(0.9, seed) for seed in range(5)])
    system.run(lambda conn: changing.begin(conn, NEXT, DEFAULT))
    return ids


def test_before_anything_is_embedded_the_default_is_active_in_the_first_slot(system: WorkerDatabase) -> None:
    assert system.run(lambda conn: serving(conn, DEFAULT)) == SERVING
    assert states(system) == {}
    assert system.run(lambda conn: hold_active(conn, SERVING)) is True
    assert states(system) == {DEFAULT: "active"}
    assert system.run(lambda conn: hold_active(conn, SECOND)) is False


def test_another_s_facts_are_stored_with_it(system: WorkerDatabase, begun: list[Any], app_engine: Engine, person: Person) -> None:
    assert system.run(filling) == SECOND
    with as_person(app_engine, person) as conn:
        assert serving(conn, "no matter") == SERVING


def test_the_application_may_not_decide_which_model_is_active(app_engine: Engine, person: Person, begun: list[Any]) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), as_person(app_engine, person) as conn:
        conn.execute(text("update embedding_models set state = 'retired' where state = 'active'"))


def test_searches_stay_with_the_old_vectors_until_all_is_covered_then_switch(
    app_engine: Engine, system: WorkerDatabase, person: Person, begun: list[Any]
) -> None:
    for expected in (2, 2, 1, 0):
        with as_person(app_engine, person) as conn:
            now = serving(conn, DEFAULT)
            assert now == SERVING
            assert len(by_meaning(conn, person.user_id, now, query(), SearchFilters(), 10)) == 5
        assert fill(system) == expected
    assert [(one.done, one.total) for one in system.run(changing.models) if one.name == NEXT.name] == [(5, 5)]
    assert system.run(lambda conn: changing.switch(conn, SERVING, SECOND, ())) is True
    with as_person(app_engine, person) as conn:
        now = serving(conn, DEFAULT)
        assert now == SECOND
        assert len(by_meaning(conn, person.user_id, now, vector(0), SearchFilters(), 10)) == 5
        # a search that had begun in the old model ends in it
        assert len(by_meaning(conn, person.user_id, SERVING, query(), SearchFilters(), 10)) == 5


def test_it_does_not_switch_while_an_answer_is_missing_and_finds_what_a_dead_worker_took(
    system: WorkerDatabase, person: Person, begun: list[Any]
) -> None:
    lost = system.run(lambda conn: changing.take(conn, SERVING, SECOND, 2))
    while fill(system):
        pass
    assert system.run(lambda conn: changing.switch(conn, SERVING, SECOND, ())) is False
    again = system.run(lambda conn: changing.take(conn, SERVING, SECOND, 9))
    assert [one.answer_id for one in again] == [one.answer_id for one in lost] == begun[:2]


def test_two_workers_take_different_answers(system: WorkerDatabase, begun: list[Any]) -> None:
    taken = [system.run(lambda conn: changing.take(conn, SERVING, SECOND, 3)) for _ in range(2)]
    assert [one.answer_id for part in taken for one in part] == begun


def test_an_answer_that_comes_meanwhile_gets_both(system: WorkerDatabase, person: Person, begun: list[Any]) -> None:
    while fill(system):
        pass
    late = store(system, person, [at_cosine(0.5)])
    assert system.run(lambda conn: changing.switch(conn, SERVING, SECOND, ())) is False
    assert fill(system) == 1
    assert system.run(lambda conn: changing.switch(conn, SERVING, SECOND, ())) is True
    both = rows(system, "select vector_dims(embedding), vector_dims(second_embedding) from answers where id = :id", id=late[0])
    assert both == [(384, 8)]


def test_an_answer_deleted_meanwhile_is_left_out(system: WorkerDatabase, begun: list[Any]) -> None:
    old = system.run(lambda conn: changing.take(conn, SERVING, SECOND, 2))
    system.run(lambda conn: conn.execute(text("delete from answers where id = :id"), {"id": begun[0]}))
    assert system.run(lambda conn: changing.store(conn, SECOND, old, [made(0), made(1)])) == 1


class Bank:
    """A source with one text."""

    def __init__(self) -> None:
        self.stored: list[str] = []

    def missing(self, conn: Connection, model: str, limit: int) -> list[Item]:
        return [] if model in self.stored else [Item("q", "text")]

    def store(self, conn: Connection, model: str, items: list[Item], vectors: Vectors) -> None:
        self.stored.append(model)

    def drop(self, conn: Connection, model: str) -> None:
        self.stored.remove(model)


def test_it_does_not_switch_before_the_other_texts_are_covered(system: WorkerDatabase, begun: list[Any]) -> None:
    bank = Bank()
    while fill(system):
        pass
    assert system.run(lambda conn: changing.switch(conn, SERVING, SECOND, [bank])) is False
    bank.stored.append(NEXT.name)
    assert system.run(lambda conn: changing.switch(conn, SERVING, SECOND, [bank])) is True


def test_vectors_that_were_made_before_a_switch_are_not_stored_after_it(
    system: WorkerDatabase, person: Person, begun: list[Any]
) -> None:
    while fill(system):
        pass
    system.run(lambda conn: changing.switch(conn, SERVING, SECOND, ()))
    with pytest.raises(ModelChanged):
        system.run(lambda conn: store_vectors(conn, SERVING, list[ToEmbed](), [], 5))


def test_old_vectors_are_dropped_on_command_in_steps(system: WorkerDatabase, person: Person, begun: list[Any]) -> None:
    while fill(system):
        pass
    system.run(lambda conn: changing.switch(conn, SERVING, SECOND, ()))
    steps = []
    while step := system.run(lambda conn: changing.drop_some(conn, 2)):
        steps.append(step)
    assert steps == [(DEFAULT, 2), (DEFAULT, 2), (DEFAULT, 1), (DEFAULT, 0)]
    assert rows(system, "select count(embedding), count(second_embedding) from answers") == [(0, 5)]
    assert states(system) == {NEXT.name: "active"}


def test_a_change_called_off_can_be_taken_up_again_or_dropped(system: WorkerDatabase, begun: list[Any]) -> None:
    fill(system)
    assert system.run(changing.cancel) == NEXT.name
    system.run(lambda conn: changing.begin(conn, NEXT, DEFAULT))
    assert [(one.done, one.total) for one in system.run(changing.models) if one.name == NEXT.name] == [(2, 5)]
    system.run(changing.cancel)
    while system.run(lambda conn: changing.drop_some(conn, 10)):
        pass
    assert rows(system, "select count(*) from answer_windows") == [(0,)]


def test_a_change_called_off_is_not_switched_to(system: WorkerDatabase, begun: list[Any]) -> None:
    """By a worker that found it covered just before."""
    while fill(system):
        pass
    assert system.run(changing.cancel) == NEXT.name
    assert system.run(lambda conn: changing.switch(conn, SERVING, SECOND, ())) is False
    assert states(system) == {DEFAULT: "active", NEXT.name: "retired"}


def test_vectors_of_other_prefixes_are_not_taken_for_the_next_model_s(system: WorkerDatabase, begun: list[Any]) -> None:
    fill(system)
    system.run(changing.cancel)
    other = replace(NEXT, passage_prefix="text: ")
    with pytest.raises(changing.CannotChange, match=r"other weights or prefixes .* --drop-old"):
        system.run(lambda conn: changing.begin(conn, other, DEFAULT))
    system.run(lambda conn: [changing.drop_some(conn, 10, ()) for _ in range(2)])
    system.run(lambda conn: changing.begin(conn, other, DEFAULT))
    found = system.run(filling)
    assert found is not None and found.spec.passage_prefix == "text: "


@pytest.mark.parametrize(
    ("spec", "words"),
    [(SPEC, "active model already"), (replace(NEXT, name="a/third"), r"someone/bigger \(filling\).*--cancel")],
)
def test_a_change_that_cannot_begin_says_what_to_do(
    system: WorkerDatabase, begun: list[Any], spec: ModelSpec, words: str
) -> None:
    with pytest.raises(BacktalkError, match=words):
        system.run(lambda conn: changing.begin(conn, spec, DEFAULT))


def test_a_change_without_a_worker_is_noticed_once_in_a_while(system: WorkerDatabase, begun: list[Any]) -> None:
    def nudge(idle_s: float) -> bool:
        return system.run(lambda conn: changing.needs_nudge(conn, DEFAULT, idle_s, ()))

    assert [nudge(3600), nudge(3600), nudge(0)] == [True, False, True]
    system.run(changing.cancel)
    assert nudge(0) is False


def test_the_best_passage_of_each_answer_is_known(system: WorkerDatabase, app_engine: Engine, person: Person) -> None:
    first, second, short = store(system, person, [query()] * 3)
    vectors = AnswerVectors(query(), ((0, 40), (41, 90)), np.stack([at_cosine(0.2), at_cosine(0.8)]))
    other = AnswerVectors(query(), ((0, 10), (10, 20)), np.stack([at_cosine(0.9), at_cosine(0.1)]))
    system.run(lambda conn: write_vectors(conn, SERVING, person.user_id, first, vectors))
    system.run(lambda conn: write_vectors(conn, SERVING, person.user_id, second, other))
    with as_person(app_engine, person) as conn:
        hits = by_meaning(conn, person.user_id, SERVING, query(), SearchFilters(), 3)
    assert {hit.answer_id: hit.passage for hit in hits} == {first: Passage(41, 90), second: Passage(0, 10), short: None}
