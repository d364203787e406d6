"""From a reply to points and from points to a score: every quote checked, every number computed here."""

import unicodedata
from collections.abc import Sequence

from practice.bank.model import Lang, Question, RubricPoint
from practice.scoring import arithmetic, words
from practice.scoring.model import Evidence, PointScore, Score, Verdict
from practice.scoring.providers import sampling
from practice.scoring.providers.follow_up import checked
from practice.scoring.providers.neutral import HIDDEN
from practice.scoring.providers.quotes import found
from practice.scoring.providers.reply import PointReply, Reply

LONGEST_SAID = 600


def point_of(said: PointReply, point: RubricPoint, answer: str, lang: Lang) -> PointScore:
    """One point, checked: when a quote does not stand in the answer the evidence is void, and so is the verdict."""
    quotes = [found(quote, answer) for quote in said.evidence if quote.strip()]
    standing = tuple(quote for quote in quotes if quote)
    void = len(standing) < len(quotes) or not standing
    verdict: Verdict = "missed" if void else said.verdict
    evidence: tuple[Evidence, ...] = () if verdict == "missed" else _distinct(standing)
    rationale = _plain(said.rationale)
    lacking = verdict != "met" if point.weight > 0 else verdict != "missed"
    advice = rationale if lacking else None
    text = point.text.get(lang)
    return PointScore(point.id, text, point.weight, verdict, evidence, advice, rationale, axes=point.axes)


def points_of(reply: Reply, question: Question, answer: str, lang: Lang) -> tuple[PointScore, ...]:
    """All points of a whole reply, in the rubric's order."""
    pairs = zip(reply.points, question.rubric, strict=True)
    return tuple(point_of(said, point, answer, lang) for said, point in pairs)


def score_of(replies: Sequence[Reply], question: Question, answer: str, lang: Lang) -> Score:
    """One score from one or more replies."""
    samples = [points_of(reply, question, answer, lang) for reply in replies]
    points = sampling.merged(samples)
    value = arithmetic.overall(points)
    asked = words.follow_ups(question, points, lang)
    # the words belong to the sample whose number is nearest to the one that is shown
    nearest = min(range(len(samples)), key=lambda at: abs(arithmetic.overall(samples[at]) - value))
    own = checked(_plain(replies[nearest].follow_up) or "", asked)
    return Score(
        overall=value,
        axes=arithmetic.axes(question.axes, value, points),
        points=points,
        summary=_plain(replies[nearest].summary) or "",
        strengths=words.strengths(points, lang),
        improvements=words.improvements(points),
        follow_ups=(*asked, own) if own else asked,
        uncertain=sampling.wide(points),
    )


def _distinct(quotes: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(quotes))


def _plain(text: str) -> str | None:
    """One line without hidden characters, not longer than anybody reads."""
    seen = "".join(" " if unicodedata.category(char) in HIDDEN else char for char in text)
    return " ".join(seen.split())[:LONGEST_SAID] or None
