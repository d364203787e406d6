"""Search over the banks: which question is this about, and which model answer says it well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from pgvector.sqlalchemy import HALFVEC
from sqlalchemy import Connection, Row, Select, cast, func, literal, select, text

from practice.answers.views import SNIPPET_CHARS
from practice.bank.model import LANGS, Lang
from practice.db.tables import BankPassage
from practice.embedding.models import ModelSpec, calibrated
from practice.embedding.port import Vectors
from practice.search.passages import worded_share
from practice.search.words import query_words

Part = Literal["question", "answer"]
PARTS: tuple[Part, ...] = get_args(Part)
# a question is shown once for each part, so its passage in the other language may have to be passed over
_SPARE = len(LANGS)
_LEAST_SHARE = 0.2

# How long a list of candidates the index keeps: what it finds of the ten nearest, `python -m bench --only search` measures.
CANDIDATES = 80
# A filter behind the index (whose banks, which part) must not leave fewer rows than were asked for.
_THOROUGH = text(
    "select set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', :candidates, true)"
)


@dataclass(frozen=True, slots=True)
class Near:
    """A question's text or model answer near a query; similarity is calibrated, 0 unrelated to 1 the same."""

    question_id: str
    part: Part
    lang: Lang
    similarity: float
    snippet: str


def near_by_meaning(
    conn: Connection, spec: ModelSpec, vector: Vectors, limit: int, part: Part | None = None, lang: Lang | None = None
) -> list[Near]:
    """Passages of the banks that one may read, nearest first; each question once for each part.

    Approximate for the model that comes with Backtalk, whose index this uses: half the precision picks, the whole sorts.
    """
    wanted = np.asarray(vector, dtype=np.float32)
    rough = cast(BankPassage.embedding, HALFVEC(spec.dimensions)).cosine_distance(cast(wanted, HALFVEC(spec.dimensions)))
    # as a parameter the model would hide the index, which is the model's own, from a plan made once for all
    statement = select(BankPassage).where(BankPassage.model == literal(spec.name, literal_execute=True))
    picked = _narrowed(statement, part, lang).order_by(rough).limit(limit * _SPARE).subquery()
    exact = (1 - picked.c.embedding.cosine_distance(wanted)).label("score")
    shown = (picked.c.question_id, picked.c.part, picked.c.lang, exact, func.left(picked.c.text, SNIPPET_CHARS).label("snippet"))
    conn.execute(_THOROUGH, {"candidates": str(CANDIDATES)})
    rows = conn.execute(select(*shown).order_by(exact.desc(), picked.c.question_id))
    return _once([(row, calibrated(spec, float(row.score), "query")) for row in rows], limit)


def near_by_words(
    conn: Connection, spec: ModelSpec, query: str, limit: int, part: Part | None = None, lang: Lang | None = None
) -> list[Near]:
    """The same without an encoder: by the share of the query's words, over all passages."""
    words = query_words(conn, query)
    if words is None:
        return []
    share = (-BankPassage.words.max_inner_product(words.vector) / words.total).label("score")
    shown = (BankPassage.question_id, BankPassage.part, BankPassage.lang, BankPassage.text)
    statement = select(*shown, func.left(BankPassage.text, SNIPPET_CHARS).label("snippet"))
    statement = statement.where(BankPassage.model == spec.name, share >= _LEAST_SHARE)
    rows = conn.execute(_narrowed(statement, part, lang).order_by(share.desc(), BankPassage.question_id).limit(limit * _SPARE))
    shares = [(row, worded_share(row.text, words.weights)) for row in rows]
    return _once(sorted(shares, key=lambda one: -one[1]), limit)


def _narrowed(statement: Select[Any], part: Part | None, lang: Lang | None) -> Select[Any]:
    if part is not None:
        statement = statement.where(BankPassage.part == part)
    return statement if lang is None else statement.where(BankPassage.lang == lang)


def _once(rows: Sequence[tuple[Row[*tuple[Any, ...]], float]], limit: int) -> list[Near]:
    """Each part of a question in the language that lies nearer."""
    best: dict[tuple[str, str], Near] = {}
    for row, similarity in rows:
        found = Near(row.question_id, row.part, row.lang, similarity, row.snippet)
        best.setdefault((row.question_id, row.part), found)
    return list(best.values())[:limit]
