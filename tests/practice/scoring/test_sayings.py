"""Sentences that state a misconception or turn it down, and what the scorer takes them for."""

from pathlib import Path

import pytest

from bench.scoring_eval.files import files_with
from bench.scoring_eval.sayings import is_found, measure_sayings, sayings
from practice.bank.model import LANGS, Lang
from practice.scoring.rubric import RubricScorer

GRADED = Path(__file__).parents[3] / "bench" / "data" / "misconceptions.yaml"
KINDS = {"near": True, "reason": True, "embedded": True, "denied": False, "reported": False, "true": False}
ONE = """schema: 1
sayings:
  - question: backtalk-outbox-relay
    point: %s
    kind: near
    stated: true
    ko: "아무 말"
    en: "Nothing of the kind was said here by anybody."
"""


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_stated_is_taken_for_stated_far_more_often_than_what_is_turned_down(lang: Lang, scorer: RubricScorer) -> None:
    rows = [row for at, row in enumerate(sayings(GRADED, lang)) if at // len(KINDS) % 3 == 0]
    found = {stated: [is_found(scorer, row, lang) for row in rows if row.stated is stated] for stated in (True, False)}
    assert sum(found[True]) * len(found[False]) > 4 * sum(found[False]) * len(found[True])
    near = [is_found(scorer, row, lang) for row in rows if row.kind == "near"]
    assert sum(near) > 0.8 * len(near)


@pytest.mark.parametrize("lang", LANGS)
def test_each_misconception_is_said_in_six_ways(lang: Lang) -> None:
    rows = sayings(GRADED, lang)
    assert {(row.question.id, row.point, row.kind) for row in rows} == {
        (row.question.id, row.point, kind) for row in rows for kind in KINDS
    }
    assert all(KINDS[row.kind] is row.stated for row in rows)
    assert all(row.point in {point.id for point in row.question.rubric if point.weight < 0} for row in rows)


def test_a_file_of_ones_own_is_measured(tmp_path: Path, scorer: RubricScorer) -> None:
    point = next(row.point for row in sayings(GRADED, "en"))
    (tmp_path / "mine.yaml").write_text(ONE % point, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("sayings: []", encoding="utf-8")
    assert files_with(tmp_path, "sayings") == [tmp_path / "mine.yaml"]
    assert list(measure_sayings(tmp_path, scorer.encoder, worst=1))[3:] == [
        "== mine.yaml, en: 1 sentences about misconceptions",
        "taken for stated: stated 0 of 1, near 0 of 1",
        f"  backtalk-outbox-relay {point} (near): Nothing of the kind was said here by anybody.",
    ]
