"""Hand-graded answers as one person's, sought by what they were asked: with the questions' words and without them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from sqlalchemy import Engine

from bench.recall_eval.searched import DEPTH, NONE, scratch, stored
from bench.scoring_eval.own import graded_files
from practice.bank import shipped
from practice.bank.model import LANGS, Lang, Question
from practice.embedding.active import Serving
from practice.embedding.answers import BulkEncoder, embed_answers
from practice.embedding.models import ModelSpec
from practice.scoring.sentences import sentences
from practice.search.bank_source import BankSource
from practice.search.hybrid import by_both

# who says little or nothing of what was asked is not to be found by it
GOOD = ("fair", "strong")
LEAST_CHARS = 16
# a tag that most questions have asks for nothing
COMMON = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What is typed, and the answers (places) that should come first."""

    kind: str
    query: str
    wanted: frozenset[int]


def measure_own(path: Path, spec: ModelSpec, encoder: BulkEncoder) -> Iterator[str]:
    """nDCG@10 for each kind of query, in each language that the answers are in; nothing where no graded file lies."""
    for lang in LANGS:
        if given := _answers(path, lang):
            with scratch() as engine:
                yield f"own answers, {lang}: {len(given)} (nDCG@10)"
                yield from _measured(engine, spec, encoder, given, lang)


def _answers(path: Path, lang: Lang) -> list[tuple[str, str]]:
    held = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in graded_files(path)]
    rows = [row for one in held for row in one["answers"]]
    return [(row["question"], row[lang]) for row in rows if row.get("level") in GOOD]


def _measured(engine: Engine, spec: ModelSpec, encoder: BulkEncoder, given: list[tuple[str, str]], lang: Lang) -> Iterator[str]:
    wanted = list(_queries(given, lang))
    vectors = encoder.encode([one.query for one in wanted], "query")
    made = [one.whole for one in embed_answers(encoder, [text for _, text in given])]
    with engine.begin() as conn:
        person, ids = stored(conn, spec, [text for _, text in given], made, [question_id for question_id, _ in given])
    places = {answer_id: place for place, answer_id in enumerate(ids)}

    def line(name: str) -> str:
        gains: dict[str, list[float]] = {}
        with engine.connect() as conn:
            for one, vector in zip(wanted, vectors, strict=True):
                hits = by_both(conn, person, Serving(spec, slot=1), vector, one.query, NONE, DEPTH)
                gains.setdefault(one.kind, []).append(_gain([places[hit.answer_id] in one.wanted for hit in hits], one))
        return f"  {name:20} " + ", ".join(f"{kind} {np.mean(all_of):.3f}" for kind, all_of in gains.items())

    yield line("answers alone")
    with engine.begin() as conn:
        source = BankSource()
        items = source.missing(conn, spec.name, 10_000)
        source.store(conn, spec.name, items, encoder.encode([item.text for item in items], "passage"))
    yield line("with what was asked")


def _queries(given: list[tuple[str, str]], lang: Lang) -> Iterator[Asked]:
    about: dict[str, set[int]] = {}
    for place, (question_id, _) in enumerate(given):
        about.setdefault(question_id, set()).add(place)
    questions = [question for question in shipped.load().questions if question.id in about]
    for question in questions:
        for other in LANGS:
            yield Asked(f"question in {other}", question.text.get(other), frozenset(about[question.id]))
        for hints in (point.hints.get(lang) for point in question.rubric if point.weight > 0 and point.hints):
            if hints:
                yield Asked("hint", hints[0], frozenset(about[question.id]))
    for tag, ids in _tags(questions).items():
        yield Asked("tag", tag.replace("-", " "), frozenset().union(*(about[question_id] for question_id in ids)))
    for place, (_, text) in enumerate(given):
        if long := [span.text for span in sentences(text) if len(span.text) >= LEAST_CHARS]:
            yield Asked("own sentence", long[place % len(long)], frozenset([place]))


def _tags(questions: list[Question]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for question in questions:
        for tag in question.tags:
            found.setdefault(tag, []).append(question.id)
    return {tag: ids for tag, ids in found.items() if len(ids) <= COMMON}


def _gain(hits: list[bool], asked: Asked) -> float:
    discounts = 1 / np.log2(np.arange(DEPTH) + 2)
    return float(discounts[: len(hits)][np.array(hits, bool)].sum() / discounts[: len(asked.wanted)].sum())
