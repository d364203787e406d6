"""A query's half of BM25: how rare each of its grams is. An answer's half stands in its row, made by the database."""

import math
import re
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pgvector import SparseVector
from sqlalchemy import Connection, text

PLACES = 1_000_000_000
# a word in letters is one gram, the same word in syllables is two or three
WHOLE_WORD = 2
_HANGUL = re.compile(r"[가-힣]")

# The database takes the query apart as it took the answers apart.
_GRAMS = text("select gram, count(*) from word_grams(:query) as gram group by gram")


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The grams of a query, each with its rarity times how often the query has it."""

    weights: dict[str, float]

    @property
    def vector(self) -> SparseVector:
        """The inner product of this with the ``words`` of an answer is the answer's BM25 score."""
        return SparseVector({place(gram) - 1: weight for gram, weight in self.weights.items()}, PLACES)

    @property
    def total(self) -> float:
        """The score of an answer of average length that has every gram once."""
        return sum(self.weights.values())


def query_words(conn: Connection, query: str) -> QueryWords | None:
    """The words of a query; None when nothing in it is a word.

    Source: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. How often a gram
    occurs is counted over the bank that ships, not over a person's answers: those are few at first, and counting them
    would cost every write.
    """
    rows = conn.execute(_GRAMS, {"query": query})
    weights = {gram: times * rarity(gram) * (1 if _HANGUL.search(gram) else WHOLE_WORD) for gram, times in rows}
    return QueryWords(weights) if weights else None


def place(gram: str) -> int:
    """Where a gram stands in a sparse vector, from 1; the database's ``gram_place``."""
    return 1 + zlib.crc32(gram.encode()) % PLACES


def rarity(gram: str) -> float:
    """Inverse document frequency, 0.0 and up; a gram that the bank never uses is as rare as can be."""
    counts, total = _counted()
    n = counts.get(gram, 0)
    return math.log(1 + (total - n + 0.5) / (n + 0.5))


@cache
def _counted() -> tuple[dict[str, int], int]:
    lines = (files("practice.search") / "gram_counts.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines[1:])
    return {gram: int(count) for gram, count in pairs}, int(lines[0].split("\t")[1])
