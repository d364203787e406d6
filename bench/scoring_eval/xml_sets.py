"""Read one question of SAF or SemEval-2013 with its answers."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from bench.scoring_eval.rows import Graded

NO_ANSWER = re.compile(r"^\W*(?:no|empty) (?:submission|response|answer)\W*$", re.IGNORECASE)


def read_xml(file: Path) -> Iterator[Graded]:
    """Answers with a score and words in them; keyword lists are no reference answers."""
    root = ET.parse(file).getroot()
    question = _words(root.find("questionText"))
    references = tuple(
        words for node in root.iter("referenceAnswer") if node.get("category") != "KEYWORD" and (words := _words(node))
    )
    for node in root.iter("studentAnswer"):
        response = node.find("response")
        answer = _raw(response if response is not None else node).strip()
        score = _score(node)
        if score is not None and references and answer and not NO_ANSWER.match(answer):
            yield Graded(f"{file.parent.name}/{file.stem}", question, references, answer, score)


def _score(node: ET.Element) -> float | None:
    if label := node.get("accuracy"):
        return float(label == "correct")
    found = node.find("score")
    return float(found.text.strip()) if found is not None and found.text else None


def _raw(node: ET.Element) -> str:
    return "".join(node.itertext())


def _words(node: ET.Element | None) -> str:
    return "" if node is None else re.sub(r"[ \t]+", " ", _raw(node)).strip()
