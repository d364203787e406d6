"""Meaning and words together: exact, in one statement, and a sentence typed word by word finds its answer."""

import unicodedata
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, event

from practice.bank import shipped
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.answers import AnswerVectors
from practice.embedding.engine import Engine as ModelEngine
from practice.embedding.query import SearchFilters
from practice.embedding.search import Hit
from practice.embedding.vectors import write_vectors
from practice.scoring.sentences import sentences
from practice.search.fusion import words_weight
from practice.search.hybrid import by_both, by_words
from practice.search.passages import Passage
from practice.search.words import query_words
from tests.conftest import Person
from tests.practice.answers.given import QUESTION, as_person
from tests.practice.embedding.vectored import SERVING, SPEC, at_cosine, query, store
from tests.practice.search.test_bank import filled

NONE = SearchFilters()
ASKED_OF_ALL = shipped.load().questions[0].text.en or ""


def found(engine: Engine, person: Person, asked: str, vector: Any = None, limit: int = 20) -> list[Hit]:
    with as_person(engine, person) as conn:
        return by_both(conn, person.user_id, SERVING, query() if vector is None else vector, asked, NONE, limit)


def words(engine: Engine, person: Person, asked: str, limit: int = 20) -> list[tuple[UUID, float]]:
    with as_person(engine, person) as conn:
        hits = by_words(conn, person.user_id, asked, NONE, limit)
        return [(hit.answer_id, round(hit.similarity, 1)) for hit in hits]


