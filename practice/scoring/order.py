"""What comes first: reads 'A after B', 'A 뒤에 B' and 'A first, then B' into two sets of words, and compares them."""

# ruff: noqa: E501  (patterns read better whole)

import re
from collections.abc import Sequence

from practice.scoring.terms import Term, alike, terms

# text before the mark happens first
FORWARD = re.compile(
    r"(?:한|된|은|ㄴ|낸|준|난|인)\s?(?:뒤에만|뒤에야|뒤에|뒤|후에만|후에야|후에|후|다음에만|다음에|다음)(?=\s|,|$)|고\s나서|고\s난\s[뒤후다]|(?<=고)\s그\s?다음|\s?그\s?다음에?|\band then\b|\bthen\b|\bbefore\b",
    re.IGNORECASE,
)
# text behind the mark happens first
BACKWARD = re.compile(r"기\s?전에|\s전에|\b(?:only )?after\b|\bafterwards? of\b|\bonce\b", re.IGNORECASE)
TRAILING = re.compile(r"\b(?:afterwards|later|나중에)\b", re.IGNORECASE)


def reversed_order(claim: str, said: str) -> bool:
    """Both tell an order, and every word that they share in it stands on the other side."""
    one, two = _order(claim), _order(said)
    if not one or not two:
        return False
    straight = _meet(one[0], two[0]) + _meet(one[1], two[1])
    crossed = min(_meet(one[0], two[1]), _meet(one[1], two[0]))
    return crossed > 0 and straight < crossed + 1 and straight <= 1


def _order(text: str) -> tuple[Sequence[Term], Sequence[Term]] | None:
    """Words of what comes first, words of what comes second."""
    if mark := FORWARD.search(text):
        return terms(text[: mark.start()]), terms(text[mark.end() :])
    if mark := BACKWARD.search(text):
        left, right = text[: mark.start()], text[mark.end() :]
        if mark.start() < 4:  # "After B, A"
            head, _, tail = right.partition(",")
            return terms(head), terms(tail)
        return terms(right), terms(left)
    if mark := TRAILING.search(text):
        head, _, tail = text[: mark.start()].rpartition(" and ")
        return (terms(head), terms(tail)) if head else None
    return None


def _meet(one: Sequence[Term], two: Sequence[Term]) -> int:
    return sum(any(alike(first, second) >= 0.8 for second in two) for first in one)
