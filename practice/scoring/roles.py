"""Role swaps: the same words, but two of them stand in each other's place."""

import re
from collections.abc import Sequence

from practice.scoring.terms import Term, alike

ROLES = (
    ("topic", re.compile(r"(?:은|는|이|가|께서)$")),
    ("object", re.compile(r"(?:을|를)$")),
    ("than", re.compile(r"(?:보다|보다는|보다도)$")),
    ("from", re.compile(r"(?:에서|부터|에게서)$")),
    ("to", re.compile(r"(?:에|에게|로|으로|까지|한테)$")),
)
PASSIVE = re.compile(r"\bby\b", re.IGNORECASE)
FEWEST = 3


def swapped(claim: str, claim_terms: Sequence[Term], said: str, said_terms: Sequence[Term]) -> bool:
    """Exactly two shared words changed places, everything else stayed, and no particle or passive explains it."""
    pairs = _shared(claim_terms, said_terms)
    order = [two.start for _, two in pairs]
    moved = [at for at, (have, want) in enumerate(zip(order, sorted(order), strict=True)) if have != want]
    if len(pairs) < FEWEST or len(moved) != 2 or len(pairs) * 3 < len(claim_terms) * 2:
        return False
    (one, one_said), (two, two_said) = pairs[moved[0]], pairs[moved[1]]
    if one.word[0] >= "가" or two.word[0] >= "가":
        wanted, found = (role(one), role(two)), (role(one_said), role(two_said))
        return found == wanted[::-1] and (wanted[0] != wanted[1] or wanted[0] is not None)
    return bool(PASSIVE.search(claim)) == bool(PASSIVE.search(said))


def role(term: Term) -> str | None:
    """What its Korean particle makes of the word, or None."""
    return next((name for name, ending in ROLES if ending.search(term.word) and len(term.word) > 1), None)


def _shared(claim_terms: Sequence[Term], said_terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Words that stand exactly once on each side, in the order of the claim."""
    pairs = []
    for one in claim_terms:
        said = [two for two in said_terms if alike(one, two) >= 0.8]
        claimed = [other for other in claim_terms if alike(one, other) >= 0.8]
        if len(said) == 1 and len(claimed) == 1:
            pairs.append((one, said[0]))
    return pairs
