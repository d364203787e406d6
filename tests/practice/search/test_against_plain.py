"""Search against the plain computation in this process, on random vectors: the same answers in the same order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import Engine, text

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.active import Serving
from practice.embedding.models import across_languages
from practice.embedding.port import Vectors
from practice.embedding.query import SearchFilters
from practice.embedding.search import by_meaning
from practice.search.fusion import words_weight
from practice.search.hybrid import by_both
from practice.search.words import query_words
from tests.conftest import Person, Urls
from tests.practice.answers.given import OTHER_QUESTION, QUESTION, as_owner, as_person
from tests.practice.embedding.vectored import SPEC, store

GROUPS, EACH, LIMIT = 12, 25, 40
YEAR = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
WORDS = ("a queue keeps what is waiting", "an index is read in order", "큐에 쌓인 일을 나눕니다")
SECOND = """
update answers set second_embedding = embedding, second_embedding_model = embedding_model,
  embedding = (select array_agg(1.0)::vector from generate_series(1, 1024)), embedding_model = 'someone/bigger'
"""
FILTERS = [
    SearchFilters(),
    SearchFilters(bank="mine"),
    SearchFilters(section="odd", axis="ai"),
    SearchFilters(question_id=OTHER_QUESTION),
    SearchFilters(since=YEAR + timedelta(days=2), until=YEAR + timedelta(days=9)),
]


def unit(count: int, seed: int) -> Vectors:
    """Around one direction, as vectors of a model are: cosines differ by little."""
    chance = np.random.default_rng(seed)
    made = chance.normal(size=(count, SPEC.dimensions)) + 2 * np.random.default_rng(0).normal(size=SPEC.dimensions)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def described(group: int) -> dict[str, object]:
    return {
        "bank": "mine" if group % 3 else "backtalk",
        "section": "odd" if group % 2 else "even",
        "axes": ["ai", "depth"] if group % 4 else ["depth"],
        "question_id": QUESTION if group % 5 else OTHER_QUESTION,
        "created_at": YEAR + timedelta(days=group),
        "lang": "ko" if group % 3 == 2 else "en",
        "text": WORDS[group % 3],
    }


def fits(filters: SearchFilters, row: dict[str, object]) -> bool:
    same = all(
        wanted is None or row[name] == wanted
        for name, wanted in (("bank", filters.bank), ("section", filters.section), ("question_id", filters.question_id))
    )
    when = (filters.since or YEAR) <= row["created_at"] < (filters.until or YEAR + timedelta(days=99))  # type: ignore[operator]
    return same and when and (filters.axis is None or filters.axis in row["axes"])  # type: ignore[operator]


@pytest.fixture
def stored(system: WorkerDatabase, person: Person, stranger: Person) -> list[tuple[UUID, Vectors, dict[str, object]]]:
    """A person's answers in the order in which they were written, a stranger's and another model's between them."""
    found = []
    for group in range(GROUPS):
        vectors, row = unit(EACH, group + 1), described(group)
        found += [(one, vector, row) for one, vector in zip(store(system, person, list(vectors), **row), vectors, strict=True)]
        store(system, stranger, list(vectors), **row)
        store(system, person, list(vectors[:2]), **row, embedding_model="another")
    return found


def in_order(ids: Sequence[UUID], scores: Vectors) -> list[UUID]:
    """The highest first, the younger of equals first."""
    return [ids[place] for place in sorted(range(len(ids)), key=lambda place: (-scores[place], -ids[place].int))][:LIMIT]


@pytest.mark.parametrize("slot", [1, 2])
@pytest.mark.parametrize("vacuumed", [False, True], ids=["fresh rows", "index alone"])
def test_meaning_is_the_plain_cosine(
    app_engine: Engine,
    urls: Urls,
    person: Person,
    stored: list[tuple[UUID, Vectors, dict[str, object]]],
    slot: int,
    vacuumed: bool,
) -> None:
    with as_owner(urls) as owner:
        for statement in [SECOND] * (slot == 2) + ["vacuum analyze answers"] * vacuumed:
            owner.execute(text(statement))
    asked = unit(1, 99)[0]
    lift = across_languages(SPEC)
    assert lift > 0
    for filters in FILTERS:
        for lang in (None, "ko"):
            left = [(one, vector, row) for one, vector, row in stored if fits(filters, row)]
            assert left
            cosines = np.stack([vector for _, vector, _ in left]).astype(np.float64) @ asked.astype(np.float64)
            scores = cosines + np.array([lift if lang and row["lang"] != lang else 0.0 for _, _, row in left])
            with as_person(app_engine, person) as conn:
                hits = by_meaning(
                    conn, person.user_id, Serving(SPEC, slot), asked, filters, LIMIT, "passage" if lang else "query", lang
                )
            assert [hit.answer_id for hit in hits] == in_order([one for one, _, _ in left], scores)


def test_both_is_the_plain_sum(
    app_engine: Engine, urls: Urls, person: Person, stored: list[tuple[UUID, Vectors, dict[str, object]]]
) -> None:
    with as_owner(urls) as owner:
        owner.execute(text("vacuum analyze answers"))
        weights = {row[0]: row[1] for row in owner.execute(text("select text, min(words::text) from answers group by text"))}
    asked, query = unit(1, 98)[0], "큐에 쌓인 일 index"
    plain = replace(SPEC, calibration=None)
    for filters in FILTERS:
        left = [(one, vector, row) for one, vector, row in stored if fits(filters, row)]
        with as_person(app_engine, person) as conn:
            told = query_words(conn, query)
            hits = by_both(conn, person.user_id, Serving(plain, 1), asked, query, filters, LIMIT)
        assert told is not None
        rarity = dict(zip((place + 1 for place in told.vector.indices()), told.vector.values(), strict=True))
        words = np.array([product(weights[str(row["text"])], rarity) for _, _, row in left])
        cosines = np.stack([vector for _, vector, _ in left]).astype(np.float64) @ asked.astype(np.float64)
        assert [hit.answer_id for hit in hits] == in_order([one for one, _, _ in left], cosines + words_weight(plain) * words)


def product(stored: str, rarity: dict[int, float]) -> float:
    pairs = (pair.split(":") for pair in stored.strip("{").partition("}")[0].split(","))
    return sum(float(value) * rarity.get(int(place), 0.0) for place, value in pairs)
