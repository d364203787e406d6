"""Banks and questions as lists: the one that ships for everybody, one's own for oneself."""

import unicodedata
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import Engine

from practice.bank import shipped
from practice.bank.browse import Filters, banks, question, questions
from practice.bank.model import Bank, Question, Section, Text
from practice.bank.store import public_id, store_bank
from practice.errors import QuestionNotFound
from tests.conftest import Person
from tests.practice.answers.given import as_person

MINE = Bank(
    "mine",
    Text(en="Mine"),
    license="CC0",
    sections=(Section("one", Text("하나", "One")), Section("two", Text("둘", "Two"))),
    questions=(
        Question("a", "one", Text("큐는 왜 나눕니까?", "Why split the Queue?"), axes=("depth",), difficulty=2, tags=("celery",)),
        Question("b", "two", Text(en="Why 100% of the tests?"), axes=("ai", "depth"), difficulty=5),
        Question("c", "two", Text(en="Say something about yourself."), tags=("warm-up", "celery")),
    ),
)


@pytest.fixture
def bank_id(app_engine: Engine, person: Person) -> UUID:
    with as_person(app_engine, person) as conn:
        return store_bank(conn, MINE, person.user_id)


def names(engine: Engine, person: Person, filters: Filters, limit: int = 100) -> list[str]:
    """The questions' own ids, page by page."""
    found: list[str] = []
    cursor = None
    with as_person(engine, person) as conn:
        while True:
            page, cursor = questions(conn, filters, cursor, limit)
            assert len(page) <= limit
            found += [listed.question.id for listed in page]
            if cursor is None:
                return found


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(bank="mine"), "abc"),
        (Filters(bank="mine", section="two"), "bc"),
        (Filters(bank="mine", axis="depth"), "ab"),
        (Filters(bank="mine", axis="ai"), "b"),
        (Filters(bank="mine", difficulty=5), "b"),
        (Filters(bank="mine", tag="celery"), "ac"),
        (Filters(bank="mine", words=("QUEUE",)), "a"),
        (Filters(bank="mine", words=("큐는", "split")), "a"),
        (Filters(bank="mine", words=(unicodedata.normalize("NFD", "나눕니까"),)), "a"),
        (Filters(bank="mine", words=("warm-up",)), "c"),
        (Filters(bank="mine", words=("%",)), "b"),
        (Filters(bank="mine", words=("_",)), ""),
        (Filters(bank="mine", words=("queue", "yourself")), ""),
        (Filters(bank="mine", section="two", axis="depth", difficulty=5), "b"),
        (Filters(bank="nobody's"), ""),
    ],
)
def test_a_list_is_narrowed(app_engine: Engine, person: Person, bank_id: UUID, filters: Filters, wanted: str) -> None:
    assert names(app_engine, person, filters) == list(wanted)


def test_a_question_in_decomposed_hangul_is_found(app_engine: Engine, person: Person) -> None:
    """As a YAML file that was written on macOS has it, and keeps it."""
    apart = unicodedata.normalize("NFD", "멱등성은 왜 필요한가요?")
    with as_person(app_engine, person) as conn:
        store_bank(conn, replace(MINE, questions=(Question("a", "one", Text(apart)),)), person.user_id)
    assert names(app_engine, person, Filters(bank="mine", words=("멱등성",))) == ["a"]


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_pages_are_complete_and_in_reading_order_across_banks(
    app_engine: Engine, person: Person, bank_id: UUID, limit: int
) -> None:
    wanted = [question.id for question in shipped.load().questions] + ["a", "b", "c"]
    assert names(app_engine, person, Filters(), limit) == wanted


def test_a_question_is_shown_under_its_public_id_with_its_sections_title(
    app_engine: Engine, person: Person, bank_id: UUID
) -> None:
    with as_person(app_engine, person) as conn:
        found = question(conn, public_id(bank_id, person.user_id, "b"))
    assert (found.bank, found.section_title, found.question) == ("mine", Text("둘", "Two"), MINE.questions[1])


def test_a_shipped_question_is_everybodys(app_engine: Engine) -> None:
    wanted = shipped.load().questions[0]
    with app_engine.begin() as conn:
        found = question(conn, wanted.id)
    assert (found.id, found.question) == (wanted.id, wanted)
    assert found.section_title


@pytest.mark.parametrize("own", [True, False], ids=["another person's", "one that is not there"])
def test_a_question_that_is_not_to_be_seen_is_not_found(
    app_engine: Engine, person: Person, stranger: Person, bank_id: UUID, own: bool
) -> None:
    name = public_id(bank_id, person.user_id, "a") if own else "no-such-question"
    with pytest.raises(QuestionNotFound), as_person(app_engine, stranger) as conn:
        question(conn, name)
    with pytest.raises(QuestionNotFound), app_engine.begin() as conn:
        question(conn, name)


def test_anothers_bank_is_in_no_list(app_engine: Engine, stranger: Person, bank_id: UUID) -> None:
    assert names(app_engine, stranger, Filters(bank="mine")) == []
    with as_person(app_engine, stranger) as conn:
        assert [bank.slug for bank in banks(conn)] == [shipped.load().slug]


def test_the_shipped_bank_comes_first_and_each_section_is_counted(app_engine: Engine, person: Person, bank_id: UUID) -> None:
    with as_person(app_engine, person) as conn:
        first, mine = banks(conn)
    assert (first.own, first.questions) == (False, len(shipped.load().questions))
    assert sum(n for _, n in first.sections) == first.questions
    assert (mine.slug, mine.title, mine.license, mine.own, mine.questions) == ("mine", MINE.title, "CC0", True, 3)
    assert mine.sections == ((MINE.sections[0], 1), (MINE.sections[1], 2))
