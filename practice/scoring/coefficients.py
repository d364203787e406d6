"""The few numbers of the scorer, each with its meaning.

``bias``, ``reach``, ``lead`` and ``told`` are fitted by bench/scoring_eval/fit_points.py on all answers graded by hand; that
the others are 0 says that they added nothing there. The borders met and partial are set on the flat top of weighted kappa that
the script prints. ``LIKENESS`` is fitted by bench/scoring_eval/fit_likeness.py, ``SCALES`` by fit_scales.py beside it.
Chosen by hand, from small tables and without cross-validation: the borders of misconceptions, of off topic and of doubt, and all
of ``DERIVED``.
"""

from dataclasses import dataclass, replace
from typing import Self

from practice.bank.model import Lang, Question


@dataclass(frozen=True, slots=True)
class Coefficients:
    """How features of a match add up (logistic), and where a verdict begins."""

    bias: float = -1.84
    near: float = 0.0  # centred cosine of the best words with the claim
    said: float = 0.0  # share of the claim's words in them
    reach: float = 2.65  # share of the claim's words anywhere in the answer
    lead: float = 7.78  # how much nearer some words of the answer come to this point than to any other
    told: float = 0.49  # added where one is asked for what one has lived through: a story is told in words of its own
    # what is nearest to this point of all may still be about something else: nearness and reach together come to this at least
    least: float = 0.55
    met: float = 0.46
    partial: float = 0.34
    # a misconception must be said nearly in its own words, and closer than anything that is true
    wrong_near: float = 0.55
    wrong_said: float = 0.45
    wrong_lead: float = 0.02
    # off topic: nothing in the answer comes this near to the question, a point or the model answer
    topic_near: float = 0.35
    topic_said: float = 0.12  # or shares this much of one point's words
    topic_sure: float = 0.50  # so near that no shared word is asked for
    topic_share: float = 0.10  # and where there is a model answer alone, what comes to this share of it is about it
    unsure: float = 0.08  # a probability this close to a verdict's border is a coin toss

    def of(self, question: Question) -> Self:
        """The same for the points of this question."""
        return replace(self, bias=self.bias + self.told) if question.asks_for_experience else self


CURRENT = Coefficients()

# claims drawn from a model answer lie close together, so that competing for the same words would starve them all
DERIVED = Coefficients(bias=-2.75, near=3.0, said=2.65, reach=3.0, lead=0.0, told=0.0, least=0.0, met=0.70, partial=0.42)

# a question with a model answer alone: fitted by bench/scoring_eval/fit_likeness.py on three public sets, the mean of their fits
LIKENESS = {
    "bias": -2.67,
    "recall": 1.01,
    "fresh": 1.59,
    "plain": 0.63,
    "neighbours": 0.30,
    "letters": 2.01,
    "reach": -0.11,
    "cosine": 0.63,
    "gain": 1.12,
    "cover": 1.08,
    "least": -0.17,
    "nearest": 1.22,
    "claim_gain": 0.28,
    "undenied": -0.35,
    "agrees": 0.18,
    "opposes": -0.43,
    "about": -0.86,
}

Scale = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scales:
    """What a share of a model answer is worth: nothing up to the first number, everything from the second on.

    ``whole``: of a model answer of ``LONG`` sentences or more, for nobody says all of it. One of a single sentence is to be
    said whole, and between them it goes straight. ``followup``: of a follow-up's, which is three sentences of one case, so that
    a right answer from another case comes half as near as the model does to itself.
    """

    whole: dict[Lang, Scale]
    followup: dict[Lang, Scale]


LONG = 5
SCALES = Scales(whole={"ko": (0.04, 0.78), "en": (0.06, 0.85)}, followup={"ko": (0.06, 0.56), "en": (0.13, 0.68)})
AS_IT_IS: dict[Lang, Scale] = {"ko": (0.0, 1.0), "en": (0.0, 1.0)}
UNSCALED = Scales(AS_IT_IS, AS_IT_IS)
