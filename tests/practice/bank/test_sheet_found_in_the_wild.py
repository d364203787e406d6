"""Sheets as people write them who never saw the grammar: what is asked, what answers it, what follows up."""

import pytest

from practice.bank.model import Question, Text
from practice.bank.sheet import read_sheet, write_sheet

Row = tuple[str, str | None] | tuple[str, str | None, list[str]]


def read(sheet: str) -> tuple[Question, ...]:
    """The questions of a sheet, which must be the same after an export."""
    bank = read_sheet(sheet, slug_hint="wild").bank
    assert read_sheet(write_sheet(bank, bank.lang), slug_hint="other").bank == bank
    return bank.questions


def said(text: Text) -> str | None:
    return text.ko or text.en


def rows(sheet: str) -> list[Row]:
    """Text, answer and, where there are any, follow-ups (`question > answer`)."""
    found: list[Row] = []
    for question in read(sheet):
        asked = [" > ".join(filter(None, (said(item.text), said(item.answer)))) for item in question.followups]
        row = (said(question.text) or "", said(question.answer))
        found.append((*row, asked) if asked else row)
    return found


def codes(sheet: str) -> list[str]:
    return [f"{warning.line} {warning.code}" for warning in read_sheet(sheet, slug_hint="wild").warnings]


@pytest.mark.parametrize(
    "line",
    ["A. 락이다", "A: 락이다", "A1. 락이다", "   A. 락이다", "**A.** 락이다", "**A**: 락이다", "**A:** 락이다", "**A. 락이다**",
     "답: 락이다", "답변: 락이다", "정답: 락이다", "해설: 락이다", "모범 답안: 락이다", "**답변:** 락이다", "Answer: 락이다",
     "-> 락이다", "→ 락이다", "=> 락이다", "⇒ 락이다", "   → 락이다", "**답변**\n락이다", "#### 답변\n\n락이다", "A.\n락이다",
     "답변:\n  락이다"],
)  # fmt: skip
@pytest.mark.parametrize("asked", ["1. 뮤텍스란?", "Q. 뮤텍스란?", "Q7. 뮤텍스란?", "**Q7. 뮤텍스란?**"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_an_answer_right_under_the_question_is_no_part_of_it(asked: str, between: str, line: str) -> None:
    assert rows(f"## OS\n\n{asked}{between}{line}\n") == [("뮤텍스란?", "락이다")]


@pytest.mark.parametrize(
    ("body", "row"),
    [
        ("- 락이다\n  - 하나만 쥔다\n- 커널에 있다", ("뮤텍스란?", "- 락이다\n  - 하나만 쥔다\n- 커널에 있다")),
        ("* 락이다", ("뮤텍스란?", "* 락이다")),
        ("+ 락이다", ("뮤텍스란?", "+ 락이다")),
        ("> 락이다\n> 하나만 쥔다", ("뮤텍스란?", "> 락이다\n> 하나만 쥔다")),
        ("둘째 줄인가요?\nA. 락이다\n쥔다", ("뮤텍스란?\n둘째 줄인가요?", "락이다\n쥔다")),
        ("A. 첫째\n   둘째\n\n셋째", ("뮤텍스란?", "첫째\n   둘째\n\n셋째")),
        ("   A. 첫째\n      둘째", ("뮤텍스란?", "첫째\n둘째")),
        ("   1. 락\n   2. 큐", ("뮤텍스란?\n1. 락\n2. 큐", None)),
        ("A. 락\nB. 큐", ("뮤텍스란?\nA. 락\nB. 큐", None)),
        ("AWS에서는 무엇인가요?", ("뮤텍스란?\nAWS에서는 무엇인가요?", None)),
        ("정답이 하나가 아닙니다.", ("뮤텍스란?\n정답이 하나가 아닙니다.", None)),
        ("- 세마포어와 무엇이 다른가요?\n- 언제 쓰나요?", ("뮤텍스란?", None, ["세마포어와 무엇이 다른가요?", "언제 쓰나요?"])),
        ("- 언제 쓰나요?\n  - 하나만 쥘 때\n\n락이다", ("뮤텍스란?", "락이다", ["언제 쓰나요? > - 하나만 쥘 때"])),
        ("- 락이다\n- 언제 쓰나요?", ("뮤텍스란?", "- 락이다\n- 언제 쓰나요?")),
        ("꼬리질문: 언제 쓰나요?", ("뮤텍스란?", None, ["언제 쓰나요?"])),
        ("꼬리 질문 1: 언제 쓰나요?\nFollow-up: 왜?", ("뮤텍스란?", None, ["언제 쓰나요?", "왜?"])),
    ],
)  # fmt: skip
def test_what_stands_right_under_a_question(body: str, row: Row) -> None:
    assert rows(f"## OS\n\n1. 뮤텍스란?\n{body}\n\n2. 큐란?\n") == [row, ("큐란?", None)]


@pytest.mark.parametrize("body", ["- 락\n  - 큐", "A. 락\n쥔다", "> 락", "-> 락", "꼬리질문: 왜?"])
def test_with_an_answer_block_the_lines_under_a_question_stay_its_text(body: str) -> None:
    sheet = f"## OS\n\n1. 무엇을 고를까요?\n{body}\n\n왜 그런지도요.\n\n<details><summary>답변</summary>\n\n락\n</details>\n"
    lines = "\n".join(line.strip() for line in body.split("\n"))
    assert rows(sheet) == [(f"무엇을 고를까요?\n{lines}\n\n왜 그런지도요.", "락")]


def test_metadata_and_stars_of_a_question_that_is_answered_right_below() -> None:
    question = read("## OS\n\n1. 뮤텍스란? ⭐⭐\nA. 락이다\n<!-- id: mutex; time: 60 -->\n")[0]
    assert (question.id, question.time_s, question.difficulty, said(question.answer)) == ("mutex", 60, 2, "락이다")


ANSWERS = [
    ("큐다.\n\n꼬리질문: 왜 나누나요?", ("큐다.", ["왜 나누나요?"])),
    ("큐다.\n- 꼬리질문: 왜 나누나요?\n- 빠르다", ("큐다.\n- 빠르다", ["왜 나누나요?"])),
    ("큐다.\n- **꼬리 질문 2:** 왜 나누나요?\n  - 기다림이 달라서", ("큐다.", ["왜 나누나요? > - 기다림이 달라서"])),
    ("큐다.\n\n**추가 질문: 왜 나누나요?**\n> 기다림이\n> 달라서\n\n끝.", ("큐다.\n\n끝.", ["왜 나누나요? > 기다림이\n달라서"])),
    ("큐다.\n꼬리질문: 왜?\n  → 달라서\n꼬리질문: 언제?\n  A. 늘", ("큐다.", ["왜? > 달라서", "언제? > 늘"])),
    ("큐다.\n심화 질문 1) 왜?\nFollow-up: why?", ("큐다.", ["왜?", "why?"])),
    ("큐다.\n```\n꼬리질문: 왜 나누나요?\n```", ("큐다.\n```\n꼬리질문: 왜 나누나요?\n```", [])),
    ("큐다.\n\n#### 꼬리질문\n\n- 왜 나누나요?\n  > 달라서\n- 언제요?", ("큐다.", ["왜 나누나요? > 달라서", "언제요?"])),
    ("큐다.\n\n**꼬리질문**\n\n  1. 왜 나누나요?\n  2. 언제요?", ("큐다.", ["왜 나누나요?", "언제요?"])),
    ("큐다.\n\n**꼬리질문:**\n- 왜 나누나요?\n\n- 언제요?\n\n끝.", ("큐다.\n\n끝.", ["왜 나누나요?", "언제요?"])),
    ("큐다.\n\n[심화 질문]\n- 길어서\n  두 줄인가요?\n  ```\n  - a\n  ```", ("큐다.", ["길어서\n두 줄인가요? > ```\n- a\n```"])),
    ("- 큐다.\n- 꼬리질문:\n  - 왜?\n  - 언제?\n- 끝.", ("- 큐다.\n- 끝.", ["왜?", "언제?"])),
    ("큐다.\n\n**꼬리질문**\n\n여기서 갈립니다.", ("큐다.\n\n**꼬리질문**\n\n여기서 갈립니다.", [])),
    ("**답변**\n\n큐다.", ("큐다.", [])),
    ("**Answer:**\nA. 큐다.", ("큐다.", [])),
    ("답변은 하나다.\n\n**답변**", ("답변은 하나다.\n\n**답변**", [])),
    ("A1. 큐다.\nA2. 줄이다.", ("A1. 큐다.\nA2. 줄이다.", [])),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), ANSWERS)
@pytest.mark.parametrize("asked", ["### Q1. 무엇인가요?\n", "1. 무엇인가요?\n\n"])
def test_follow_ups_leave_an_answer_that_is_prose(asked: str, body: str, expected: tuple[str, list[str]]) -> None:
    question = read(f"## 큐\n\n{asked}{body}\n")[0]
    asked_next = [" > ".join(filter(None, (said(item.text), said(item.answer)))) for item in question.followups]
    assert (said(question.answer), asked_next) == expected


def test_a_lead_with_nothing_or_a_placeholder_behind_it_is_no_answer() -> None:
    sheet = "## OS\n\n1. 뮤텍스란?\nA.\n\n2. 큐란?\n답: TODO\n\n3. 락이란?\n**답변**\n"
    assert rows(sheet) == [("뮤텍스란?", None), ("큐란?", None), ("락이란?", None)]
    assert codes(sheet) == ["4 empty-answer", "7 placeholder", "10 empty-answer"]


@pytest.mark.parametrize(
    "summary",
    ["펼치기", "접기/펼치기", "자세히 보기", "보기", "더보기", "열기", "클릭", "토글", "클릭하세요", "Click", "click here!",
     "Details", "Show more", "👉", "▶ <b>Expand</b>", "Toggle", "open", ""],
)  # fmt: skip
def test_a_summary_that_only_invites_to_open_is_no_question(summary: str) -> None:
    asked = ["useState는 언제 비동기인가요?", "Virtual DOM"]
    sheet = "## React\n\n" + "".join(
        f"### {text}\n\n<details><summary>{summary}</summary>\n\n답 {number}\n</details>\n\n" for number, text in enumerate(asked)
    )
    assert rows(sheet) == [(text, f"답 {number}") for number, text in enumerate(asked)]
    assert [code.split()[1] for code in codes(sheet)] == ["label", "label"]


def test_a_block_folded_below_a_heading_inside_an_answer_begins_no_question() -> None:
    sheet = "## React\n\n### Q1. 훅이란?\n\n함수다.\n\n#### 예시\n\n<details><summary>펼치기</summary>\n\n코드\n</details>\n"
    assert [question.text.ko for question in read(sheet)] == ["훅이란?\n\n함수다.\n\n#### 예시"]


LONG = (
    "평가 지표에는 무엇이 있나요?",
    "힌트(Hint)는 언제 쓰나요?",
    "1분 자기소개를 해주세요",
    "답변 시간이 부족할 때 스케줄러는 어떻게 동작하나요?",
)


def test_a_summary_that_asks_at_length_is_a_question_where_questions_stand_in_summaries() -> None:
    asked = ["인덱스란 무엇인가요?", *LONG, "채점 기준", "꼬리질문: 왜 그런가요?"]
    sheet = "## DB\n\n" + "".join(f"<details><summary>{text}</summary>\n\n- 답\n</details>\n\n" for text in asked)
    found = read(sheet)
    assert [said(question.text) for question in found] == asked[:5]
    assert (len(found[-1].rubric), len(found[-1].followups)) == (1, 1)
    assert all(question.answer.ko == "- 답" for question in found)


def test_elsewhere_such_a_summary_is_still_a_label() -> None:
    sheet = "## DB\n\n1. 인덱스란?\n\n" + "".join(
        f"<details><summary>{text}</summary>\n\n- 말\n</details>\n\n" for text in (LONG[0], LONG[3])
    )
    assert [(said(question.text), len(question.rubric)) for question in read(sheet)] == [("인덱스란?", 1)]


@pytest.mark.parametrize(
    ("sheet", "warned"),
    [
        ("# JS\n\n## 클로저란 무엇인가요?\n\n함수다.\n", ["3 unmarked", "5 outside"]),
        ("# JS\n\n## 클로저\n\n### Q1. 무엇인가요?\n\n함수다.\n", []),
        ("## JS\n\n### Q1. 클로저란?\n\n함수다.\n\n### ❓ this는 어떻게 정해지나요?\n\n부른 곳이다.\n", ["7 unmarked"]),
        ("## JS\n\n### Q1. 클로저란?\n\n함수다.\n\n#### 왜 쓰나요?\n\n감춘다.\n\n### 정리\n\n끝.\n", []),
    ],
)
def test_a_heading_that_asks_and_is_read_as_something_else_is_said(sheet: str, warned: list[str]) -> None:
    assert codes(sheet) == warned


NAMED = [
    ("질문: 큐란?\n답변: 줄이다.\n\n질문: 락이란?\n답변: 문이다.\n", [("큐란?", "줄이다."), ("락이란?", "문이다.")]),
    ("**질문:** 큐란?\n줄인가요?\n**답변:** 줄이다.\n**질문:** 락이란?\n", [("큐란?\n줄인가요?", "줄이다."), ("락이란?", None)]),
    ("**질문 1. 큐란?**\n\n줄이다.\n\n**질문 2. 락이란?**\n\n문이다.\n", [("큐란?", "줄이다."), ("락이란?", "문이다.")]),
    ("Question 1: a queue?\nAnswer: A line.\n\nQuestion: a lock?\n", [("a queue?", "A line."), ("a lock?", None)]),
    ("1. 큐란?\n\n질문: 이라고 먼저 묻는다.\n", [("큐란?", "질문: 이라고 먼저 묻는다.")]),
    ("1. 큐란?\n\n질문: 이라고 묻는다.\n```\n질문: 코드\n```\n", [("큐란?", "질문: 이라고 묻는다.\n```\n질문: 코드\n```")]),
    ("1. 큐란?\n\n  질문: 하나\n  질문: 둘\n", [("큐란?", "질문: 하나\n질문: 둘")]),
    ("### Q1. 큐란?\n\n질문: 하나\n\n질문: 둘\n", [("큐란?", "질문: 하나\n\n질문: 둘")]),
]


@pytest.mark.parametrize(("sheet", "expected"), NAMED)
def test_lines_that_name_a_question_are_questions_where_there_are_several(sheet: str, expected: list[Row]) -> None:
    assert rows(f"## 면접\n\n{sheet}") == expected


LISTED = [
    ("Q. 순서는?\nA.\n1. 받는다\n2. 적는다\n\nQ. 왜?\n", [("순서는?", "1. 받는다\n2. 적는다"), ("왜?", None)]),
    ("Q1. 순서는?\n\n1. 받는다\n   - 읽는다\n\n2) 적는다\n\n끝.\n", [("순서는?", "1. 받는다\n   - 읽는다\n\n2) 적는다\n\n끝.")]),
    (
        "Q1. 순서는?\nA. 셋이다.\n\n1. 왜 받나요?\n2. 적는다\n1. 다시\n",
        [("순서는?", "셋이다.\n\n1. 왜 받나요?\n2. 적는다\n1. 다시")],
    ),
    ("Q. 순서는?\n\n둘이다.\n\n**꼬리질문**\n1. 왜요?\n2. 언제요?\n", [("순서는?", "둘이다.", ["왜요?", "언제요?"])]),
    ("질문: 순서는?\n답변:\n1. 받는다\n2. 적는다\n질문: 왜?\n", [("순서는?", "1. 받는다\n2. 적는다"), ("왜?", None)]),
    ("Q1. 하나?\n\n2. 둘?\n\n3) 셋?\n", [("하나?", None), ("둘?", None), ("셋?", None)]),
    ("Q. 몸풀기?\n\n1. 하나인가요?\n\n2. 둘인가요?\n", [("몸풀기?", None), ("하나인가요?", None), ("둘인가요?", None)]),
    ("Q1. 하나?\n1. 둘?\n", [("하나?", None), ("둘?", None)]),
    ("Q1. 하나?\nA. 답.\n\n1. 둘?\n<!-- time: 60 -->\n", [("하나?", "답."), ("둘?", None)]),
    ("Q1. 하나?\nA. 답.\n\n1. 받는다\n\n### 다음\n\n1. 둘?\n", [("하나?", "답.\n\n1. 받는다"), ("둘?", None)]),
]


@pytest.mark.parametrize(("sheet", "expected"), LISTED)
def test_a_plain_list_in_the_answer_to_a_q_is_part_of_the_answer(sheet: str, expected: list[Row]) -> None:
    assert rows(f"## 면접\n\n{sheet}") == expected


@pytest.mark.parametrize(
    ("sheet", "warned"),
    [
        ("| 번호 | 질문 | 답변 |\n|---|---|---|\n| 1 | 큐란? | 줄 |\n| 2 | 락이란? | 문 |\n", "3 a table"),
        ("Question | Answer\n--- | ---\nA queue? | A line.\n", "3 a table"),
        ("| 이름 | 값 |\n|---|---|\n| 질문 수 | 2 |\n", "3 text"),
    ],
)
def test_a_table_of_questions_is_said_once(sheet: str, warned: str) -> None:
    warnings = read_sheet(f"## 면접\n\n{sheet}", slug_hint="wild").warnings
    assert [f"{warning.line} {' '.join(warning.message.split()[: len(warned.split()) - 1])}" for warning in warnings] == [warned]


def test_numbers_that_are_all_the_same_are_said_once() -> None:
    sheet = "## 면접\n\n1. 큐란?\n1. 락이란?\n\n### 망\n\n1. 망이란?\n\n1. 길이란?\n\n1. 문이란?\n\n5. 끝?\n"
    warnings = read_sheet(sheet, slug_hint="wild").warnings
    assert [(warning.line, warning.code, warning.message[:32]) for warning in warnings] == [
        (4, "number", "2 questions in a row bear the nu"),
        (10, "number", "3 questions in a row bear the nu"),
        (14, "number", "number 5 is out of order (2 woul"),
    ]


HTTPS = "**Q. HTTPS는 어떻게 안전한가요?**\n"
ITEMS = "- HTTP/2랑 HTTP/1.1 차이점?\n - 멀티플렉싱\n- 쿠키와 세션 차이\n"
UNWRITTEN = [
    "(TODO 채우기)",
    "(TODO: 예시도 넣기)",
    "(채우기)",
    "(작성 예정)",
    "(나중에 작성 예정)",
    "**(답변 채우기)**",
    "[TODO]",
    "TODO",
]


@pytest.mark.parametrize("line", UNWRITTEN)
@pytest.mark.parametrize("between", ["", "\n"])
def test_a_line_that_says_that_the_answer_is_missing_is_no_part_of_the_question(between: str, line: str) -> None:
    sheet = f"## 망\n\n{HTTPS}{between}{line}\n\n암호화한다.\n"
    assert rows(sheet) == [("HTTPS는 어떻게 안전한가요?", "암호화한다.")]
    assert codes(sheet) == [f"{4 + len(between)} placeholder"]


@pytest.mark.parametrize("line", ["(TCP 위에서요)", "(TODO 주석이란) 무엇인가요?", "선입선출로 채우기", "[할 일](todo.md)"])
def test_other_lines_below_a_question_stay_its_text(line: str) -> None:
    assert rows(f"## 망\n\n{HTTPS}{line}\n") == [(f"HTTPS는 어떻게 안전한가요?\n{line}", None)]


def test_a_list_below_a_question_without_an_answer_holds_questions_of_its_own() -> None:
    sheet = f"## 망\n\n{HTTPS}(TODO 채우기)\n\n{ITEMS}\nQ. 다음은?\nA. 끝.\n"
    expected = ["HTTPS는 어떻게 안전한가요?", "HTTP/2랑 HTTP/1.1 차이점?", "쿠키와 세션 차이", "다음은?"]
    assert [row[0] for row in rows(sheet)] == expected
    assert [row[1] for row in rows(sheet)] == [None, "- 멀티플렉싱", None, "끝."]
    assert codes(sheet) == ["4 placeholder", "6 listed"]


BLOCK = "\n<details><summary>답변</summary>\n\n암호화\n</details>\n"


@pytest.mark.parametrize(
    ("body", "answer", "asked"),
    [
        ("(TODO)\n\n- 암호화\n- 인증\n", "- 암호화\n- 인증", []),
        ("(TODO)\n\n- 꼬리질문: 왜요?\n- 언제요?\n", "- 언제요?", ["왜요?"]),
        ("(TODO)\n- 왜요?\n- 언제요?\n", None, ["왜요?", "언제요?"]),
        ("(TODO)\n\n```\n- 왜요?\n```\n", "```\n- 왜요?\n```", []),
    ],
)
def test_other_lists_below_such_a_line_are_none(body: str, answer: str | None, asked: list[str]) -> None:
    question = read(f"## 망\n\n{HTTPS}{body}")[0]
    assert (said(question.answer), [said(item.text) for item in question.followups]) == (answer, asked)


def test_a_list_above_the_block_that_answers_a_question_is_of_its_text() -> None:
    assert rows(f"## 망\n\n{HTTPS}(TODO)\n\n{ITEMS}{BLOCK}") == [(f"HTTPS는 어떻게 안전한가요?\n\n{ITEMS.strip()}", "암호화")]


def test_items_that_ask_in_a_list_read_as_the_answer_are_named() -> None:
    sheet = f"## 망\n\n{HTTPS}\n{ITEMS}- **`==`와 `===`는?**\n- 꼬리질문: 왜요?\n\n```\n- 코드?\n```\n"
    assert [row[2:] for row in rows(sheet)] == [(["왜요?"],)]
    said_of = [warning for warning in read_sheet(sheet, slug_hint="wild").warnings if warning.code == "asks"]
    assert [(warning.line, warning.last) for warning in said_of] == [(5, 8)]
    assert said_of[0].message.startswith("2 items of a list read as the model answer ask something: ")
    assert "`- HTTP/2랑 HTTP/1.1 차이점?`, `- **==와 ===는?**`" in said_of[0].message


def test_a_list_in_an_answer_that_asks_nothing_is_not_remarked() -> None:
    assert codes(f"## 망\n\n{HTTPS}\n- 암호화\n- 인증\n{BLOCK}") == []
    assert codes(f"## 망\n\n{HTTPS}\n- 암호화\n- 인증\n") == []


BELOW = [
    ("꼬리질문: 왜요?\n", ["왜요?"]),
    ("**꼬리 질문 1:** 왜요?\n> 느려서\n", ["왜요? > 느려서"]),
    ("꼬리질문: 왜요?\n꼬리질문: 언제요?\n", ["왜요?", "언제요?"]),
    ("꼬리질문:\n- 왜요?\n  > 느려서\n- 언제요?\n", ["왜요? > 느려서", "언제요?"]),
    ("**꼬리질문**\n\n* 왜요?\n* 언제요?\n", ["왜요?", "언제요?"]),
    ("> 꼬리질문: 왜요?\n", ["왜요?"]),
]


@pytest.mark.parametrize(("below", "asked"), BELOW)
@pytest.mark.parametrize("question", ["### Q1. HTTPS란?\n", "1. HTTPS란?\n", HTTPS])
def test_follow_ups_below_the_block_that_answers_a_question_are_follow_ups(question: str, below: str, asked: list[str]) -> None:
    sheet = f"## 망\n\n{question}{BLOCK}\n{below}"
    assert [row[1:] for row in rows(sheet)] == [("암호화", asked)]
    assert codes(sheet) == []


@pytest.mark.parametrize("question", ["### Q{}. {}\n", "**Q{}. {}**\n", "Q{}. {}\n"])
def test_a_numbered_list_of_follow_ups_below_the_block_holds_no_questions(question: str) -> None:
    one, two = question.format(1, "HTTPS란?"), question.format(2, "다음은?")
    sheet = f"## 망\n\n{one}{BLOCK}\n꼬리질문:\n1. 왜요?\n2. 언제요?\n\n{two}{BLOCK}\n"
    assert rows(sheet) == [("HTTPS란?", "암호화", ["왜요?", "언제요?"]), ("다음은?", "암호화")]
    assert codes(sheet) == []


def test_plain_numbers_below_a_label_are_questions_where_questions_are_plain_numbers() -> None:
    assert [row[0] for row in rows(f"## 망\n\n1. 하나?\n{BLOCK}\n꼬리질문:\n\n2. 둘?\n")] == ["하나?", "둘?"]


def test_other_text_below_the_blocks_stays_an_extra_letter_by_letter() -> None:
    sheet = f"## 망\n\n{HTTPS}{BLOCK}\nA. 참고로\n\n꼬리질문: 왜요?\n\n더 읽기\n"
    question = read(sheet)[0]
    assert [said(extra.text) for extra in question.extras] == ["A. 참고로\n\n더 읽기"]
    assert [said(item.text) for item in question.followups] == ["왜요?"]
    assert codes(sheet) == ["9 loose"]


@pytest.mark.parametrize(
    ("body", "answer", "asked"),
    [
        ("암호화\n\n> 꼬리질문: 왜요?\n", "암호화", ["왜요?"]),
        ("암호화\n\n> **꼬리 질문:** 왜요?\n> 느려서\n\n끝.\n", "암호화\n\n끝.", ["왜요? > 느려서"]),
        ("> 암호화\n> 꼬리질문: 왜요?\n> 꼬리질문: 언제요?\n", "> 암호화", ["왜요?", "언제요?"]),
        ("암호화\n\n> 꼬리질문:\n> - 왜요?\n>   > 느려서\n> - 언제요?\n", "암호화", ["왜요? > 느려서", "언제요?"]),
        ("암호화\n\n> 꼬리질문:\n> 없음\n", "암호화\n\n> 꼬리질문:\n> 없음", []),
        ("암호화\n\n```\n> 꼬리질문: 왜요?\n```\n", "암호화\n\n```\n> 꼬리질문: 왜요?\n```", []),
    ],
)
def test_follow_ups_in_a_quote_leave_the_answer(body: str, answer: str, asked: list[str]) -> None:
    sheet = f"## 망\n\n{HTTPS}\n{body}"
    assert [(row[1], list(row[2:])) for row in rows(sheet)] == [(answer, [asked] if asked else [])]


@pytest.mark.parametrize(
    ("heading", "stars"),
    [
        ("### ⭐⭐⭐ 3. MVCC란 무엇인가요?", 3),
        ("### ⭐️⭐️ 3. MVCC란 무엇인가요?", 2),
        ("### ★☆☆ 3) **MVCC란 무엇인가요?**", 1),
        ("### 📌 3. MVCC란 무엇인가요?", None),
        ("### ✅🔥 **3.** MVCC란 무엇인가요? ⭐", 1),
        ("### ⭐⭐ Q3. MVCC란 무엇인가요?", 2),
        ("## 💡 Q. MVCC란 무엇인가요?", None),
    ],
)
def test_what_stands_before_the_number_of_a_heading_is_no_part_of_the_question(heading: str, stars: int | None) -> None:
    question = read(f"{heading}\n\n판을 여럿 둔다.\n")[0]
    assert (said(question.text), question.difficulty, said(question.answer)) == ("MVCC란 무엇인가요?", stars, "판을 여럿 둔다.")


def test_a_heading_that_is_no_question_keeps_its_ornaments() -> None:
    questions = read("## ⭐ 1. 기초\n\n### 📌 2. 동시성\n\n1. ⭐ 하나?\n2. 🔥 둘?\n")
    assert [(question.section, question.subsection) for question in questions] == [("⭐ 1. 기초", "📌 2. 동시성")] * 2
    assert [said(question.text) for question in questions] == ["⭐ 하나?", "🔥 둘?"]
