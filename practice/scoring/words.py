"""What a score says to the person: summary, strengths, improvements, advice and what to ask next."""

from collections.abc import Sequence

from practice.bank.derived import PREFIX
from practice.bank.model import Lang, Question, RubricPoint
from practice.scoring.aim import Kind
from practice.scoring.model import PointScore
from practice.scoring.phrases import (
    ADVICE,
    AIMED,
    CLOSE,
    ESTIMATE,
    FOLLOWUP,
    FOREIGN,
    FROM_ITS_OWN,
    FROM_MODEL_ANSWER,
    GATE_SUMMARY,
    MADE,
    MISTAKES,
    NUDGE,
    OF_MODEL,
    OWN,
    PASTED,
    STRENGTH,
    SUMMARY,
    TO_ADD,
    object_mark,
)
from practice.scoring.verdicts import Finding

MOST = 3
MOST_HINTS = 3


def advice(point: RubricPoint, finding: Finding, lang: Lang, answer: str = "") -> str | None:
    """One sentence for a point that is not fully made, or for a misconception that is stated; None when all is well.

    Hints that stand in the ``answer`` already are not given.
    """
    kind = _kind(point, finding)
    if kind is None:
        return None
    said = _bare(point.text.get(lang))
    words = ADVICE[kind][lang].format(point=said)
    hints = [hint for hint in point.hints.get(lang) if hint.casefold() not in answer.casefold()][:MOST_HINTS]
    hints = hints if kind in ("missed", "partial") else []
    return words + (NUDGE[lang].format(hints=", ".join(hints)) if hints else "")


def _kind(point: RubricPoint, finding: Finding) -> str | None:
    if point.weight < 0:
        return "wrong" if finding.verdict != "missed" else None
    if finding.verdict == "met":
        return None
    return finding.refused or finding.verdict


def _bare(text: str) -> str:
    return text.strip().rstrip(".。")


def strengths(points: Sequence[PointScore], lang: Lang) -> tuple[str, ...]:
    """The weightiest points that were made."""
    made = [point for point in points if point.weight > 0 and point.verdict == "met"]
    made.sort(key=lambda point: -point.weight)
    return tuple(STRENGTH[lang].format(point=_bare(point.text), 을=object_mark(_bare(point.text))) for point in made[:MOST])


def improvements(points: Sequence[PointScore]) -> tuple[str, ...]:
    """Misconceptions first, then the weightiest points that are missing."""
    lacking = [point for point in points if point.advice]
    lacking.sort(key=lambda point: (point.weight > 0, -abs(point.weight)))
    return tuple(point.advice for point in lacking[:MOST] if point.advice)


def summary(
    points: Sequence[PointScore],
    covered: int,
    lang: Lang,
    unsure: bool,
    pasted: bool,
    kind: Kind = "whole",
    foreign: bool = False,
) -> str:
    """Two to four sentences: how much (``covered``, of 100) was found, and how far to trust that."""
    positive = [point for point in points if point.weight > 0]
    met = sum(point.verdict == "met" for point in positive)
    partial = sum(point.verdict == "partial" for point in positive)
    wrong = sum(point.weight < 0 and point.verdict != "missed" for point in points)
    made = MADE[lang].get((met > 0, partial > 0), "").format(met=met, partial=partial, of=len(positive))
    derived = bool(points) and points[0].id.startswith(PREFIX)
    if kind == "own":
        said = next(words for least, words in OWN[lang] if covered >= least)
    elif kind == "whole" and derived:
        # by the same measure as the number: its claims are only where to look
        said = next(words for least, words in OF_MODEL[lang] if covered >= least)
        said += TO_ADD[lang] if met < len(positive) else ""
    elif kind == "aimed":
        said = AIMED[lang][positive[0].verdict].format(point=_bare(positive[0].text))
    else:
        said = _template(covered, lang, bool(made), kind == "followup").format(met=met, made=made, of=len(positive))
    said += MISTAKES[lang][wrong > 1].format(wrong=wrong) if wrong else ""
    said += " " + PASTED[lang] if pasted else ""
    said += FOREIGN[lang] if foreign else ""
    if derived:
        return said + (FROM_ITS_OWN if kind == "own" else FROM_MODEL_ANSWER)[lang]
    return said + ESTIMATE[lang] + (CLOSE[lang] if unsure else "")


def _template(value: int, lang: Lang, some: bool, followup: bool) -> str:
    if followup:
        about, made = FOLLOWUP[lang]
        return about + (made if some else "")
    step = max(value, 1) if some else 0
    return next(words for least, words in SUMMARY[lang] if step >= least)


def gate_summary(gate: str, lang: Lang) -> str:
    return GATE_SUMMARY[gate][lang]


def gate_improvements(question: Question, lang: Lang) -> tuple[str, ...]:
    """The question's own hints, for somebody who has no start yet."""
    return question.hints.get(lang)[:MOST]


def follow_ups(question: Question, points: Sequence[PointScore], lang: Lang) -> tuple[str, ...]:
    """The bank's follow-ups that aim at what was missed come first, the weightiest before the others."""
    verdicts = {point.id: point for point in points}

    def urgency(aims_at: str | None) -> tuple[int, int]:
        point = verdicts.get(aims_at or "")
        lacking = point is not None and point.weight > 0 and point.verdict != "met"
        return (0, -point.weight) if lacking and point else (1, 0)

    ordered = sorted(question.followups, key=lambda followup: urgency(followup.aims_at))
    return tuple(followup.text.get(lang) for followup in ordered[:MOST])
