"""Agreement on the project's own answers: verdict by verdict, answer by answer, and the worst mistakes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from bench.scoring_eval.agreement import kappa, spearman, weighted_kappa
from practice.bank.model import Lang, Question
from practice.scoring.arithmetic import overall
from practice.scoring.model import PointScore, Score, Verdict
from practice.scoring.rubric import RubricScorer

LETTERS: dict[str, Verdict] = {"m": "met", "p": "partial", "x": "missed"}
VALUES = {"met": 1.0, "partial": 0.5, "missed": 0.0}
Level = Literal["absent", "weak", "fair", "strong"]


@dataclass(frozen=True, slots=True)
class HandGraded:
    """One answer in one language, with a person's verdict on each rubric point of its question."""

    question: Question
    level: Level
    kind: str
    lang: Lang
    text: str
    verdicts: tuple[Verdict, ...]

    @property
    def overall(self) -> int:
        points = zip(self.question.rubric, self.verdicts, strict=True)
        return overall([PointScore(point.id, "", point.weight, verdict) for point, verdict in points])


@dataclass(frozen=True, slots=True)
class Judged:
    graded: HandGraded
    score: Score

    @property
    def off_by(self) -> int:
        return self.score.overall - self.graded.overall


def hand_graded(file: Path, questions: dict[str, Question], lang: Lang) -> list[HandGraded]:
    """The graded answers in one language, in the order of the file."""
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))["answers"]
    return [
        HandGraded(
            questions[row["question"]],
            row["level"],
            row["kind"],
            lang,
            row[lang],
            tuple(LETTERS[letter] for letter in row["points"]),
        )
        for row in rows
    ]


def judged(scorer: RubricScorer, answers: Sequence[HandGraded]) -> list[Judged]:
    return [Judged(answer, scorer.judge(answer.text, answer.lang, answer.question)) for answer in answers]


def report(done: Sequence[Judged], worst: int = 8) -> list[str]:
    """Lines to print: figures over all, by kind of answer, and the answers that were judged furthest from the person."""
    lines = [_figures("all", done)]
    for kind in dict.fromkeys(row.graded.kind for row in done):
        lines.append(_figures(kind, [row for row in done if row.graded.kind == kind]))
    lines.extend(["worst:"] * bool(worst))
    lines.extend(_mistake(row) for row in sorted(done, key=lambda row: -abs(row.off_by))[:worst])
    return lines


def _figures(name: str, done: Sequence[Judged]) -> str:
    truth = [verdict for row in done for verdict in row.graded.verdicts]
    said = [point.verdict for row in done for point in row.score.points]
    ranks = spearman([row.graded.overall for row in done], [row.score.overall for row in done])
    values = [VALUES[verdict] for verdict in truth], [VALUES[verdict] for verdict in said]
    return (
        f"{name:10} answers {len(done):4}  points {len(truth):5}  kappa {kappa(truth, said):.3f}  "
        f"weighted {weighted_kappa(*values):.3f}  rank {ranks:.3f}  mean {_mean_of(done)}"
    )


def _mean_of(done: Sequence[Judged]) -> str:
    person = sum(row.graded.overall for row in done) / len(done)
    scorer = sum(row.score.overall for row in done) / len(done)
    return f"{person:.0f} by hand, {scorer:.0f} by the scorer"


def _mistake(row: Judged) -> str:
    wrong = [
        f"{point.id} {verdict}->{point.verdict}"
        for point, verdict in zip(row.score.points, row.graded.verdicts, strict=True)
        if point.verdict != verdict
    ]
    graded = row.graded
    head = f"  {graded.question.id} ({graded.level}, {graded.kind}): {graded.overall} by hand, {row.score.overall} said"
    return f"{head}; gate {row.score.gate}; {', '.join(wrong)}\n    {row.graded.text[:600]}"
