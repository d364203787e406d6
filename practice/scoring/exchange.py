"""Two subjects that have changed places: each is tied to what the truth says of the other."""

import re
from collections.abc import Sequence
from itertools import combinations

from practice.scoring.chunks import chunks
from practice.scoring.terms import Term, terms

# "A가 실패하면" says what the clause behind it is about
CONDITION = re.compile(r"(?:면|때|때는|경우)$")
# 은, 는, 이, 가 make a subject; behind a particle of place, direction or comparison 는 only stresses it
SUBJECT = re.compile(r"(?<!에서)(?<!에게)(?<!까지)(?<!부터)(?<!보다)(?<!에)(?<!로)(?:은|는|이|가)$")
HANGUL = re.compile(r"[가-힣]")
SUBJECT_WITHIN = 3
LEAST_GAINED = 3
# each is held against each; nobody who answers has so many
MOST_CLAUSES = 200
# "in one transaction" and "once it is there" tie nothing to anything, nor do adverbs of time and order
EMPTY = frozenset(
    {"한", "once", "이미", "다시", "계속", "모두", "항상", "먼저", "함께", "같이", "already", "again", "always", "still"}
)

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

    Far better: three ties gained at least, on both sides, and at most a third as many as there are now. A subject bears
    a subject's particle and stands among the first three words of its clause; in English it is the first word that the
    truth knows. An object or a place is nobody who could have changed roles.
    """
    known = {stem for pair in ties for stem in pair} - EMPTY
    read = ((text, tuple(stem for stem in stems if stem in known)) for text, stems in statements(answer))
    clauses = list(dict.fromkeys(clause for clause in read if clause[1]))[:MOST_CLAUSES]
    for (first, one), (second, two) in combinations(clauses, 2):
        near = _within(first, said) or _within(second, said)
        if near and _fit_crosswise((_subjects(first, one), one), (_subjects(second, two), two), ties):
            return True
    return False


Clause = tuple[Sequence[str], Sequence[str]]


def _fit_crosswise(first: Clause, second: Clause, ties: Ties) -> bool:
    (lefts, one), (rights, two) = first, second
    rest_one, rest_two = set(one) - set(two), set(two) - set(one)
    for left in lefts:
        for right in rights:
            if left not in rest_one or right not in rest_two or _pair(left, right) in ties:
                continue
            now = _tied(left, rest_one, ties) + _tied(right, rest_two, ties)
            crosswise = _tied(right, rest_one - {left}, ties), _tied(left, rest_two - {right}, ties)
            if min(crosswise) >= 1 and sum(crosswise) >= LEAST_GAINED and now * 3 <= sum(crosswise):
                return True
    return False


def _subjects(text: str, known: Sequence[str]) -> list[str]:
    if not HANGUL.search(text):
        return list(known[:1])
    found = terms(text)[:SUBJECT_WITHIN]
    return [term.stem for term in found if term.stem in known and _bears_particle(text, term)]


def _bears_particle(text: str, term: Term) -> bool:
    """Also behind a name in Latin letters (HNSW는)."""
    return bool(SUBJECT.search(term.word) or SUBJECT.search(text[term.end : term.end + 1]))


def _tied(subject: str, words: set[str], ties: Ties) -> int:
    return sum(_pair(subject, word) in ties for word in words if word != subject)


def _pair(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)


def _stems(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.stem for term in terms(text)))


def _within(one: str, other: str) -> bool:
    return one in other or other in one
