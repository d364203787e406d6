"""Limits on size, number and nesting are typed errors, and hostile shapes are read in one go."""

import pytest

from practice.bank.errors import BankFileInvalid, BankFileTooDeep, BankFileTooLarge
from practice.bank.reading import Limits
from practice.bank.sheet import read_sheet
from practice.bank.sheet.errors import SheetHasTooManyQuestions, SheetTooDeep, SheetTooLarge
from practice.bank.yaml_twin import read_yaml

HEAD = "schema: 1\nbank: {slug: b, title: t}\nquestions: "


def test_a_sheet_over_the_size_is_refused() -> None:
    with pytest.raises(SheetTooLarge):
        read_sheet("가" * 4, slug_hint="s", limits=Limits(size=11))
    assert read_sheet("가" * 4, slug_hint="s", limits=Limits(size=12))


def test_a_sheet_with_too_many_questions_is_refused() -> None:
    sheet = "".join(f"{number}. q{number}\n" for number in range(1, 5))
    with pytest.raises(SheetHasTooManyQuestions):
        read_sheet(sheet, slug_hint="s", limits=Limits(questions=3))
    assert len(read_sheet(sheet, slug_hint="s", limits=Limits(questions=4)).bank.questions) == 4


@pytest.mark.parametrize(("depth", "refused"), [(3, False), (4, True)])
def test_details_nested_too_deeply_are_refused(depth: int, refused: bool) -> None:
    sheet = "1. q\n\n" + "<details>\n" * depth + "</details>\n" * depth
    if refused:
        with pytest.raises(SheetTooDeep):
            read_sheet(sheet, slug_hint="s", limits=Limits(nesting=3))
    else:
        read_sheet(sheet, slug_hint="s", limits=Limits(nesting=3))


def test_many_unclosed_details_are_not_deep() -> None:

    sheet = "".join(f"{number}. q{number}\n\n<details>\n<summary>Answer</summary>\n\nyes\n\n" for number in range(1, 60))
    reading = read_sheet(sheet, slug_hint="s")
    assert [question.answer.en for question in reading.bank.questions] == ["yes"] * 59
    assert {warning.code for warning in reading.warnings} == {"unclosed-details"}


def test_a_yaml_file_over_the_limits_is_refused() -> None:
    with pytest.raises(BankFileTooLarge):
        read_yaml("x" * 11, limits=Limits(size=10))
    with pytest.raises(BankFileTooDeep):
        read_yaml("[" * 100_000)
    two = HEAD + "[{id: a, section: s, text: x}, {id: b, section: s, text: x}]"
    with pytest.raises(BankFileInvalid, match="more than 1 questions"):
        read_yaml(two, limits=Limits(questions=1))


@pytest.mark.parametrize(
    "unit",
    ["`", "` `` ", "<!--", "<!---->", "<details", "<details>\n", "</details>\n", "```x\n", "~~~\n```x\n",
    "> ", "**", "[](#", "- ", "1. q\n", "<div>",
     "<summary>", "<br>", " ", "\t\n", "---\n", "### a\n", "⭐", "\u1112\u1161",
     "1. q\n<details><summary>x</summary>\n",
     "A. ", "A. x\n", "Q. q\n\n1. x\n", "1. x?\n- a?\n", "- a?\n", "  - a?\n", "꼬리질문: x\n", "꼬리질문: x\n  > y\n",
     "**꼬리질문**\n\n", "#### 꼬리질문\n- x\n", "질문: x\n", "답변: ", "**답", "| 질문 |\n",
     "<details><summary>펼치기</summary>\n"],
)  # fmt: skip
def test_one_thing_repeated_until_the_file_is_large_is_read_or_refused(unit: str) -> None:
    sheet = "## s\n\n1. q\n\n" + unit * (100_000 // len(unit))
    limits = Limits(questions=1 << 30, nesting=1 << 30)
    assert read_sheet(sheet, slug_hint="s", limits=limits).bank.slug == "s"
