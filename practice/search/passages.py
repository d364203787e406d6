"""Which passage of an answer a search meant: the sentence that has its words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from practice.embedding.models import composed
from practice.scoring.sentences import sentences

_HANGUL = re.compile(r"\^?[가-힣]")
_WORD = re.compile(r"[^\W_가-힣]+")
_SIGN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters ``start`` to ``end`` (not included) of an answer's text."""

    start: int
    end: int


def excerpt(text: str, passage: Passage | None, chars: int) -> tuple[str, int]:
    """Up to ``chars`` characters of a text with the beginning of the passage in sight, and where they begin."""
    if passage is None or passage.end <= chars:
        return text[:chars], 0
    # a quarter before it, from the next word on
    begin = max(0, passage.start - chars // 4)
    space = text.find(" ", begin, passage.start)
    begin = space + 1 if begin and space >= 0 else begin
    return text[begin : begin + chars], begin


def worded_passage(text: str, weights: Mapping[str, float]) -> tuple[Passage | None, float]:
    """The sentence with most of a query's words, and its share of their weight, 0 to 1; the first of equals."""
    best, most = None, 0.0
    for sentence in sentences(text):
        found = _weight(sentence.text, weights)
        if found > most:
            best, most = Passage(sentence.start, sentence.end), found
    total = sum(weights.values())
    return best, most / total if total else 0.0


def worded_share(text: str, weights: Mapping[str, float]) -> float:
    """The share of a query's words that a text has anywhere, by their weight, 0 to 1."""
    total = sum(weights.values())
    return _weight(text, weights) / total if total else 0.0


def _weight(sentence: str, weights: Mapping[str, float]) -> float:
    lower = composed(sentence).lower()
    # pairs of syllables reach over spaces, as they do in the database
    joined, whole = _SIGN.sub("", lower), set(_WORD.findall(lower))
    return sum(weight for gram, weight in weights.items() if _occurs(gram, joined, whole))


def _occurs(gram: str, joined: str, whole: set[str]) -> bool:
    return gram.lstrip("^") in joined if _HANGUL.match(gram) else gram in whole
