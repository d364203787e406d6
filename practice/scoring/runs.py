"""How much of a text's wording another text keeps: every word, neighbouring words, and runs of letters."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from practice.scoring.terms import stem_of

LITTLE = "a an the of to in on at and or is are was were be been it its this that will would for with as by from"
SMALLEST = frozenset(LITTLE.split())
WORD = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|[가-힣]+")
SIZES = (2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text's words (also small ones such as "not" and "same"), its pairs of neighbours, and its letter runs by size."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    runs: tuple[Counter[str], ...]


def wording(text: str) -> Wording:
    stems = [stem_of(word) for word in WORD.findall(text)]
    letters = " ".join(text.lower().split())
    runs = tuple(Counter(letters[at : at + size] for at in range(max(1, len(letters) - size + 1))) for size in SIZES)
    return Wording(frozenset(stems) - SMALLEST, frozenset(pairwise(stems)), runs)


def words_kept(reference: Wording, said: Wording) -> float:
    return _share(len(reference.words & said.words), len(reference.words))


def neighbours_kept(reference: Wording, said: Wording) -> float:
    return _share(len(reference.pairs & said.pairs), len(reference.pairs))


def letters_kept(reference: Wording, said: Wording) -> float:
    """The recall of chrF (Popović 2015): letter runs of two to five, the mean over the sizes."""
    shares = [_share((one & two).total(), one.total()) for one, two in zip(reference.runs, said.runs, strict=True)]
    return sum(shares) / len(shares)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
