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
    grams = _told_apart(weights)
    for sentence in sentences(text):
        found = _weight(sentence.text, grams)
        if found > most:
            best, most = Passage(sentence.start, sentence.end), found
    total = sum(weights.values())
    return best, most / total if total else 0.0


def worded_share(text: str, weights: Mapping[str, float]) -> float:
    """The share of a query's words that a text has anywhere, by their weight, 0 to 1."""
    total = sum(weights.values())
    return _weight(text, _told_apart(weights)) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class _Grams:
    """A query's grams with their weights: those that may stand anywhere among the syllables, and whole words."""

    syllables: tuple[tuple[str, float], ...]
    words: Mapping[str, float]


def _told_apart(weights: Mapping[str, float]) -> _Grams:
    hangul = {gram for gram in weights if _HANGUL.match(gram)}
    syllables = tuple((gram.lstrip("^"), weight) for gram, weight in weights.items() if gram in hangul)
    return _Grams(syllables, {gram: weight for gram, weight in weights.items() if gram not in hangul})


def _weight(sentence: str, grams: _Grams) -> float:
    lower = composed(sentence).lower()
    # pairs of syllables reach over spaces, as they do in the database
    joined = _SIGN.sub("", lower)
    found = sum(weight for gram, weight in grams.syllables if gram in joined)
    return found + sum(grams.words.get(word, 0.0) for word in set(_WORD.findall(lower))) if grams.words else found
