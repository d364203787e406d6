"""Search is exact and complete within one person, and never looks at another's rows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, event, text

from practice.clock import new_id
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import Engine as ModelEngine
from practice.embedding.models import calibrated
from practice.embedding.query import HALVES_ARE_OFF_BY, SearchFilters
from practice.embedding.search import Coverage, Hit, by_meaning, coverage, similar_to
from practice.errors import AnswerNotFound
from practice.search.hybrid import by_words
from tests.conftest import Person, Urls
from tests.practice.answers.given import OTHER_QUESTION, QUESTION, as_owner, as_person
from tests.practice.embedding.vectored import SERVING, SPEC, at_cosine, query, store

COSINES = [0.99, 0.97, 0.95, 0.93, 0.91]
NONE = SearchFilters()


def found(engine: Engine, person: Person, filters: SearchFilters = NONE, limit: int = 20) -> list[Hit]:
    with as_person(engine, person) as conn:
        return by_meaning(conn, person.user_id, SERVING, query(), filters, limit)


def ids(hits: list[Hit]) -> list[UUID]:
    return [hit.answer_id for hit in hits]


def test_the_nearest_come_first_with_calibrated_similarity(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    stored = store(system, person, [at_cosine(cosine, seed) for seed, cosine in enumerate(reversed(COSINES))])
    hits = found(app_engine, person)
    assert ids(hits) == stored[::-1]
    assert [hit.similarity for hit in hits] == pytest.approx([calibrated(SPEC, cosine, "query") for cosine in COSINES], abs=1e-5)
    assert (hits[0].question_id, hits[0].snippet) == (QUESTION, "words")


def test_it_is_exact(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    """Against every cosine, computed here."""
    chance = np.random.default_rng(7)
    vectors = chance.normal(size=(300, SPEC.dimensions)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    stored = store(system, person, list(vectors))
    nearest = np.argsort(-(vectors @ query()), kind="stable")[:25]
    assert ids(found(app_engine, person, limit=25)) == [stored[place] for place in nearest]


def test_what_half_precision_cannot_tell_apart_is_told_apart(
    app_engine: Engine, system: WorkerDatabase, person: Person, statements: list[tuple[str, Any]]
) -> None:
    """Many more than halves pick, so near to each other that rounding puts them in another order: then all are read whole."""
    near = [at_cosine(0.9 + place * 1e-5) for place in range(100)]
    shuffled = np.random.default_rng(3).permutation(100)
    stored = store(system, person, [near[place] for place in shuffled])
    wanted = [stored[place] for place in np.argsort(-shuffled)]
    halves = np.stack(near).astype(np.float16).astype(np.float32) @ query()
    assert len(set(halves.tolist())) < 10
    assert ids(found(app_engine, person, limit=5)) == wanted[:5]
    assert ["half" in sent for sent, _ in statements if "embedding" in sent] == [True, False]


def test_what_lies_apart_is_settled_by_half_precision(
    app_engine: Engine, system: WorkerDatabase, person: Person, statements: list[tuple[str, Any]]
) -> None:
    stored = store(system, person, [at_cosine(0.9 - place * 1e-3, place) for place in range(100)])
    assert ids(found(app_engine, person, limit=5)) == stored[:5]
    assert ["half" in sent for sent, _ in statements if "embedding" in sent] == [True]


@pytest.mark.parametrize("seed", range(20))
def test_halves_are_off_by_less_than_is_allowed_for(app_engine: Engine, seed: int) -> None:
    chance = np.random.default_rng(seed)
    # few large values among many tiny ones, and all alike; the other vector the same, for the largest products
    made = chance.normal(size=SPEC.dimensions) * 10 ** -chance.uniform(0, 6 * (seed % 2), size=SPEC.dimensions)
    vector = np.asarray(made / np.linalg.norm(made), np.float32)
    with app_engine.connect() as conn:
        product = text("select -(cast(:v as vector)::halfvec <#> cast(:v as vector)::halfvec)")
        found = conn.scalar(product, {"v": str(vector.tolist())})
    assert abs(found - float(vector.astype(np.float64) @ vector.astype(np.float64))) < HALVES_ARE_OFF_BY


def test_equals_are_told_apart_by_age(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    stored = store(system, person, [at_cosine(0.9)] * 4)
    assert ids(found(app_engine, person)) == stored[::-1]


def test_another_persons_answers_are_never_found(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    store(system, stranger, [query()] * 3)
    (mine,) = store(system, person, [at_cosine(0.1)])
    assert ids(found(app_engine, person)) == [mine]
    # the query says it itself, not only row security
    everybody = system.run(lambda conn: by_meaning(conn, person.user_id, SERVING, query(), NONE, 20))
    assert ids(everybody) == [mine]
    assert ids(system.run(lambda conn: by_words(conn, person.user_id, "words", NONE, 20))) == [mine]


def test_vectors_of_another_model_are_left_out(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    """Of another size too: a comparison with them would be an error."""
    (mine,) = store(system, person, [at_cosine(0.5)])
    store(system, person, [query()], embedding_model="another-of-this-size")
    store(system, person, [np.ones(1024, np.float32)], embedding_model="a-bigger-one")
    store(system, person, [None])
    assert ids(found(app_engine, person)) == [mine]
    with as_person(app_engine, person) as conn:
        assert coverage(conn, person.user_id, SERVING) == Coverage(embedded=1, total=4)


YEAR = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


@pytest.mark.parametrize(
    ("filters", "columns"),
    [
        (SearchFilters(question_id=OTHER_QUESTION), {"question_id": OTHER_QUESTION}),
        (SearchFilters(section="performance"), {"section": "performance"}),
        (SearchFilters(bank="mine"), {"bank": "mine"}),
        (SearchFilters(axis="ai"), {"axes": ["depth", "ai"]}),
        (SearchFilters(until=YEAR), {"created_at": YEAR - timedelta(microseconds=1)}),
        (SearchFilters(since=YEAR + timedelta(days=1)), {"created_at": YEAR + timedelta(days=1)}),
        (SearchFilters(axis="ai", bank="mine"), {"axes": ["ai"], "bank": "mine"}),
    ],
    ids=["question", "section", "bank", "axis", "until", "since", "two at once"],
)
def test_a_filter_gives_all_that_fit_and_nothing_else(
    app_engine: Engine, system: WorkerDatabase, person: Person, filters: SearchFilters, columns: dict[str, Any]
) -> None:
    store(system, person, [query()] * 30, created_at=YEAR)
    wanted = store(system, person, [at_cosine(-0.5, seed) for seed in range(5)], **columns)
    assert set(ids(found(app_engine, person, filters, limit=5))) == set(wanted)
    assert len(found(app_engine, person, filters, limit=20)) == 5
    with as_person(app_engine, person) as conn:
        assert set(ids(by_words(conn, person.user_id, "words", filters, 20))) == set(wanted)


def test_an_answer_may_be_left_out(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    first, second = store(system, person, [query(), query()])
    assert ids(found(app_engine, person, SearchFilters(exclude=second))) == [first]


@pytest.fixture
def statements(app_engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """What the application sends to PostgreSQL, with the parameters."""
    sent: list[tuple[str, Any]] = []

    def keep(_conn: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        sent.append((statement, parameters))

    event.listen(app_engine, "before_cursor_execute", keep)
    yield sent
    event.remove(app_engine, "before_cursor_execute", keep)


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def test_the_plan_reads_the_persons_rows_and_nothing_else(
    app_engine: Engine, system: WorkerDatabase, urls: Urls, person: Person, stranger: Person, statements: list[tuple[str, Any]]
) -> None:
    """Even beside an approximate index, which would give fewer rows than were asked for."""
    store(system, person, [at_cosine(-0.2, seed) for seed in range(40)])
    store(system, stranger, [at_cosine(0.9, seed) for seed in range(800)])
    with as_owner(urls) as owner:
        owner.execute(text("create index tempting on answers using hnsw ((embedding::vector(384)) vector_cosine_ops)"))
        # an index alone answers only for rows that are known to be visible to everybody
        owner.execute(text("vacuum analyze answers"))
    hits = found(app_engine, person, limit=20)
    assert len(hits) == 20
    statement, parameters = next(sent for sent in statements if "embedding" in sent[0])
    with as_person(app_engine, person) as conn:
        explain = "explain (analyze, timing off, format json) " + statement
        (plan,) = conn.exec_driver_sql(explain, parameters).scalar_one()
    scans = [node for node in nodes(plan["Plan"]) if node.get("Relation Name") == "answers"]
    # all are scored by the index, the picked are read whole
    assert {scan["Node Type"] for scan in scans} <= {"Index Only Scan", "Index Scan", "Bitmap Heap Scan"}
    (scored,) = [scan for scan in scans if scan.get("Index Name") == "ix_answers_near"]
    assert scored["Node Type"] == "Index Only Scan"
    assert [(scan["Actual Rows"], scan.get("Rows Removed by Filter", 0)) for scan in scans] == [(40, 0)] * 2
    assert not [node for node in nodes(plan["Plan"]) if "Join" in node["Node Type"] or node["Node Type"] == "Nested Loop"]
    assert "tempting" not in str(plan)


def test_asked_for_n_it_gives_n(app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person) -> None:
    store(system, stranger, [at_cosine(0.9, seed) for seed in range(300)])
    store(system, person, [at_cosine(0.1, seed) for seed in range(100)], section="rare")
    store(system, person, [at_cosine(0.8, seed) for seed in range(200)])
    for limit in (1, 20, 100):
        assert len(found(app_engine, person, limit=limit)) == limit
        assert len(found(app_engine, person, SearchFilters(section="rare"), limit=limit)) == limit


def test_neighbours_of_an_answer_are_others_that_are_more_than_chance(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    itself, near, nearer, _far = store(system, person, [query(), at_cosine(0.94), at_cosine(0.98), at_cosine(0.9)])
    store(system, stranger, [query()])
    with as_person(app_engine, person) as conn:
        hits, covered = similar_to(conn, person.user_id, SERVING, itself, 10)
    assert ids(hits) == [nearer, near]
    assert covered == Coverage(4, 4)


def test_an_answer_without_a_vector_has_no_neighbours_yet(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    store(system, person, [query()])
    (waiting,) = store(system, person, [None])
    (older,) = store(system, person, [query()], embedding_model="an-older-one")
    for answer_id in (waiting, older):
        with as_person(app_engine, person) as conn:
            assert similar_to(conn, person.user_id, SERVING, answer_id, 10) == ([], Coverage(1, 3))


def test_neighbours_of_anothers_answer_are_not_told(
    app_engine: Engine, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    (theirs,) = store(system, stranger, [query()])
    for unknown in (theirs, new_id()):
        with pytest.raises(AnswerNotFound), as_person(app_engine, person) as conn:
            similar_to(conn, person.user_id, SERVING, unknown, 10)


def test_a_question_in_one_language_finds_the_answer_in_the_other(
    app_engine: Engine, system: WorkerDatabase, person: Person, engine: ModelEngine
) -> None:
    texts = [
        "I/O 작업과 CPU 작업의 큐를 나누어, 긴 임베딩 작업이 짧은 요청을 막지 않게 했습니다.",
        "팀원과 의견이 달랐을 때 먼저 상대의 근거를 물어보고 함께 실험으로 확인했습니다.",
        "Kubernetes 배포에서 readiness probe가 너무 빨라 트래픽이 끊긴 문제를 고쳤습니다.",
    ]
    stored = [
        store(system, person, [vector], text=words)[0]
        for words, vector in zip(texts, engine.encode(texts, "passage"), strict=True)
    ]
    asked = engine.encode(["separate queues so that long jobs do not block short ones", "disagreement with a colleague"], "query")

    def first(conn: Connection, vector: Any) -> UUID:
        return by_meaning(conn, person.user_id, SERVING, vector, NONE, 3)[0].answer_id

    with as_person(app_engine, person) as conn:
        assert [first(conn, vector) for vector in asked] == stored[:2]
