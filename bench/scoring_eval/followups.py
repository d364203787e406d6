"""Answers to the follow-ups that ship, graded by what an interviewer would give them, through the scorer as it ships."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.scoring_eval.files import files_with
from bench.scoring_eval.worth import figures
from practice.bank.model import LANGS, Lang, Question
from practice.bank.shipped import load
from practice.embedding.port import Encoder
from practice.scoring.rubric import RubricScorer

SHOWN = 400


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a follow-up of the bank; ``worth`` is 0..100, by hand."""

    question: Question
    asked: str
    text: str
    worth: int


def measure_followups(path: Path, encoder: Encoder, worst: int) -> Iterator[str]:
    """Lines to print for each file of such answers at or below the path, in each language."""
    for file in files_with(path, "followup_answers"):
        for lang in LANGS:
            rows = answered(file, lang)
            scorer = RubricScorer(encoder, keep=len(rows))
            said = [scorer.judge(row.text, lang, row.question, followup=row.asked).overall for row in rows]
            yield f"== {file.name}, {lang}: {len(rows)} answers to follow-ups"
            yield figures([row.worth for row in rows], said)
            yield from _mistakes(rows, said, worst)


def answered(file: Path, lang: Lang) -> list[Answered]:
    """The answers in that language. Raises KeyError for a question or a follow-up that does not ship."""
    questions = {question.id: question for question in load().questions}
    found = []
    for row in yaml.safe_load(file.read_text(encoding="utf-8"))["followup_answers"]:
        question = questions[row["question"]]
        texts = {followup.id: followup.text for followup in question.followups}
        asked = " ".join(texts[row["followup"]].get(lang).split())
        found.append(Answered(question, asked, row[lang], row["worth"]))
    return found


def _mistakes(rows: Sequence[Answered], said: Sequence[int], worst: int) -> Iterator[str]:
    for row, value in sorted(zip(rows, said, strict=True), key=lambda one: -abs(one[0].worth - one[1]))[:worst]:
        yield f"  {row.question.id}: {row.worth} by hand, {value} said. {row.asked}\n    {' '.join(row.text.split())[:SHOWN]}"
