"""An import says what it would change, and knows a question again whose wording was edited."""

import pytest

from practice.bank.diff import Entry, ImportDiff, diff
from practice.bank.sheet import read_sheet
from practice.bank.yaml_twin import read_yaml
from practice.scoring.derived import as_judged

SHEET = """\
## 큐

1. Celery에서 I/O 큐와 CPU 큐를 나누는 이유는 무엇인가요?

<details><summary>답변</summary>
기다리는 대상이 다릅니다.
</details>

2. 워커가 죽으면 메시지는 어떻게 되나요?

3. 멱등성은 어떻게 지키나요?
<!-- id: idempotency -->
"""


HELD = """\
schema: 1
bank: {slug: b, title: {ko: 제목}, lang: ko}
questions:
- {id: bare, section: s, text: {ko: 왜?}}
- {id: answered, section: s, text: {ko: 왜?}, answer: {ko: 그래서.}}
- id: whole
  section: s
  text: {ko: 왜?}
  answer: {en: Because.}
  rubric: [{id: p, weight: 2, text: {ko: 말}}, {id: m, weight: -1, text: {ko: 오해}}]
  followups: [{id: f, text: {ko: 그리고?}}, {id: g, text: {ko: 또?}, answer: {ko: 이래서.}}]
  hints: {ko: [하나, 둘, 셋]}
- {id: traps, section: s, text: {ko: 왜?}, rubric: [{id: m, weight: -1, text: {ko: 오해}}]}
- {id: judged, section: s, text: {ko: 왜?}, rubric: [{id: p, weight: 1, text: {ko: 말}}]}
"""


def held(entry: Entry) -> tuple[bool, int, int, int, bool]:
    return entry.model_answer, entry.points, entry.follow_ups, entry.hints, entry.can_be_scored


def test_an_entry_says_what_was_read_of_its_question() -> None:
    reading = read_yaml(HELD.encode())
    expected = {
        "bare": (False, 0, 0, 0, False),
        "answered": (True, 0, 0, 0, True),
        "whole": (True, 2, 2, 3, True),
        "traps": (False, 1, 0, 0, False),
        "judged": (False, 1, 0, 0, True),
    }
    assert {entry.id: held(entry) for entry in diff(None, reading).added} == expected
    assert {entry.id: held(entry) for entry in diff(reading.bank, reading).same} == expected
    # of the stored question, when the file has lost it
    alone = read_yaml(HELD.partition("- id: whole")[0].encode())
    assert {entry.id: held(entry) for entry in diff(reading.bank, alone).missing} == {
        name: expected[name] for name in ("whole", "traps", "judged")
    }


def test_what_can_be_scored_is_what_the_scorer_finds_points_for() -> None:
    for question in read_yaml(HELD.encode()).bank.questions:
        assert question.can_be_scored == any(point.weight > 0 for point in as_judged(question).rubric), question.id


def changes(old: str, new: str) -> ImportDiff:
    return diff(read_sheet(old, slug_hint="b").bank, read_sheet(new, slug_hint="b"))


def test_a_first_import_is_all_new() -> None:
    found = diff(None, read_sheet(SHEET, slug_hint="b"))
    assert [entry.line for entry in found.added] == [3, 9, 11]
    assert (found.changed, found.same, found.missing) == ((), (), ())


def test_the_same_sheet_again_changes_nothing() -> None:
    found = changes(SHEET, SHEET.replace("\n", "\r\n").replace("2. 워커", "7. 워커"))
    assert len(found.same) == 3
    assert not (found.added or found.changed or found.missing)


def test_a_reworded_question_keeps_its_id() -> None:
    old = read_sheet(SHEET, slug_hint="b").bank
    found = changes(SHEET, SHEET.replace("나누는 이유는 무엇인가요?", "왜 나누어 두나요?").replace("## 큐", "## 큐와 워커"))
    assert [question.id for question in found.bank.questions] == [question.id for question in old.questions]
    assert len(found.changed) == 3
    assert not (found.added or found.missing)


def test_another_question_in_its_place_is_new_and_the_old_one_missing() -> None:
    found = changes(SHEET, SHEET.replace("워커가 죽으면 메시지는 어떻게 되나요?", "HNSW와 IVFFlat은 무엇이 다른가요?"))
    assert [entry.text for entry in found.added] == ["HNSW와 IVFFlat은 무엇이 다른가요?"]
    assert [(entry.line, entry.text) for entry in found.missing] == [(None, "워커가 죽으면 메시지는 어떻게 되나요?")]
    assert len(found.same) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("TCP란 무엇인가요?", "UDP란 무엇인가요?"),
        ("프로세스란 무엇인가요?", "스레드란 무엇인가요?"),
        ("인덱스는 왜 사용하나요?", "트랜잭션은 왜 사용하나요?"),
        ("GET과 POST의 차이를 설명해 주세요.", "PUT과 PATCH의 차이를 설명해 주세요."),
        ("What is a process?", "What is a thread?"),
        ("Explain the difference between TCP and UDP.", "Explain the difference between GET and POST."),
    ],
)
def test_a_question_about_another_thing_takes_over_no_answers(old: str, new: str) -> None:
    """Short questions of one form are alike in nearly all their letters."""
    found = changes(f"## s\n1. {old}\n", f"## s\n1. {new}\n")
    assert [[entry.text for entry in entries] for entries in (found.added, found.missing, found.changed)] == [[new], [old], []]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("TPC란 무엇인가요?", "TCP란 무엇인가요?"),
        ("뮤택스란 무엇인가요?", "뮤텍스란 무엇인가요?"),
        ("큐를 왜 사용하나요?", "큐는 왜 사용하나요?"),
        ("인덱스란 무엇인가요?", "인덱스는 무엇인가요?"),
        ("What is a process?", "What are processes?"),
        ("지원 동기를 말씀해 주세요.", "지원 동기가 무엇인지 말씀해 주세요."),
    ],
)
def test_a_question_whose_words_were_put_right_keeps_its_answers(old: str, new: str) -> None:
    found = changes(f"## s\n1. {old}\n", f"## s\n1. {new}\n")
    assert [entry.text for entry in found.changed] == [new]


def test_an_explicit_id_is_the_same_question_however_it_is_worded() -> None:
    found = changes(SHEET, SHEET.replace("멱등성은 어떻게 지키나요?", "Completely different words"))
    assert [entry.id for entry in found.changed] == ["idempotency"]


def test_no_two_questions_take_over_one_id() -> None:
    doubled = SHEET.replace(
        "2. 워커가 죽으면 메시지는 어떻게 되나요?",
        "2. 워커가 죽으면 메시지는 어디로 가나요?\n3. 워커가 죽으면 메시지는 어디에 남나요?",
    )
    found = changes(SHEET, doubled)
    names = [question.id for question in found.bank.questions]
    assert len(set(names)) == len(names) == 4
    assert (len(found.added), len(found.changed)) == (1, 1)
