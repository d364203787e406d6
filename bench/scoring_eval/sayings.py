"""Sentences that state a misconception of the shipped bank or turn it down, through the scorer as it ships."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.scoring_eval.files import files_with
from bench.scoring_eval.followups import SHOWN
from practice.bank.model import LANGS, Lang, Question
from practice.bank.shipped import load
from practice.embedding.port import Encoder
from practice.scoring.rubric import RubricScorer


@dataclass(frozen=True, slots=True)
class Saying:
    """``stated``: whether the speaker holds the misconception, by hand; ``kind``: how it is said."""

    question: Question
    point: str
    kind: str
    stated: bool
    text: str


def measure_sayings(path: Path, encoder: Encoder, worst: int) -> Iterator[str]:
    """Lines to print for each file of such sentences at or below the path, in each language."""
    for file in files_with(path, "sayings"):
        for lang in LANGS:
            rows = sayings(file, lang)
            scorer = RubricScorer(encoder, keep=len(rows))
            found = [is_found(scorer, row, lang) for row in rows]
            yield f"== {file.name}, {lang}: {len(rows)} sentences about misconceptions"
            yield _figures(rows, found)
            mistaken = [row for row, was in zip(rows, found, strict=True) if was is not row.stated]
            yield from (f"  {row.question.id} {row.point} ({row.kind}): {row.text[:SHOWN]}" for row in mistaken[:worst])


def sayings(file: Path, lang: Lang) -> list[Saying]:
    """The sentences in that language. Raises KeyError for a question that does not ship."""
    questions = {question.id: question for question in load().questions}
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))["sayings"]
    return [Saying(questions[row["question"]], row["point"], row["kind"], row["stated"], row[lang]) for row in rows]


def is_found(scorer: RubricScorer, row: Saying, lang: Lang) -> bool:
    """Whether the scorer takes the misconception for stated."""
    points = scorer.judge(row.text, lang, row.question).points
    return any(point.id == row.point and point.verdict != "missed" for point in points)


def _figures(rows: Sequence[Saying], found: Sequence[bool]) -> str:
    """How many are taken for stated, of those that state it and of those that do not, and by kind."""
    told: dict[str, list[bool]] = {}
    for row, was in sorted(zip(rows, found, strict=True), key=lambda one: not one[0].stated):
        for name in ("stated" if row.stated else "not stated", row.kind):
            told.setdefault(name, []).append(was)
    return "taken for stated: " + ", ".join(f"{name} {sum(those)} of {len(those)}" for name, those in told.items())
