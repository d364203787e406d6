"""From a match to a verdict: made, made in part, or missed; denials and role swaps are not the point."""

import math
from dataclasses import dataclass

from practice.scoring.clauses import clauses
from practice.scoring.coefficients import Coefficients
from practice.scoring.exchange import exchanged
from practice.scoring.match import Match
from practice.scoring.model import Verdict
from practice.scoring.negation import contrast_reversed, deny
from practice.scoring.opposites import opposed
from practice.scoring.order import reversed_order
from practice.scoring.overlap import recall
from practice.scoring.partners import Partners, crossed, partners
from practice.scoring.polarity import denies
from practice.scoring.rebuttal import rebutted
from practice.scoring.terms import terms


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict, how sure it is (0..1: the chance that the point is made), and why a close match was refused."""

    verdict: Verdict
    chance: float
    match: Match | None
    refused: str | None = None


def chance(match: Match, by: Coefficients) -> float:
    """The chance that the answer makes the point, from the features alone."""
    z = by.bias + by.near * match.near + by.said * match.said + by.reach * match.reach + by.lead * match.lead
    return round(1 / (1 + math.exp(-z)), 4)


def elsewhere(match: Match, by: Coefficients) -> bool:
    """The words are nearer to this point than to others, and yet about something else."""
    return match.near + match.reach < by.least


def find(match: Match | None, text: str, truth: Partners, by: Coefficients) -> Finding:
    """The verdict on a point that should be made."""
    if match is None:
        return Finding("missed", 0.0, None)
    value = chance(match, by)
    if elsewhere(match, by):
        return Finding("missed", round(value / 2, 4), match)
    verdict: Verdict = "met" if value >= by.met else "partial" if value >= by.partial else "missed"
    if verdict == "missed":
        return Finding("missed", value, match)
    if match.unit.bare:
        return Finding("missed", round(value / 2, 4), match, "keywords")
    if refusal := contrary(match, text, truth):
        return Finding("missed", round(value / 2, 4), match, refusal)
    return Finding(verdict, value, match)


def find_wrong(match: Match | None, text: str, best_true: float, by: Coefficients) -> Finding:
    """The verdict on a misconception: ``met`` when it is said nearly in its own words, not denied, and closer than any truth."""
    if match is None or match.near < by.wrong_near or match.said < by.wrong_said:
        return Finding("missed", 0.0, match)
    if match.near < best_true + by.wrong_lead or match.unit.bare:
        return Finding("missed", 0.3, match)
    if _turned_down(match, text):
        return Finding("missed", 0.2, match, "denied")
    return Finding("met", 0.8, match)


def _turned_down(match: Match, text: str) -> bool:
    """A misconception that is denied in its own words, word by word, or reported only to be rejected."""
    claim, said = match.claim, match.unit.span.text
    return (
        denies(claim.text, _closest_clause(match))
        or deny(claim.text, claim.terms, said, match.unit.terms)
        or contrast_reversed(claim.text, claim.terms, said, match.unit.terms)
        or rebutted(match, text)
    )


def contrary(match: Match, text: str, truth: Partners) -> str | None:
    """``denied`` or ``swapped`` when the words nearest to the claim say its contrary."""
    claim, said = match.claim, match.unit.span.text
    if deny(claim.text, claim.terms, said, match.unit.terms) or opposed(claim.text, said):
        return "denied"
    if (
        reversed_order(claim.text, said)
        or crossed(claim.text, claim.terms, said, text, truth)
        or crossed(claim.text, claim.terms, said, text, partners((claim.text,)))
        or exchanged(said, text, truth.ties)
    ):
        return "swapped"
    if contrast_reversed(claim.text, claim.terms, said, match.unit.terms):
        return "swapped"
    return None


def _closest_clause(match: Match) -> str:
    span = match.unit.span
    pieces = [piece.text for piece in clauses(span)]
    scored = [(recall(match.claim.terms, match.claim.weights, terms(piece)), -at, piece) for at, piece in enumerate(pieces)]
    if scored and max(scored)[0] >= match.said * 0.9:
        return max(scored)[2]
    return span.text
