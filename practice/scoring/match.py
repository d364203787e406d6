"""For one rubric point: which words of the answer come closest to it, and how close."""

from dataclasses import dataclass

import numpy as np

from practice.embedding.port import Vectors
from practice.scoring.centred import similarities
from practice.scoring.overlap import recall
from practice.scoring.reading import Reading, Unit
from practice.scoring.sheet import Claim, PointSheet

# cosine
LEAD_WITHIN = 0.1


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
