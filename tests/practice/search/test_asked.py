"""An answer is found by what was asked too: who answers need not repeat it."""

from uuid import UUID

import pytest
from sqlalchemy import Engine, delete

from practice.bank.model import Bank, Question, Section, Text
from practice.bank.store import public_id, store_bank
from practice.db.tables import BankPassage
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.models import calibrated
from practice.search.asked import asked
from practice.search.fusion import ASKED, words_weight
from practice.search.words import query_words
from tests.conftest import Person
from tests.practice.answers.given import as_person
from tests.practice.embedding.vectored import SPEC, at_cosine, store
from tests.practice.search.test_bank import filled
from tests.practice.search.test_hybrid import found

STEW = Question(
    "stew", "s", Text(ko="김치찌개는 어떻게 끓이나요?", en="How do you cook it?"), answer=Text(ko="돼지고기를 먼저 볶는다.")
)
RICE = Question("rice", "s", Text(ko="밥은 어떻게 짓나요?"), answer=Text(ko="쌀을 불린다."))
KITCHEN = Bank("kitchen", Text(ko="부엌"), sections=(Section("s", Text(ko="절")),), questions=(STEW, RICE))
KEPT, STEAMED = "묵은 것을 기름에 볶습니다.", "불을 줄이고 뜸을 들입니다."


@pytest.fixture
def kitchen(system: WorkerDatabase, person: Person) -> UUID:
    bank = system.run(lambda conn: store_bank(conn, KITCHEN, person.user_id))
    filled(system)
    return bank


def given(system: WorkerDatabase, person: Person, bank: UUID, question: str, text: str, cosine: float) -> UUID:
    named = public_id(bank, person.user_id, question)
    return store(system, person, [at_cosine(cosine)], question_id=named, text=text, lang="ko")[0]


def scores(engine: Engine, person: Person, query: str) -> dict[str, float]:
    with as_person(engine, person) as conn:
        words = query_words(conn, query)
        assert words is not None
        return asked(conn, person.user_id, SPEC.name, words)


@pytest.mark.parametrize("words", ["김치찌개", "돼지고기", "how to cook"], ids=["question", "model answer", "other language"])
def test_words_of_the_question_or_its_model_answer_find_its_answers(
    app_engine: Engine, system: WorkerDatabase, person: Person, kitchen: UUID, words: str
) -> None:
    rice = given(system, person, kitchen, "rice", STEAMED, 0.823)
    stew = given(system, person, kitchen, "stew", KEPT, 0.82)
    assert [hit.answer_id for hit in found(app_engine, person, words)] == [stew, rice]
    assert [hit.answer_id for hit in found(app_engine, person, "아무 상관 없는 이야기")] == [rice, stew]


def test_a_word_of_the_answer_itself_weighs_more(
    app_engine: Engine, system: WorkerDatabase, person: Person, kitchen: UUID
) -> None:
    stew = given(system, person, kitchen, "stew", KEPT, 0.82)
    said = given(system, person, kitchen, "rice", "김치찌개와 먹을 밥입니다.", 0.82)
    assert [hit.answer_id for hit in found(app_engine, person, "김치찌개")] == [said, stew]


def test_each_answer_gets_its_share_of_what_its_question_has(
    app_engine: Engine, system: WorkerDatabase, person: Person, kitchen: UUID
) -> None:
    stew = given(system, person, kitchen, "stew", KEPT, 0.82)
    ((question, score),) = scores(app_engine, person, "김치찌개").items()
    (hit,) = found(app_engine, person, "김치찌개")
    assert (hit.answer_id, hit.question_id) == (stew, question)
    fused = 0.82 + words_weight(SPEC) * ASKED * score
    assert hit.similarity == pytest.approx(calibrated(SPEC, fused, "query"), abs=1e-5)


@pytest.mark.usefixtures("kitchen")
def test_only_questions_that_one_has_answered_are_weighed(app_engine: Engine, person: Person) -> None:
    assert scores(app_engine, person, "김치찌개") == {}


def test_nothing_is_weighed_while_a_question_that_one_has_answered_waits_for_its_passages(
    app_engine: Engine, system: WorkerDatabase, person: Person, kitchen: UUID
) -> None:
    given(system, person, kitchen, "stew", KEPT, 0.82)
    given(system, person, kitchen, "rice", STEAMED, 0.82)
    assert len(scores(app_engine, person, "김치찌개")) == 1
    system.run(lambda conn: conn.execute(delete(BankPassage).where(BankPassage.question_id.endswith("rice"))))
    assert scores(app_engine, person, "김치찌개") == {}
