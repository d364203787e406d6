"""The YAML twin: strict, and clear about where it does not fit."""

import ast
import json
import re
from pathlib import Path

import pytest

from practice.bank.errors import BankFileInvalid
from practice.bank.model import FollowUp, RubricPoint, Section, Text, Texts
from practice.bank.yaml_twin import read_yaml, write_yaml

ROOT = Path(__file__).parents[3]
WHOLE = """\
schema: 1
bank: {slug: backend, title: {ko: 백엔드, en: Backend}, license: CC-BY-4.0, source: null}
questions:
  - id: split-queues
    section: 큐
    axes: [architecture, depth]
    difficulty: 3
    time_s: 120
    tags: [celery, no, 1.0]
    text: {ko: 왜 나누나요?, en: Why split them?}
    answer: {ko: '두', en: Two}
    rubric:
      - {id: waits, weight: 2, axes: [depth], text: 기다림이 다르다, hints: {ko: [대기], en: []}}
      - {id: blocks, weight: 1, text: 앞을 막는다}
    followups:
      - {id: one-queue, for: waits, text: {en: Only one?}, answer: {en: It blocks}}
      - {id: three, text: {en: And three?}}
"""


def test_every_field_is_read() -> None:
    reading = read_yaml(WHOLE)
    (question,) = reading.bank.questions
    assert reading.lines == {"split-queues": 4}
    assert reading.bank.sections == (Section("큐", Text(ko="큐")),)
    assert question.tags == ("celery", "no", "1.0"), "nothing is taken for a number or a truth value"
    assert question.rubric == (
        RubricPoint("waits", 2, Text(ko="기다림이 다르다"), Texts(ko=("대기",)), ("depth",)),
        RubricPoint("blocks", 1, Text(ko="앞을 막는다")),
    )
    assert question.followups == (
        FollowUp("one-queue", Text(en="Only one?"), "waits", Text(en="It blocks")),
        FollowUp("three", Text(en="And three?")),
    )
    assert read_yaml(write_yaml(reading.bank)).bank == reading.bank


BASE = "schema: 1\nbank: {slug: b, title: t}\nquestions:\n  - id: a\n    section: s\n    text: x\n"


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("", 1, "empty"),
        (BASE + "    difficulty: 9\n", 7, r"questions\[0\]\.difficulty: must be a whole number from 1 to 5"),
        (BASE + "    dificulty: 3\n", 7, "did you mean `difficulty`"),
        (BASE + "    axes: [depth, taste]\n", 7, r"axes\[1\]: must be one of experience"),
        (BASE + "    rubric: [{id: a, weight: 0, text: x}]\n", 7, r"rubric\[0\]\.weight: must not be 0"),
        (BASE + "    rubric: [{id: a, weight: 1, text: x}, {id: a, weight: 1, text: y}]\n", 7, "ids are unique"),
        (BASE + "    rubric: {id: a}\n", 7, "must be a list, not a mapping"),
        (BASE + "    rubric: [{id: a, weight: 1, axes: [taste], text: x}]\n", 7, r"axes\[0\]: must be one of experience"),
        (
            BASE + "    axes: [ai]\n    rubric:\n      - id: a\n        weight: 1\n        axes: [ai, depth]\n        text: x\n",
            11,
            r"rubric\[0\]\.axes: `depth` is no axis of the question; add it",
        ),
        (BASE + "  - id: a\n    section: s\n    text: y\n", 7, "stands already in line 4"),
        (BASE + "  - id: b\n    text: y\n", 7, "`section` is missing"),
        (BASE.replace("text: x", "text: ' '"), 6, "no words"),
        (BASE + "    rubric: [{id: p, weight: 1, text: {}}]\n", 7, r"rubric\[0\]\.text: it has no words"),
        (BASE + "    followups: [{id: f, text: ' '}]\n", 7, r"followups\[0\]\.text: it has no words"),
        (BASE.replace("id: a", "id: a b"), 4, "must be an id"),
        (BASE.replace("schema: 1", "schema: 2"), 1, "must be 1"),
        (BASE + "    tags: &a [*a]\n", 7, "alias"),
        (BASE + "    tags: !!python/object:os.system []\n", 7, "a tag"),
        (BASE + "    text: twice\n", 7, "stands here twice"),
        (BASE + "---\nx\n", 7, "a second document"),
        (BASE + "\tx", 7, "not YAML"),
        ("\x00", 1, "not YAML"),
        ('a: "\\0"', 1, "unknown field"),
        (BASE.replace("text: x", 'text: "\\0"'), 6, "cannot be stored"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(source: str, line: int, says: str) -> None:
    with pytest.raises(BankFileInvalid, match=says) as caught:
        read_yaml(source)
    assert caught.value.extra["line"] == line


def rules() -> set[str]:
    """Of every refusal in the code."""
    refusals = [
        call
        for path in (ROOT / "practice/bank").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    ]
    named = [call.args[2] for call in refusals if call.func.id == "refuse"]  # type: ignore[attr-defined]
    raised = [each.value for call in refusals for each in call.keywords if each.arg == "rule"]
    return {given.value for given in named + raised if isinstance(given, ast.Constant)}  # type: ignore[misc]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_has_words_of_its_own_for_every_refusal(lang: str) -> None:
    messages = json.loads((ROOT / "frontend/messages" / f"{lang}.json").read_text("utf-8"))
    assert set(messages["banks"]["rules"]) == rules()


@pytest.mark.parametrize(
    ("source", "rule", "said"),
    [
        (BASE + "    difficulty: 9\n", "not_a_number", {"lowest": 1, "highest": 5}),
        (BASE + "    dificulty: 3\n", "unknown_field_like", {"meant": "difficulty"}),
        (BASE + "  - id: a\n    section: s\n    text: y\n", "id_twice", {"name": "a", "before": 4}),
        (BASE + "  - id: b\n    text: y\n", "field_missing", {"name": "section"}),
        (BASE + "    tags: x\n", "not_a_list", {}),
        (BASE + "    rubric: [{id: a, weight: 1, axes: [ai], text: x}]\n", "axis_not_of_question", {"name": "ai"}),
    ],
)
def test_a_refusal_tells_what_its_words_name(source: str, rule: str, said: dict[str, str | int]) -> None:
    with pytest.raises(BankFileInvalid) as caught:
        read_yaml(source)
    assert (caught.value.extra["rule"], caught.value.extra["said"]) == (rule, said)
    words = json.loads((ROOT / "frontend/messages/ko.json").read_text("utf-8"))["banks"]["rules"][rule]
    assert set(re.findall(r"{(\w+)}", words)) == set(said)


def test_axes_are_written_only_where_a_point_names_them() -> None:
    written = write_yaml(read_yaml(WHOLE).bank)
    assert "weight: 2\n    axes:\n    - depth\n    text:" in written
    assert written.count("axes:") == 2


def test_bytes_that_are_no_utf_8_are_refused_with_their_line() -> None:
    with pytest.raises(BankFileInvalid, match="line 2: not UTF-8"):
        read_yaml(b"schema: 1\n\xff")
