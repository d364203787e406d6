"""Cosines on the scale that people read: 0 for texts that have nothing to do with each other, 1 for the same text."""

from bisect import bisect_right
from dataclasses import dataclass

Knot = tuple[float, float]


@dataclass(frozen=True)
class Calibration:
    """A monotone map for each use of a model, as knots (cosine, similarity) with straight lines between them.

    ``answers``: between two answers; 0 ends at the 95th percentile of answers to unrelated questions, 0.8 is the median of
    the same answer in another language. ``search``: from a query to an answer, words included. What was asked for is listed
    anyway, so the scale begins low: 0 ends at the 5th percentile of a query of few words and an unrelated answer, 0.2 is the
    median of a whole question and an unrelated answer, 0.6 that of a question and its own. A good answer to a short query,
    or one in the other language, lies between 0.1 and 0.3: more than nothing, and no promise.
    ``*_across``: how much lower unrelated texts lie when their languages differ; added where they do.
    """

    answers: tuple[Knot, ...]
    search: tuple[Knot, ...]
    answers_across: float = 0.0
    search_across: float = 0.0


def on_scale(knots: tuple[Knot, ...], cosine: float) -> float:
    """The similarity, 0.0 to 1.0."""
    place = bisect_right([knot[0] for knot in knots], cosine)
    if place == 0:
        return 0.0
    if place == len(knots):
        return knots[-1][1]
    (low, below), (high, above) = knots[place - 1 : place + 1]
    return below + (above - below) * (cosine - low) / (high - low)


# Fitted by `python -m bench.calibration` on the answers, questions and titles of the shipped bank.
E5_SMALL = Calibration(
    answers=((0.915, 0.0), (0.954, 0.8), (1.0, 1.0)),
    search=((0.793, 0.0), (0.85, 0.2), (0.896, 0.6), (1.0, 1.0)),
    answers_across=0.059,
    search_across=0.038,
)
