"""Read human-graded answers: SAF and SemEval-2013 XML, or JSON lines of {question, reference, answer, score}."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from practice.bank.model import Lang, Question, Text

NO_ANSWER = re.compile(r"^\W*(?:no|empty) (?:submission|response|answer)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer and what a person gave it, 0..1; ``references`` are alternatives, each enough by itself."""

    question_id: str
    question: str
    references: tuple[str, ...]
    answer: str
    score: float

    @property
    def lang(self) -> Lang:
        return "ko" if re.search(r"[가-힣]", self.answer + self.question) else "en"

    def asked(self) -> list[Question]:
        """A question of the bank's kind for each reference."""
        ko = self.lang == "ko"
        return [
            Question(self.question_id, "eval", _text(self.question, ko), answer=_text(reference, ko))
            for reference in self.references
        ]


def _text(words: str, korean: bool) -> Text:
    return Text(ko=words) if korean else Text(en=words)


def sets(path: Path) -> dict[str, list[Graded]]:
    """Every graded set below the path by its name; a set is a folder (2-way where there are two), or one .jsonl file."""
    found: dict[str, list[Graded]] = {}
    for file in sorted(path.rglob("*.xml")):
        parts = file.parts
        if "3way" in parts:
            continue
        name = "saf" if "saf" in parts else file.parent.name.lower()
        found.setdefault(name, []).extend(_read_xml(file))
    for file in sorted(path.rglob("*.jsonl")):
        rows = list(_read_lines(file))
        if rows:
            found[file.stem] = rows
    return found


def _read_xml(file: Path) -> Iterator[Graded]:
    root = ET.parse(file).getroot()
    question = _words(root.find("questionText"))
    references = tuple(
        words for node in root.iter("referenceAnswer") if node.get("category") != "KEYWORD" and (words := _words(node))
    )
    for node in root.iter("studentAnswer"):
        response = node.find("response")
        answer = _raw(response if response is not None else node).strip()
        score = _score(node)
        if score is not None and answer and not NO_ANSWER.match(answer):
            yield Graded(f"{file.parent.name}/{file.stem}", question, references, answer, score)


def _score(node: ET.Element) -> float | None:
    if label := node.get("accuracy"):
        return float(label == "correct")
    found = node.find("score")
    return float(found.text.strip()) if found is not None and found.text else None


def _read_lines(file: Path) -> Iterator[Graded]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if {"question", "reference", "answer", "score"} <= row.keys():
            yield Graded(
                row.get("question_id", row["question"]), row["question"], (row["reference"],), row["answer"], float(row["score"])
            )


def _raw(node: ET.Element) -> str:
    return "".join(node.itertext())


def _words(node: ET.Element | None) -> str:
    return "" if node is None else re.sub(r"[ \t]+", " ", _raw(node)).strip()
