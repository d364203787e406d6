"""For one rubric point: which words of the answer come closest to it, and how close."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from practice.embedding.port import Vectors
from practice.scoring.centred import similarities
from practice.scoring.overlap import recall
from practice.scoring.reading import Reading, Unit
from practice.scoring.sheet import Claim, PointSheet
from practice.scoring.spans import Span

# cosine
LEAD_WITHIN = 0.1
# share of the words that the whole holds
NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """The best unit for a point and its features, shares 0..1 and cosines.

    near: cosine with the claim. said: share of the claim's words in the unit; reach: in the whole answer. lead: how much nearer
    any words of the answer come to this point than to the nearest other; words that fit another point better are not this one's.
    """

    unit: Unit
    vector: Vectors
    claim: Claim
    near: float
    said: float
    reach: float
    lead: float


def best_match(point: PointSheet, reading: Reading, others: Vectors) -> Match | None:
    """The unit and the wording of the point that fit best by meaning and words together; ties go to the earlier, shorter one."""
    if not reading.units:
        return None
    near = similarities(reading.vectors, np.stack([claim.vector for claim in point.claims]))
    found = []
    for at, unit in enumerate(reading.units):
        for which, claim in enumerate(point.claims):
            said = recall(claim.terms, claim.weights, unit.terms)
            value = float(near[at, which])
            found.append((round(value + 0.5 * said, 4), -len(unit.span.text), -at, -which, value, said))
    _, _, at, which, value, said = max(found)
    unit, vector, claim = reading.units[-at], reading.vectors[-at], point.claims[-which]
    reach = max(recall(other.terms, other.weights, reading.terms) for other in point.claims)
    elsewhere = similarities(reading.vectors, others).max(1) if len(others) else 0.0
    # of what comes close at all: far from every point, some word lies a little less far from this one
    close = near.max(1) >= value - LEAD_WITHIN
    lead = round(float(np.where(close, near.max(1) - elsewhere, -1.0).max()), 3)
    return Match(unit, vector, claim, value, said, reach, lead)


def narrowed(match: Match, reading: Reading, parts: Sequence[Span], near: float) -> Match:
    """The one sentence of these words that says nearly as much, at least that near; the match itself where there is none.

    A window of two sentences may hold one that has nothing to do with the claim.
    """
    within, claim = match.unit.span, match.claim
    whole = {(part.start, part.end) for part in parts if within.start <= part.start and part.end <= within.end}
    found = [match]
    for unit, vector in zip(reading.units, reading.vectors, strict=True):
        if (unit.span.start, unit.span.end) in whole:
            value = float(similarities(vector[None], claim.vector[None])[0, 0])
            said = recall(claim.terms, claim.weights, unit.terms)
            if value >= near and said >= NEARLY * match.said:
                found.append(replace(match, unit=unit, vector=vector, near=value, said=said))
    return min(found, key=lambda one: len(one.unit.span.text))
