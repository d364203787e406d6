"""Fit the coefficients of the verdicts on hand-graded answers: `python -m bench.scoring_eval.fit_points GRADED.yaml…`."""

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.scoring_eval.agreement import weighted_kappa
from bench.scoring_eval.fit import Fit, by_question, fit, folds
from bench.scoring_eval.points import VALUES, HandGraded, Judged, hand_graded, judged, report
from bench.scoring_eval.remembering import RememberingEncoder
from practice.bank.model import LANGS
from practice.bank.shipped import load
from practice.embedding.engine import load_engine
from practice.embedding.port import Encoder
from practice.scoring.coefficients import CURRENT, Coefficients
from practice.scoring.decided import set_apart
from practice.scoring.gates import before_points
from practice.scoring.match import best_match
from practice.scoring.providers.neutral import without_markers
from practice.scoring.reading import read
from practice.scoring.rubric import RubricScorer
from practice.scoring.unknown import known
from practice.scoring.verdicts import contrary, elsewhere
from practice.settings import Settings

NAMES = ("reach", "lead", "told")
STEPS = [step / 50 for step in range(10, 41)]
Row = tuple[str, tuple[float, ...], float]
Rows = tuple[np.ndarray, np.ndarray, Sequence[str]]


def main(files: Sequence[Path]) -> None:
    settings = Settings()
    encoder = RememberingEncoder(load_engine(settings, threads=1), settings.data_dir / "eval" / "vectors.sqlite")
    scorer = RubricScorer(encoder, keep=512)
    questions = {question.id: question for question in load().questions}
    answers = [answer for file in files for lang in LANGS for answer in hand_graded(file, questions, lang)]
    rows = [row for answer in answers for row in _rows(scorer, answer)]
    x, y, asked = np.array([row[1] for row in rows]), np.array([row[2] for row in rows]), [row[0] for row in rows]
    chances = by_question(x, y, asked)
    kappa, met, partial = _borders(chances, y)
    shipped = _agreement(chances, y, CURRENT.met, CURRENT.partial)
    found = _named(fit(x, y))
    print(f"{len(rows)} points; bias {found.bias:+.2f}  " + "  ".join(f"{name} {getattr(found, name):+.2f}" for name in NAMES))
    print(f"each question by a fit on the others, weighted kappa {kappa:.3f} at its best (met {met:.2f}, partial {partial:.2f})")
    print(f"and {shipped:.3f} with the borders that ship (met {CURRENT.met:.2f}, partial {CURRENT.partial:.2f})")
    for line in _unseen(encoder, answers, (x, y, asked)):
        print(line)


def _named(found: Fit) -> Coefficients:
    """What was fitted, to two digits as it ships."""
    weights = {name: round(float(weight), 2) for name, weight in zip(NAMES, found.weights, strict=True)}
    return replace(CURRENT, bias=round(found.bias, 2), **weights)


def _unseen(encoder: Encoder, answers: Sequence[HandGraded], rows: Rows) -> Iterator[str]:
    """Whole answers, each by a fit that never saw its question, with the borders that ship."""
    x, y, asked = rows
    done: list[Judged] = []
    for own in folds(asked):
        held = {question for question, mine in zip(asked, own, strict=True) if mine}
        scorer = RubricScorer(encoder, _named(fit(x[~own], y[~own])), keep=512)
        done += judged(scorer, [answer for answer in answers if answer.question.id in held])
    for lang in LANGS:
        yield f"== {lang}, each question by a fit on the others"
        yield from report([row for row in done if row.graded.lang == lang], worst=0)


def _rows(scorer: RubricScorer, answer: HandGraded) -> Iterator[Row]:
    """Each point worth making that nothing else decides: no gate, no list of keywords, no distance, no contrary."""
    text = unicodedata.normalize("NFC", answer.text)
    if before_points(text, answer.question, answer.lang):
        return
    sheet = scorer.sheet(answer.question, answer.lang)
    stated = known(without_markers(text))
    whole = read(stated, answer.question.text.get(answer.lang), scorer.encoder, sheet.middle)
    _, reading = set_apart(stated, whole, sheet, scorer.by)
    told = float(answer.question.asks_for_experience)
    for point, verdict in zip(sheet.points, answer.verdicts, strict=True):
        match = best_match(point, reading, sheet.others(point))
        if point.point.weight <= 0 or match is None or match.unit.bare or elsewhere(match, scorer.by):
            continue
        if not contrary(match, stated, sheet.truth):
            yield answer.question.id, (match.reach, match.lead, told), VALUES[verdict]


def _borders(chances: np.ndarray, y: Sequence[float] | np.ndarray) -> tuple[float, float, float]:
    """The borders that agree best: (weighted kappa, met, partial)."""
    return max((_agreement(chances, y, met, partial), met, partial) for met in STEPS for partial in STEPS if partial <= met)


def _agreement(chances: np.ndarray, y: Sequence[float] | np.ndarray, met: float, partial: float) -> float:
    said = np.where(chances >= met, 1.0, np.where(chances >= partial, 0.5, 0.0))
    return weighted_kappa(list(y), list(said))


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]])
