"""Read a table of graded answers: CSV or TSV with a header, or one JSON object a line; columns as in ``COLUMNS``."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.scoring_eval.rows import Graded

COLUMNS = {
    "question": ("question", "question_text", "prompt"),
    "reference": ("reference", "reference_answer", "model_answer", "desired_answer", "references"),
    "answer": ("answer", "student_answer", "response", "provided_answer"),
    "score": ("score", "grade", "score_avg", "label", "accuracy"),
    "question_id": ("question_id", "qid"),
    "max_score": ("max_score", "max", "out_of"),
}
# labels of two and three classes; any but the first means not correct
LABELS = {"correct": 1.0, "incorrect": 0.0, "contradictory": 0.0, "partially_correct_incomplete": 0.0}
BETWEEN_REFERENCES = "||"
FIELD_LIMIT = 10_000_000


def read_table(file: Path) -> Iterator[Graded]:
    """Rows with a question, at least one reference, words and a score; others are passed by.

    Several references are a JSON list, ``||`` between them, or columns reference_1, reference_2 and so on.
    """
    for row in _rows(file):
        named = {str(name).strip().lower(): value for name, value in row.items() if name is not None}
        found = {name: _first(named, names) for name, names in COLUMNS.items()}
        references = _references(named, found["reference"])
        score = _score(found["score"], found["max_score"])
        answer = str(found["answer"] or "").strip()
        if references and answer and score is not None:
            question = str(found["question"] or "")
            yield Graded(str(found["question_id"] or question or references[0]), question, references, answer, score)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix == ".jsonl":
        yield from (row for line in text.splitlines() if line.strip() and isinstance(row := json.loads(line), dict))
        return
    csv.field_size_limit(FIELD_LIMIT)
    yield from csv.DictReader(text.splitlines(keepends=True), delimiter="\t" if file.suffix == ".tsv" else ",")


def _first(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "", [])), None)


def _references(row: dict[str, Any], first: Any) -> tuple[str, ...]:
    several = [value for name, value in sorted(row.items()) if name.startswith("reference_") and name[10:].isdigit()]
    whole = first if isinstance(first, list) else str(first or "").split(BETWEEN_REFERENCES)
    return tuple(words for value in (*whole, *several) if (words := str(value or "").strip()))


def _score(value: Any, most: Any) -> float | None:
    label = str(value).strip().lower()
    if label in LABELS:
        return LABELS[label]
    try:
        return float(label) / (float(most) if most else 1.0)
    except (ValueError, ZeroDivisionError):
        return None
