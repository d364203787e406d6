"""The order in which a text says that things happen, step by step, and whether two texts tell it the other way round."""

import re
from collections.abc import Mapping
from itertools import combinations

from practice.scoring.terms import terms

# what ends a step, and what that says about the order of the words on its two sides
END = re.compile(
    r"(?P<done>[은한된인운난]\s?(?:뒤|후|다음)(?:에만|에야|에는|에|이면)?(?=[\s,]|$)|고\s나서|고\s난\s?[뒤후]|\bbefore\b)"
    # "at least once" counts, "once it is there" orders
    r"|(?P<later>기\s전에?|보다(?=\s+(?:[^\s,.]+\s+){0,2}(?:먼저|앞서|우선))|\b(?:only )?after\b"
    r"|(?<!\bat )(?<!at most )(?<!at least )(?<!exactly )(?<!more than )(?<!-)\bonce\b(?! (?:more|again)))"
    r"|(?P<beside>[,;.]\s|(?<=고)\s+|(?<!\s)\s+and\s+)",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"나중에|그\s?다음|그\s?뒤|그\s?후|다음으로|마지막"
    r"|\b(?:(?<!only )then|afterwards|later|last(?! [A-Za-z])|finally|next)\b(?!-)",
    re.IGNORECASE,
)
FEWEST_TURNED = 2


def reversed_order(claim: str, said: str) -> bool:
    """Of the pairs of words whose order both texts tell, at least two stand the other way round and none the same way."""
    one, two = places(claim), places(said)
    shared = sorted(one.keys() & two.keys())
    turns = [(one[left] - one[right]) * (two[left] - two[right]) for left, right in combinations(shared, 2)]
    return sum(turn < 0 for turn in turns) >= FEWEST_TURNED and not any(turn > 0 for turn in turns)


def places(text: str) -> Mapping[str, int]:
    """The step, from 0, of each stem that stands in one step alone; empty where no word tells an order."""
    found: dict[str, set[int]] = {}
    steps = _steps(text)
    for words, step in steps:
        for term in terms(words):
            found.setdefault(term.stem, set()).add(step)
    ordered = len({step for _, step in steps}) > 1
    return {stem: next(iter(at)) for stem, at in found.items() if len(at) == 1} if ordered else {}


def _steps(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    begin = now = 0
    for end in [*END.finditer(text), None]:
        words = text[begin : end.start()] if end else text[begin:]
        now += bool(found and NEXT.search(words))
        later = end is not None and end.lastgroup == "later" and bool(words.strip())
        found.append((words, now + later))
        if end is None:
            break
        now += end.lastgroup == "done"
        begin = end.end()
    return found
