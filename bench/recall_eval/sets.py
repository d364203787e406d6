"""Sets to measure with, as they are published, or as JSON lines of one's own."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from practice.bank import shipped
from practice.bank.model import Lang


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of sentences with the likeness that people gave them."""

    name: str
    pairs: list[tuple[str, str, float]]


@dataclass(frozen=True, slots=True)
class Sought:
    """Queries, the passages to search, and which passage each query is for. ``twins``: queries are answers themselves."""

    name: str
    queries: list[str]
    passages: list[str]
    wanted: list[int]
    twins: bool = False


def sets(path: Path) -> Iterator[Compared | Sought]:
    """Whatever of korsts/, klue/, techqa/, KorQuAD 1.0 and JSON lines stands under a path, then the twins of the bank.

    A line of a file of one's own holds {sentence1, sentence2, score}, or {query, positive}, or {heading, body}.
    """
    if path.is_file():
        yield _read(path)
    else:
        for file in sorted(path.rglob("*")):
            if (reader := _reader(file)) is not None:
                yield reader(file)
    yield twins("ko", "en")
    yield twins("en", "ko")


def _reader(file: Path) -> Any:
    name = file.name.lower()
    if name == "sts-dev.tsv":
        return _korsts
    if name.startswith("klue-sts") and name.endswith("dev.json"):
        return _klue
    if name.startswith("korquad_v1.0_dev"):
        return _korquad
    return _lines if name.endswith(".jsonl") else None


def _read(file: Path) -> Compared | Sought:
    found: Compared | Sought = (_reader(file) or _lines)(file)
    return found


def _korsts(file: Path) -> Compared:
    with file.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return Compared("KorSTS dev", [(row["sentence1"], row["sentence2"], float(row["score"])) for row in rows])


def _klue(file: Path) -> Compared:
    rows = json.loads(file.read_text(encoding="utf-8"))
    return Compared("KLUE-STS dev", [(row["sentence1"], row["sentence2"], row["labels"]["real-label"]) for row in rows])


def _korquad(file: Path) -> Sought:
    articles = json.loads(file.read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    pairs = [(asked["question"], paragraph["context"]) for paragraph in paragraphs for asked in paragraph["qas"]]
    return sought("KorQuAD 1.0 dev", pairs)


def _lines(file: Path) -> Compared | Sought:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    name = f"{file.parent.name}/{file.stem}"
    if "score" in rows[0]:
        return Compared(name, [(row["sentence1"], row["sentence2"], float(row["score"])) for row in rows])
    return sought(name, [_pair(row) for row in rows])


def _pair(row: dict[str, Any]) -> tuple[str, str]:
    if "query" in row:
        return row["query"], row["positive"]
    # "Advantages" alone asks for nothing: the heading above it belongs to the question
    return " ".join([*row.get("path", [])[-1:], row["heading"]]), row["body"]


def sought(name: str, pairs: list[tuple[str, str]], twins: bool = False) -> Sought:
    passages = list(dict.fromkeys(passage for _, passage in pairs))
    places = {passage: place for place, passage in enumerate(passages)}
    return Sought(name, [query for query, _ in pairs], passages, [places[passage] for _, passage in pairs], twins)


def twins(one: Lang, other: Lang) -> Sought:
    """Each model answer of the bank, sought with the same answer in the other language."""
    questions = [question for question in shipped.load().questions if question.answer.ko and question.answer.en]
    return sought(f"bank, {one} -> {other}", [(q.answer.get(one), q.answer.get(other)) for q in questions], twins=True)
