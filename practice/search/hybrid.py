"""Search within one person's answers by meaning and words at once, fused in one statement; by words alone without a vector."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Float, Row, Select, bindparam, cast, func, literal
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import ColumnElement

from practice.answers.text import language_of
from practice.answers.views import SNIPPET_CHARS
from practice.db.tables import Answer
from practice.embedding.active import Serving
from practice.embedding.models import calibrated, composed
from practice.embedding.port import Vectors
from practice.embedding.query import SHAPES, SearchFilters, best, embedded_by, levelled, narrowing, nearness, showing
from practice.embedding.search import Hit, by_meaning, passage_of
from practice.search.asked import asked
from practice.search.fusion import ASKED, words_weight
from practice.search.passages import excerpt, worded_passage, worded_share
from practice.search.words import QueryWords, query_words

# the share of a query's words that an answer must have, else half of all Korean answers would do
LEAST_SHARE = 0.2
# a sentence that has this share of the words is shown before the passage that is nearest in meaning, and this at the least
WELL_WORDED, WORDED = 0.5, 0.3


def by_both(
    conn: Connection, user_id: UUID, serving: Serving, vector: Vectors, query: str, filters: SearchFilters, limit: int
) -> list[Hit]:
    """The answers of one person that fit a query best: the cosine to its vector, plus what its words weigh in the answer and
    in what was asked.

    Exact and complete: each answer that has a vector gets its score, none is preselected.
    """
    words = query_words(conn, query)
    if words is None:
        return by_meaning(conn, user_id, serving, vector, filters, limit)
    narrowed, level = narrowing(filters), levelled(serving, "query", language_of(query))
    questions = {question: ASKED * score for question, score in asked(conn, user_id, serving.name, words).items()}
    statement = _fused(serving.slot, serving.name, serving.spec.normalise, bool(level), bool(questions), tuple(narrowed))
    values = {"user_id": user_id, "limit": limit, "picks": limit, "model": serving.name, "vector": vector, **level, **narrowed}
    weighed = {"words": words.vector, "weight": words_weight(serving.spec), "questions": questions}
    rows = conn.execute(statement, values | weighed)
    return [_hit(row, calibrated(serving.spec, float(row.score), "query"), words) for row in rows]


@lru_cache(SHAPES)
def _fused(slot: int, model: str, unit: bool, level: bool, questions: bool, narrowed: tuple[str, ...]) -> Select[Any]:
    # the operator gives the negated product
    said = func.coalesce(-Answer.words.max_inner_product(bindparam("words", type_=Answer.words.type)), 0.0)
    fused = nearness(slot, unit, level) + bindparam("weight", type_=Float) * (said + _asked() if questions else said)
    return showing(best(fused, narrowed).where(embedded_by(slot, model)), fused, passages=True)


def _asked() -> ColumnElement[float]:
    # looked up in one value, not joined: the statement goes on reading one table
    scores = bindparam("questions", type_=JSONB)
    return func.coalesce(cast(scores[Answer.question_id].astext, Float), 0.0)


def by_words(conn: Connection, user_id: UUID, query: str, filters: SearchFilters, limit: int) -> list[Hit]:
    """The fallback without an encoder, over all answers: similarity is the share of the query's words, by their rarity."""
    words = query_words(conn, query)
    if words is None:
        return _literally(conn, user_id, query, filters, limit)
    # an answer that waits for its vector has no words yet
    stored = func.coalesce(Answer.words, func.word_weights(Answer.text, type_=Answer.words.type))
    share = cast(-stored.op("<#>", return_type=Float)(literal(words.vector, Answer.words.type)) / words.total, Float)
    narrowed = narrowing(filters)
    statement = showing(best(share, narrowed).where(share >= LEAST_SHARE), share, passages=False)
    rows = conn.execute(statement, {"user_id": user_id, "limit": limit, "picks": limit, **narrowed})
    # a score above that of an average answer is no larger share: a short one would show a whole match with a word missing
    hits = [_hit(row, worded_share(row.text, words.weights), words) for row in rows]
    return sorted(hits, key=lambda hit: -hit.similarity)


def _literally(conn: Connection, user_id: UUID, query: str, filters: SearchFilters, limit: int) -> list[Hit]:
    """A query of signs alone."""
    signs = composed(query).strip()
    if not signs:
        return []
    has_them = func.strpos(func.lower(Answer.text), signs.lower()) > 0
    narrowed = narrowing(filters)
    statement = showing(best(literal(1.0), narrowed).where(has_them), literal(1.0), passages=False)
    rows = conn.execute(statement, {"user_id": user_id, "limit": limit, "picks": limit, **narrowed})
    return [Hit(row.id, row.question_id, 1.0, row.text[:SNIPPET_CHARS], row.created_at) for row in rows]


def _hit(row: Row[Any], similarity: float, words: QueryWords) -> Hit:
    sentence, share = worded_passage(row.text, words.weights)
    nearest = passage_of(row)
    passage = sentence if share >= WELL_WORDED or (nearest is None and share >= WORDED) else nearest
    snippet, begins = excerpt(row.text, passage, SNIPPET_CHARS)
    return Hit(row.id, row.question_id, similarity, snippet, row.created_at, passage, begins)
