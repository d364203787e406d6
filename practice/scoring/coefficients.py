"""The few numbers of the scorer, each with its meaning; fitted by bench/scoring_eval/fit.py, never by taste."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coefficients:
    """How features of a match add up (logistic), and where a verdict begins."""

    bias: float = -2.05
    near: float = 3.0  # centred cosine of the best words with the claim
    said: float = 2.65  # share of the claim's words in them
    reach: float = 3.0  # share of the claim's words anywhere in the answer
    hint: float = 0.6  # a hint phrase of the point is said
    rival: float = -3.9  # centred cosine of the best words with the nearest other point
    met: float = 0.70
    partial: float = 0.42
    # a misconception must be said nearly in its own words, and closer than anything that is true
    wrong_near: float = 0.55
    wrong_said: float = 0.5
    wrong_lead: float = 0.02
    # off topic: nothing in the answer comes this near to the question, a point or the model answer
    topic_near: float = 0.35
    topic_said: float = 0.12  # or shares this much of one point's words
    topic_sure: float = 0.50  # so near that no shared word is asked for
    unsure: float = 0.08  # a probability this close to a verdict's border is a coin toss


CURRENT = Coefficients()
