"""Each point of a rubric decided: its verdict, the words that show it, and what to do about it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from practice.bank.model import Lang, Question
from practice.scoring import words
from practice.scoring.coefficients import Coefficients
from practice.scoring.match import Match, best_match, narrowed
from practice.scoring.model import Evidence, PointScore
from practice.scoring.reading import Reading
from practice.scoring.sentences import sentences
from practice.scoring.sheet import PointSheet, Sheet
from practice.scoring.verdicts import Finding, find, find_wrong

OnPoint = Callable[[int, int, PointScore], None]


def decide(
    text: str, reading: Reading, sheet: Sheet, question: Question, lang: Lang, by: Coefficients, on_point: OnPoint | None
) -> tuple[tuple[PointScore, ...], bool]:
    """The points that the question has, and whether too many of them are close calls."""
    done: list[PointScore] = []
    # a sheet is kept for all questions that are judged alike, whatever axes their points name
    axes = {point.id: point.axes for point in question.rubric}
    asked = [point for point in sheet.points if point.point.id in axes]
    doubts = 0
    wrong, rest = set_apart(text, reading, sheet, by)
    for index, point in enumerate(asked):
        finding = wrong.get(point.point.id) or find(best_match(point, rest, sheet.others(point)), text, sheet.truth, by)
        doubts += point.point.weight > 0 and _doubtful(finding, by)
        done.append(replace(_point_score(point, finding, lang, text), axes=axes[point.point.id]))
        if on_point:
            on_point(index, len(asked), done[-1])
    return tuple(done), doubts * 3 >= len(done)


def set_apart(text: str, reading: Reading, sheet: Sheet, by: Coefficients) -> tuple[dict[str, Finding], Reading]:
    """The finding on each misconception, and the reading without the words that state one: those state no point."""
    wrong = {point.point.id: _wrong(point, text, reading, sheet, by) for point in sheet.points if point.point.weight < 0}
    spoken = [finding.match.unit.span for finding in wrong.values() if finding.match and finding.verdict == "met"]
    return wrong, reading.without(spoken)


def _wrong(point: PointSheet, text: str, reading: Reading, sheet: Sheet, by: Coefficients) -> Finding:
    match = best_match(point, reading, sheet.others(point))
    found = find_wrong(match, text, _nearest_truth(match, sheet) if match else 0.0, by)
    if found.match is None or found.verdict != "met":
        return found
    return replace(found, match=narrowed(found.match, reading, sentences(text), by.wrong_near))


def _nearest_truth(match: Match, sheet: Sheet) -> float:
    """How near the same words come to something true: a point worth making, or a sentence of the model answer."""
    true = [claim.vector[None] for point in sheet.points if point.point.weight > 0 for claim in point.claims]
    return float(np.round(np.concatenate([sheet.model_vectors, *true]) @ match.vector, 3).max())


def _doubtful(finding: Finding, by: Coefficients) -> bool:
    near_border = min(abs(finding.chance - by.met), abs(finding.chance - by.partial)) < by.unsure
    return near_border or finding.refused is not None


def _point_score(sheet: PointSheet, finding: Finding, lang: Lang, text: str) -> PointScore:
    point = sheet.point
    shown = finding.match is not None and (finding.verdict != "missed" or finding.refused is not None)
    span = finding.match.unit.span if finding.match and shown else None
    evidence = (Evidence(span.text, span.start, span.end),) if span else ()
    return PointScore(
        point.id, point.text.get(lang), point.weight, finding.verdict, evidence, words.advice(point, finding, lang, text)
    )
