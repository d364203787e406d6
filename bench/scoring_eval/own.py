"""Answers to shipped questions, Korean and English twins, graded point by point, through the scorer as it ships."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from bench.scoring_eval.points import Judged, hand_graded, judged, report
from bench.scoring_eval.worth import figures
from practice.bank.model import LANGS, Question
from practice.bank.shipped import load
from practice.embedding.port import Encoder
from practice.scoring.rubric import RubricScorer


def measure_own(path: Path, encoder: Encoder, worst: int) -> Iterator[str]:
    """Lines to print for each graded file at or below the path, and for all of them together, in each language; then what the
    same answers get where the question has its model answer alone."""
    graded = graded_files(path)
    if not graded:
        return
    questions = {question.id: question for question in load().questions}
    scorer = RubricScorer(encoder, keep=2 * len(questions))
    for lang in LANGS:
        together = []
        for file in graded:
            done = judged(scorer, hand_graded(file, questions, lang))
            together.extend(done)
            yield f"== {file.name}, {lang}"
            yield from report(done, worst)
        if len(graded) > 1:
            yield f"== all files, {lang}"
            yield from report(together, 0)
        yield f"== all files, {lang}, by the model answer alone"
        yield without_rubric(scorer, together)


def without_rubric(scorer: RubricScorer, answers: Sequence[Judged]) -> str:
    rows = [row.graded for row in answers]
    said = [scorer.judge(row.text, row.lang, bare(row.question)).overall for row in rows]
    return figures([row.overall for row in rows], said)


def bare(question: Question) -> Question:
    """The question as most people's own banks have it: with a model answer and no rubric."""
    return replace(question, rubric=())


def graded_files(path: Path) -> list[Path]:
    """The file itself, or those below a folder, that hold answers graded point by point."""
    files = [path] if path.is_file() else sorted(path.rglob("*.y*ml"))
    return [file for file in files if _is_graded(file)]


def _is_graded(file: Path) -> bool:
    if file.suffix not in (".yaml", ".yml"):
        return False
    held = yaml.safe_load(file.read_text(encoding="utf-8"))
    rows = held.get("answers") if isinstance(held, dict) else None
    return isinstance(rows, list) and bool(rows) and {"question", "points"} <= rows[0].keys()
