"""Two subjects that have changed places: each is tied to what the truth says of the other."""

import re
from collections.abc import Sequence
from itertools import combinations

from practice.scoring.chunks import chunks
from practice.scoring.terms import terms

# "A가 실패하면" says what the clause behind it is about
CONDITION = re.compile(r"(?:면|때|때는|경우)$")
SUBJECT_WITHIN = 3
LEAST_GAINED = 3

Ties = frozenset[tuple[str, str]]


def statements(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The clauses, conditions joined to what they condition, each with its stems in reading order."""
    found, held = [], ""
    for chunk in chunks(text):
        said = f"{held} {chunk}".strip()
        held = said if CONDITION.search(chunk) else ""
        if not held:
            found.append((said, _stems(said)))
    if held:
        found.append((held, _stems(held)))
    return found


def ties_of(truth: Sequence[str]) -> Ties:
    """Pairs of stems that stand in one clause of the truth."""
    bags = (sorted(set(stems)) for text in truth for _, stems in statements(text))
    return frozenset(pair for bag in bags for pair in combinations(bag, 2))


def exchanged(said: str, answer: str, ties: Ties) -> bool:
    """A clause of ``said`` and another of the answer would fit the truth far better with their subjects exchanged.

    Far better: three ties gained at least, on both sides, and at most a third as many as there are now. Subjects are
    looked for among the first three words of a clause that the truth knows.
    """
    known = {stem for pair in ties for stem in pair}
    clauses = [(text, [stem for stem in stems if stem in known]) for text, stems in statements(answer)]
    for (first, one), (second, two) in combinations(clauses, 2):
        if (_within(first, said) or _within(second, said)) and _fit_crosswise(one, two, ties):
            return True
    return False


def _fit_crosswise(one: Sequence[str], two: Sequence[str], ties: Ties) -> bool:
    rest_one, rest_two = set(one) - set(two), set(two) - set(one)
    for left in one[:SUBJECT_WITHIN]:
        for right in two[:SUBJECT_WITHIN]:
            if left not in rest_one or right not in rest_two or _pair(left, right) in ties:
                continue
            now = _tied(left, rest_one, ties) + _tied(right, rest_two, ties)
            crosswise = _tied(right, rest_one - {left}, ties), _tied(left, rest_two - {right}, ties)
            if min(crosswise) >= 1 and sum(crosswise) >= LEAST_GAINED and now * 3 <= sum(crosswise):
                return True
    return False


def _tied(subject: str, words: set[str], ties: Ties) -> int:
    return sum(_pair(subject, word) in ties for word in words if word != subject)


def _pair(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)


def _stems(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.stem for term in terms(text)))


def _within(one: str, other: str) -> bool:
    return one in other or other in one
