"""A rubric drawn from a model answer: its claims, and nothing else."""

from practice.bank.derived import claims, is_derived, with_derived_rubric
from practice.bank.model import Question, RubricPoint, Text

KOREAN = """\
## 큐를 나누는 이유

I/O 작업과 CPU 작업은 기다리는 대상이 다릅니다. 예를 들어 이런 식입니다.

```python
claim = "코드는 주장이 아닙니다."
```

- **acks_late**는 작업이 끝난 뒤에 확인 응답을 보냅니다.
- 네.
- 정말 그럴까요?

| 큐 | 풀 |
|---|---|
| 표는 주장이 아닙니다 | 정말로 아닙니다 |
"""


def asked(ko: str | None = None, en: str | None = None) -> Question:
    return Question("q", "s", Text(ko="?"), answer=Text(ko=ko, en=en))


def test_code_headings_tables_questions_and_filler_make_no_points() -> None:
    assert claims(KOREAN) == [
        "I/O 작업과 CPU 작업은 기다리는 대상이 다릅니다.",
        "acks_late는 작업이 끝난 뒤에 확인 응답을 보냅니다.",
    ]


def test_points_are_marked_as_derived_and_stay_the_same() -> None:
    rubric = with_derived_rubric(asked(KOREAN)).rubric
    assert [point.weight for point in rubric] == [1, 1]
    assert all(is_derived(point) for point in rubric)
    assert with_derived_rubric(asked(KOREAN + "\n\n끝에 붙은 또 하나의 주장입니다.")).rubric[:2] == rubric


def test_seven_points_are_the_most_in_the_order_of_the_answer() -> None:
    answer = " ".join(f"Claim number {number} says something of its own." for number in range(20))
    texts = [point.text.en for point in with_derived_rubric(asked(en=answer)).rubric]
    assert len(texts) == 7
    assert texts == sorted(texts, key=lambda text: answer.index(text or ""))


def test_abbreviations_and_decimals_do_not_end_a_sentence() -> None:
    assert claims("Use a list, e.g. of names, at 1.5 times the size. It then fits in memory.") == [
        "Use a list, e.g. of names, at 1.5 times the size.",
        "It then fits in memory.",
    ]


def test_claims_in_html_are_found() -> None:
    assert claims("<ul>\n<li>A lease expires after ninety seconds</li>\n</ul>") == ["A lease expires after ninety seconds"]


def test_answers_of_equal_length_are_paired() -> None:
    rubric = with_derived_rubric(asked("큐를 나누면 서로 막지 않습니다.", "Split queues do not block each other.")).rubric
    assert [(point.text.ko, point.text.en) for point in rubric] == [
        ("큐를 나누면 서로 막지 않습니다.", "Split queues do not block each other.")
    ]


def test_one_language_can_be_asked_for() -> None:
    question = asked("큐를 나누면 서로 막지 않습니다.", "Split queues do not block. Each has its own workers.")
    assert [point.text.ko for point in with_derived_rubric(question).rubric] == ["큐를 나누면 서로 막지 않습니다."]
    assert len(with_derived_rubric(question, "en").rubric) == 2


def test_a_rubric_that_stands_is_kept_and_without_an_answer_there_is_none() -> None:
    point = RubricPoint("own", 2, Text(ko="나의 기준"))
    given = Question("q", "s", Text(ko="?"), answer=Text(ko="주장이 하나 있는 답변입니다."), rubric=(point,))
    assert with_derived_rubric(given) is given
    assert with_derived_rubric(asked()).rubric == ()
