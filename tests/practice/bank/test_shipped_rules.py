"""The bank that ships is whole, and the rules notice when one is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from practice.bank import shipped
from practice.bank.model import Bank, Question, RubricPoint, Text, Texts
from practice.bank.rules import violations
from practice.bank.sheet import read_sheet, write_sheet
from practice.bank.yaml_twin import read_yaml, write_yaml

ROOT = Path(__file__).parents[3]


def is_file(path: str) -> bool:
    return (ROOT / path).is_file()


def test_the_shipped_bank_is_whole() -> None:
    assert violations(shipped.load(), is_file) == []


def test_the_shipped_bank_survives_both_formats() -> None:
    bank = shipped.load()
    assert read_yaml(write_yaml(bank)).bank == bank
    for lang in ("ko", "en"):
        reading = read_sheet(write_sheet(bank, lang), slug_hint="other")
        assert reading.bank == bank
        assert reading.warnings == ()


def spoilt(**changes: object) -> Bank:
    bank = shipped.load()
    first = replace(bank.questions[0], **changes)  # type: ignore[arg-type]
    return replace(bank, questions=(first, *bank.questions[1:]))


def first() -> Question:
    return shipped.load().questions[0]


def spoken(axes: tuple[str, ...]) -> tuple[RubricPoint, ...]:
    """The rubric as if every point spoke for these."""
    return tuple(replace(point, axes=axes) for point in first().rubric)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"answer": Text(ko="하나")}, "no answer in en"),
        ({"hints": Texts(ko=("하나",))}, "no hints in en"),
        ({"rubric": ()}, "0 points that earn"),
        ({"rubric": tuple(point for point in first().rubric if point.weight > 0)}, "no misconception"),
        ({"rubric": tuple(replace(point, weight=3) for point in first().rubric)}, "no misconception"),
        ({"rubric": tuple(replace(point, weight=min(point.weight, 1)) for point in first().rubric)}, "add up to 8 to 16"),
        ({"followups": first().followups[:1]}, "fewer than two follow-ups"),
        ({"followups": tuple(replace(one, answer=Text(ko="네")) for one in first().followups)}, "answer"),
        ({"followups": tuple(replace(one, aims_at="nowhere") for one in first().followups)}, "aims at nowhere"),
        ({"difficulty": None}, "no difficulty"),
        ({"time_s": 5}, "time_s must be"),
        ({"axes": ()}, "one to three different axes"),
        ({"rubric": spoken(first().axes[:1])}, f"0 points that earn speak for {first().axes[1]}"),
        ({"rubric": spoken(())}, f"the same points that earn speak for {' and '.join(first().axes[:2])}"),
        ({"section": "elsewhere"}, "unknown section elsewhere"),
        ({"tags": ("backtalk", "queue")}, "names no file"),
        (
            {"tags": ("backtalk", "queue"), "answer": Text(ko="`no/such.py`", en="`no/such.py`")},
            "names no/such.py, which is not there",
        ),
        ({"id": "Not Kebab"}, "not in lower case"),
    ],
)
def test_what_is_missing_is_said(changes: dict[str, object], says: str) -> None:
    assert any(says in said for said in violations(spoilt(**changes), is_file))


def test_a_small_bank_and_one_with_double_ids_are_noticed() -> None:
    bank = shipped.load()
    twice = replace(bank, questions=bank.questions[:1] * 2)
    said = " | ".join(violations(twice, is_file))
    for expected in (
        "2 questions; 60 are the fewest",
        "is used twice",
        "two questions say",
        "no question in character",
        "on the axis ai",
    ):
        assert expected in said
