"""How much of one text's content words another text holds."""

from collections.abc import Sequence

from practice.scoring.terms import Term, alike

GIVEN = 0.35


def weights(claim: Sequence[Term], given: Sequence[Term]) -> tuple[float, ...]:
    """A weight for each word of the claim: repeats count once, words that the question gives away count little."""
    seen: set[str] = set()
    found = []
    for term in claim:
        weight = 0.0 if term.stem in seen else term.weight
        if any(alike(term, other) >= 0.9 for other in given):
            weight *= GIVEN
        seen.add(term.stem)
        found.append(weight)
    return tuple(found)


def recall(claim: Sequence[Term], claim_weights: Sequence[float], said: Sequence[Term]) -> float:
    """The weighted share of the claim's words that are said, 0..1; 0 for a claim without words."""
    whole = sum(claim_weights)
    if not whole:
        return 0.0
    stems = {term.stem for term in said}
    # a word that is said a thousand times is compared once
    distinct = tuple({(term.stem, term.root): term for term in said}.values())
    held = sum(
        weight * (1.0 if term.stem in stems else _closest(term, distinct))
        for term, weight in zip(claim, claim_weights, strict=True)
        if weight
    )
    return round(held / whole, 4)


def _closest(term: Term, said: Sequence[Term]) -> float:
    return max((alike(term, other) for other in said), default=0.0)
