"""Banks come into the database whole, change in place, and lose nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from practice.bank import shipped
from practice.bank.body import from_body, to_body
from practice.bank.browse import Filters, question, questions
from practice.bank.model import Bank, FollowUp, Question, RubricPoint, Section, Text, Texts
from practice.bank.store import public_id, store_bank
from practice.db.unit_of_work import WorkerDatabase
from tests.conftest import Person
from tests.practice.answers.given import as_person, row, rows, send, submission, together

FULL = Question(
    "why",
    "s",
    Text("왜?", "Why?"),
    axes=("depth", "ai"),
    difficulty=3,
    time_s=90,
    tags=("queue",),
    answer=Text(en="Because."),
    rubric=(RubricPoint("p", -2, Text("말"), Texts(ko=("힌트",)), ("ai",)),),
    followups=(FollowUp("f", Text(en="And?"), "p"),),
)


def bank_of(*questions: Question, slug: str = "mine") -> Bank:
    return Bank(slug, Text("나의 것", "Mine"), sections=(Section("s", Text(en="S")),), questions=questions)


def plain(name: str, words: str = "Why?") -> Question:
    return Question(name, "s", Text(en=words))


def imported(engine: Engine, person: Person, bank: Bank) -> object:
    with as_person(engine, person) as conn:
        return store_bank(conn, bank, person.user_id)


def order(engine: Engine, person: Person, limit: int = 100) -> list[str]:
    """The ids of a person's own questions, page by page."""
    names, cursor = [], None
    with as_person(engine, person) as conn:
        while True:
            found, cursor = questions(conn, Filters(bank="mine"), cursor, limit)
            names += [listed.question.id for listed in found]
            if cursor is None:
                return names


def test_a_question_comes_back_as_it_went_in(app_engine: Engine, person: Person) -> None:
    bank_id = imported(app_engine, person, bank_of(FULL))
    with as_person(app_engine, person) as conn:
        assert question(conn, public_id(bank_id, person.user_id, "why")).question == FULL  # type: ignore[arg-type]


def test_a_question_stored_before_points_had_axes_is_read() -> None:
    body = to_body(FULL)
    for point in body["rubric"]:
        del point["axes"]
    assert from_body(body) == replace(FULL, rubric=(replace(FULL.rubric[0], axes=()),))


def test_the_shipped_bank_is_there_whole(system: WorkerDatabase) -> None:
    bank = shipped.load()
    stored = rows(system, "select id, body from questions where user_id is null order by position")
    assert [name for name, _ in stored] == [question.id for question in bank.questions]
    assert tuple(from_body(body) for _, body in stored) == bank.questions


def test_storing_again_changes_nothing(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    imported(app_engine, person, bank_of(FULL, plain("b")))
    before = rows(system, "select * from questions order by id")
    imported(app_engine, person, bank_of(FULL, plain("b")))
    assert rows(system, "select * from questions order by id") == before


def test_only_what_changed_gets_a_new_time(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    imported(app_engine, person, bank_of(plain("a"), plain("b")))
    before = dict(rows(system, "select local_id, updated_at from questions where user_id is not null"))
    imported(app_engine, person, bank_of(plain("a"), replace(FULL, id="b")))
    after = dict(rows(system, "select local_id, updated_at from questions where user_id is not null"))
    assert after["a"] == before["a"]
    assert after["b"] > before["b"]
    changed = row(system, "select axes, tags, difficulty, words from questions where local_id = 'b' and user_id is not null")
    assert (changed.axes, changed.tags, changed.difficulty) == (["depth", "ai"], ["queue"], 3)
    assert changed.words == "왜?\nwhy?\nqueue"


def test_a_new_order_is_kept(app_engine: Engine, person: Person) -> None:
    imported(app_engine, person, bank_of(plain("a"), plain("b"), plain("c")))
    imported(app_engine, person, bank_of(plain("c"), plain("new"), plain("a"), plain("b")))
    assert order(app_engine, person) == ["c", "new", "a", "b"]


def test_a_question_that_is_left_out_stays_behind_the_others_with_its_answers(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    bank_id = imported(app_engine, person, bank_of(*(plain(name) for name in "abcd")))
    answered = public_id(bank_id, person.user_id, "b")  # type: ignore[arg-type]
    send(app_engine, person, submission(question_id=answered))
    imported(app_engine, person, bank_of(plain("d"), plain("new"), plain("c")))
    assert order(app_engine, person) == ["d", "new", "c", "a", "b"]
    assert rows(system, "select question_id from answers") == [(answered,)]


def test_answers_follow_their_question_into_another_section(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    """They are searched and counted by the copies that they hold."""
    for who in (person, stranger):
        bank_id = imported(app_engine, who, bank_of(plain("a"), plain("b")))
        for name in "ab":
            send(app_engine, who, submission(question_id=public_id(bank_id, who.user_id, name)))  # type: ignore[arg-type]
    imported(app_engine, person, bank_of(replace(plain("a"), section="t", axes=("depth",)), plain("b")))
    held = "select question_id, section, axes from answers where user_id = :who order by id"
    mine, theirs = (
        system.run(lambda conn, who=who: conn.execute(text(held), {"who": who.user_id}).all()) for who in (person, stranger)
    )  # type: ignore[misc]
    assert [(section, axes) for _, section, axes in mine] == [("t", ["depth"]), ("s", [])]
    assert [(section, axes) for _, section, axes in theirs] == [("s", []), ("s", [])]


@pytest.mark.parametrize("limit", [1, 2])
def test_pages_lose_nothing_after_questions_were_left_out(app_engine: Engine, person: Person, limit: int) -> None:
    """Two questions in one place would be one too few where a page ends between them."""
    for names in ("abcd", "cx", "y", "xa"):
        imported(app_engine, person, bank_of(*(plain(name) for name in names)))
        whole = order(app_engine, person)
        assert order(app_engine, person, limit) == whole
        assert len(whole) == len(set(whole))
    assert sorted(whole) == list("abcdxy")


def test_a_bank_has_its_head_changed_in_place(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    first = imported(app_engine, person, bank_of(plain("a")))
    second = imported(app_engine, person, replace(bank_of(plain("a")), title=Text(en="Renamed"), license="CC0"))
    assert first == second
    stored = row(system, "select title, license from banks where user_id is not null")
    assert (stored.title, stored.license) == ({"ko": None, "en": "Renamed"}, "CC0")


def test_a_bank_without_questions_is_a_bank(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    imported(app_engine, person, bank_of())
    assert rows(system, "select slug from banks where user_id is not null") == [("mine",)]


def test_two_people_may_have_banks_and_questions_of_the_same_name(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    one, other = imported(app_engine, person, bank_of(plain("a"))), imported(app_engine, stranger, bank_of(plain("a", "Else?")))
    assert one != other
    assert order(app_engine, person) == order(app_engine, stranger) == ["a"]
    assert len(set(rows(system, "select id from questions where user_id is not null"))) == 2


def test_the_same_bank_at_once_is_stored_once(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    bank = bank_of(*(plain(f"q{n}") for n in range(20)))
    assert len(set(together([lambda: imported(app_engine, person, bank)] * 4))) == 1
    assert order(app_engine, person) == [question.id for question in bank.questions]


def test_nobody_writes_into_the_bank_that_ships(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    before = rows(system, "select id, body from questions order by id")
    with pytest.raises(ProgrammingError, match="row-level security"), as_person(app_engine, person) as conn:
        store_bank(conn, replace(shipped.load(), questions=(plain("mine"),)), None)
    assert rows(system, "select id, body from questions order by id") == before