def test_words_raise_an_answer_that_has_them(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    (plain,) = store(system, person, [at_cosine(0.9, 1)], text="Something about another matter altogether.")
    (worded,) = store(system, person, [at_cosine(0.89, 2)], text="We drained the connection pool before the rollout.")
    assert [hit.answer_id for hit in found(app_engine, person, "drained the connection pool")] == [worded, plain]
    assert [hit.answer_id for hit in found(app_engine, person, "nowhere to be seen")] == [plain, worded]
    assert [hit.answer_id for hit in found(app_engine, person, "?!")] == [plain, worded]


def test_it_is_the_sum_of_both_for_every_answer(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    """Against every cosine and every product, computed here."""
    texts = [answer for question in shipped.load().questions[:40] if (answer := question.answer.ko)]
    chance = np.random.default_rng(3).uniform(0.8, 0.9, len(texts))
    stored = [
        store(system, person, [at_cosine(cosine, seed)], text=text)[0]
        for seed, (cosine, text) in enumerate(zip(chance, texts, strict=True))
    ]
    asked = "컨슈머 랙이 쌓이면 무엇부터 확인하나요?"
    with as_person(app_engine, person) as conn:
        told = query_words(conn, asked)
        assert told is not None
        rows = {row[0]: row[1] for row in conn.exec_driver_sql("select id, words::text from answers")}
    weights = dict(zip((i + 1 for i in told.vector.indices()), told.vector.values(), strict=True))
    sums = [
        cosine + words_weight(SPEC) * product(rows[answer_id], weights) for answer_id, cosine in zip(stored, chance, strict=True)
    ]
    order = [stored[place] for place in np.argsort(-np.array(sums), kind="stable")]
    assert [hit.answer_id for hit in found(app_engine, person, asked, limit=100)] == order


def product(stored: str, weights: dict[int, float]) -> float:
    pairs = (pair.split(":") for pair in stored.strip("{").partition("}")[0].split(","))
    return sum(float(value) * weights.get(int(place), 0.0) for place, value in pairs)


def rows_read(plan: dict[str, Any]) -> Iterator[float]:
    """Of answers, those that a filter took out too."""
    if plan.get("Relation Name") == "answers":
        yield plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    for below in plan.get("Plans", []):
        yield from rows_read(below)


def test_the_fused_statement_is_without_a_join(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    filled(system)
    store(system, person, [at_cosine(0.5, seed) for seed in range(30)])
    store(system, stranger, [at_cosine(0.9, seed) for seed in range(300)])
    sent: list[tuple[str, Any]] = []
    event.listen(
        app_engine, "before_cursor_execute", lambda _c, _k, statement, parameters, *_: sent.append((statement, parameters))
    )
    assert len(found(app_engine, person, ASKED_OF_ALL, limit=20)) == 20
    (fused,) = [one for one in sent if "picks" in one[0]]
    assert list(fused[1]["questions"].obj) == [QUESTION]
    with as_person(app_engine, person) as conn:
        (plan,) = conn.exec_driver_sql("explain (analyze, timing off, format json) " + fused[0], fused[1]).scalar_one()
    assert ("Join" in str(plan), "Nested Loop" in str(plan), "hnsw" in str(plan)) == (False, False, False)
    # one scan scores them all, the other reads what is shown
    assert sorted(rows_read(plan["Plan"])) == [20, 30]


def test_every_sentence_of_past_answers_finds_its_answer_first(
    app_engine: Engine, system: WorkerDatabase, person: Person, engine: ModelEngine
) -> None:
    """Typed word by word, from the beginning, the middle and the end of Korean answers."""
    answers = [question.answer.ko for question in shipped.load().questions if question.answer.ko]
    vectors = engine.encode([answer[:120] for answer in answers], "passage")
    stored = [store(system, person, [vector], text=answer, lang="ko")[0] for answer, vector in zip(answers, vectors, strict=True)]
    asked = [
        (place, spans[n]) for place, answer in enumerate(answers) for spans in [spoken(answer)] for n in (0, len(spans) // 2, -1)
    ]
    asked = asked[::3]
    missed = []
    for (place, sentence), vector in zip(asked, engine.encode([text for _, (text, _) in asked], "query"), strict=True):
        first = found(app_engine, person, sentence[0], vector, limit=1)[0]
        if first.answer_id != stored[place] or first.passage != sentence[1]:
            missed.append(sentence[0])
    assert missed == []


def spoken(answer: str) -> list[tuple[str, Passage]]:
    """Its sentences that say something, with where they stand."""
    return [(span.text, Passage(span.start, span.end)) for span in sentences(answer) if len(span.text) >= 20]


def test_a_sentence_in_the_middle_of_a_long_answer_is_found_and_marked(
    app_engine: Engine, system: WorkerDatabase, person: Person, engine: ModelEngine
) -> None:
    answers = [question.answer.ko or "" for question in shipped.load().questions]
    long = "\n\n".join(answers[:12])
    vector = engine.encode([long[:400]], "passage")[0]
    (wanted,) = store(system, person, [vector], text=long, lang="ko")
    store(system, person, list(engine.encode([answer[:120] for answer in answers[12:]], "passage")), text="다른 답변입니다.")
    sentence, place = spoken(long)[len(spoken(long)) // 2]
    (first,) = found(app_engine, person, sentence, engine.encode([sentence], "query")[0], limit=1)
    assert (first.answer_id, first.passage) == (wanted, place)


def test_the_window_nearest_in_meaning_is_shown_where_words_do_not_decide(
    app_engine: Engine, system: WorkerDatabase, person: Person
) -> None:
    (answer_id,) = store(system, person, [None], text="첫째 문단은 큐에 대한 글. " * 3)
    made = AnswerVectors(query(), ((0, 10), (10, 30)), np.stack([at_cosine(0.2), at_cosine(0.9)]))
    system.run(lambda conn: write_vectors(conn, SERVING, person.user_id, answer_id, made))
    (hit,) = found(app_engine, person, "unrelated words")
    assert hit.passage == Passage(10, 30)


def test_without_an_encoder_the_share_of_the_words_decides(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    (both,) = store(system, person, [None], text="A Queue keeps what is WAITING.")
    (one,) = store(system, person, [query()], text="The queue.")
    store(system, person, [None], text="Something else")
    first, second = words(app_engine, person, "queue waiting")
    assert (first[0], second[0]) == (both, one)
    assert first[1] > second[1] > 0
    assert words(app_engine, person, "queue waiting", limit=1) == [first]
    assert words(app_engine, person, "nowhere") == []
    assert words(app_engine, person, "   ") == []


@pytest.mark.parametrize("asked", ["큐를", "큐", unicodedata.normalize("NFD", "큐를"), "나눕니다", "큐를나눕니다"])
def test_words_are_found_in_korean(app_engine: Engine, system: WorkerDatabase, person: Person, asked: str) -> None:
    (wanted,) = store(system, person, [None], text="우리는 큐를 나눕니다.")
    store(system, person, [None], text="배포를 되돌렸습니다.")
    assert [answer_id for answer_id, _ in words(app_engine, person, asked)] == [wanted]


@pytest.mark.parametrize("asked", ["100%", "_", "\\", "'; drop table answers; --", "%s %(x)s", ":name"])
def test_signs_of_other_languages_are_words_like_any(
    app_engine: Engine, system: WorkerDatabase, person: Person, asked: str
) -> None:
    (wanted,) = store(system, person, [None], text=f"It said {asked} there.")
    store(system, person, [None], text="plain text")
    assert words(app_engine, person, asked) == [(wanted, 1.0)]


def test_a_flood_of_words_is_no_harm(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    flood = " ".join(f"word{n}" for n in range(3000))
    (wanted,) = store(system, person, [query()], text=flood)
    assert [answer_id for answer_id, _ in words(app_engine, person, flood)] == [wanted]


def test_words_stand_beside_the_vector_and_nowhere_else(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    (waiting,) = store(system, person, [None])
    store(system, person, [query()])

    def with_words(conn: Connection) -> list[bool]:
        return list(conn.exec_driver_sql("select words is not null from answers order by id").scalars())

    assert system.run(with_words) == [False, True]
    made = AnswerVectors(query(), (), np.empty((0, SPEC.dimensions), np.float32))
    system.run(lambda conn: write_vectors(conn, SERVING, person.user_id, waiting, made))
    assert system.run(with_words) == [True, True]
