"""Which question is this about, which model answer says it well: near enough to exact, and only what one may read."""

from dataclasses import replace

import numpy as np
from sqlalchemy import Connection, Engine, text

from practice.bank.model import Bank, Question, Section, Text
from practice.bank.store import store_bank
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding import changing
from practice.embedding.active import hold_active
from practice.embedding.port import Vectors
from practice.search.bank import Near, near_by_meaning, near_by_words
from practice.search.bank_source import BankSource
from tests.conftest import Person
from tests.practice.answers.given import as_person, change
from tests.practice.embedding.vectored import SERVING, SPEC, query

SOURCE = BankSource()
NEXT = replace(SPEC, name="someone/other")


def scattered(count: int, seed: int = 5) -> Vectors:
    found = np.random.default_rng(seed).normal(size=(count, SPEC.dimensions)).astype(np.float32)
    unit: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def filled(system: WorkerDatabase, model: str = SPEC.name) -> int:
    """Vectors for everything that lacks one, as the worker does it, batch by batch; returns how many."""
    done = 0

    def step(conn: Connection) -> int:
        items = SOURCE.missing(conn, model, 8)
        SOURCE.store(conn, model, items, scattered(len(items), done))
        return len(items)

    while count := system.run(step):
        done += count
    return done


def of_mine(person: Person, text_ko: str = "내 질문은 무엇인가요?") -> Bank:
    question = Question("mine", "s", Text(ko=text_ko), answer=Text(ko="내 모범 답안입니다."))
    return Bank("my-bank", Text(ko="내 문제집"), sections=(Section("s", Text(ko="절")),), questions=(question,))


def near(engine: Engine, person: Person, vector: Vectors, limit: int = 10) -> list[Near]:
    with as_person(engine, person) as conn:
        return near_by_meaning(conn, SPEC, vector, limit)


def test_every_text_of_the_banks_gets_one_vector_for_a_model(system: WorkerDatabase) -> None:
    texts = system.run(lambda conn: conn.scalar(text("select count(*) from questions"))) * 4
    assert filled(system) == texts
    assert filled(system) == 0
    assert filled(system, "another-model") == texts


def test_an_edited_question_is_embedded_again(system: WorkerDatabase, person: Person) -> None:
    system.run(lambda conn: store_bank(conn, of_mine(person), person.user_id))
    filled(system)
    system.run(lambda conn: store_bank(conn, of_mine(person, "바뀐 질문은 무엇인가요?"), person.user_id))
    assert filled(system) == 2
    texts = system.run(
        lambda conn: list(conn.scalars(text("select text from bank_passages where user_id is not null order by 1")))
    )
    assert texts == ["내 모범 답안입니다.", "바뀐 질문은 무엇인가요?"]


def test_vectors_of_a_model_out_of_use_are_dropped_and_the_other_s_stay(system: WorkerDatabase) -> None:
    texts = filled(system)
    system.run(lambda conn: hold_active(conn, SERVING))
    system.run(lambda conn: changing.begin(conn, NEXT, SPEC.name))
    assert filled(system, NEXT.name) == texts
    system.run(changing.cancel)
    while system.run(lambda conn: changing.drop_some(conn, 10)):
        pass
    left = system.run(lambda conn: conn.execute(text("select model, count(*) from bank_passages group by model")).all())
    assert [tuple(row) for row in left] == [(SPEC.name, texts)]


def test_it_finds_what_an_exact_search_finds(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    filled(system)
    with as_person(app_engine, person) as conn:
        rows = conn.execute(text("select question_id, part, embedding::text from bank_passages")).all()
    stored = np.array([[float(x) for x in row[2].strip("[]").split(",")] for row in rows])
    found = wanted = 0
    for vector in scattered(10, seed=99):
        order = np.argsort(-(stored @ vector), kind="stable")
        exact = list(dict.fromkeys((rows[place][0], rows[place][1]) for place in order))[:10]
        got = [(one.question_id, one.part) for one in near(app_engine, person, vector)]
        assert len(got) == 10
        found, wanted = found + len(set(got) & set(exact)), wanted + 10
    assert found >= 0.95 * wanted


def test_one_finds_ones_own_bank_and_nobody_elses(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    system.run(lambda conn: store_bank(conn, of_mine(person), person.user_id))
    filled(system)
    change(system, "update bank_passages set embedding = cast(:v as vector) where user_id is not null", v=str(query().tolist()))
    assert near(app_engine, person, query())[0].similarity == 1.0
    assert near(app_engine, person, query())[0].question_id.endswith(".mine")
    # the nearest rows are another's: the filter behind the index costs none of those that were asked for
    theirs = near(app_engine, stranger, query())
    assert len(theirs) == 10
    assert not [one for one in theirs if one.question_id.endswith(".mine")]


def test_parts_and_languages_can_be_asked_for_and_words_do_without_an_encoder(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    filled(system)
    with as_person(app_engine, person) as conn:
        answers = near_by_meaning(conn, SPEC, query(), 5, "answer", "en")
        worded = near_by_words(conn, SPEC, "컨슈머 랙이 쌓일 때", 5, "question")
    assert {(one.part, one.lang) for one in answers} == {("answer", "en")}
    assert len(answers) == 5
    assert "랙" in worded[0].snippet
