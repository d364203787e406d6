import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.scoring.chunks import chunks
from practice.scoring.clauses import units
from practice.scoring.order import places
from practice.scoring.polarity import denies
from practice.scoring.reading import is_bare
from practice.scoring.sentences import sentences
from practice.scoring.terms import terms

MARKDOWN = """# 제목

첫 문장입니다. 둘째 문장은 e.g. 이렇게 이어집니다! 셋째.
줄이 바뀌어도
같은 문장이다.

- 항목 하나
- **항목** 둘. 항목 둘의 뒷말
1. First item, v1.5 of it
```sql
SELECT 1; SELECT 2;
```
끝.붙여 쓴 문장"""


def texts(markdown: str) -> list[str]:
    return [span.text for span in sentences(markdown)]


def test_sentences_know_lists_code_and_hard_wrapped_lines() -> None:
    assert texts(MARKDOWN) == [
        "제목",
        "첫 문장입니다.",
        "둘째 문장은 e.g. 이렇게 이어집니다!",
        "셋째.",
        "줄이 바뀌어도\n같은 문장이다.",
        "항목 하나",
        "항목** 둘.",
        "항목 둘의 뒷말",
        "First item, v1.5 of it",
        "SELECT 1; SELECT 2;",
        "끝.",
        "붙여 쓴 문장",
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        # notes, typed line by line without a full stop
        (
            "liveness는 프로세스가 죽었는지만 봄\nDB나 Redis는 안 봄\nreadiness 실패하면 트래픽만 빠짐 ㅋㅋ\n타임아웃은 짧게",
            [
                "liveness는 프로세스가 죽었는지만 봄",
                "DB나 Redis는 안 봄",
                "readiness 실패하면 트래픽만 빠짐 ㅋㅋ",
                "타임아웃은 짧게",
            ],
        ),
        (
            "checks only the process\nnever the database\nreadiness takes it out of traffic when it fails",
            ["checks only the process", "never the database", "readiness takes it out of traffic when it fails"],
        ),
        (
            "0.8을 넘으면 비슷한 문장이라고 보면 됨\n내적은 방향만 봄",
            ["0.8을 넘으면 비슷한 문장이라고 보면 됨", "내적은 방향만 봄"],
        ),
        # a breath in the middle of a sentence ends none
        ("저는 그때\n팀장에게 말했고\n같이 고쳤습니다\n끝", ["저는 그때\n팀장에게 말했고\n같이 고쳤습니다", "끝"]),
        # broken by an editor: the next word would not have fitted
        (
            "Lines that an editor has wrapped at some\nwidth belong together in one sentence\nwithout an end",
            ["Lines that an editor has wrapped at some\nwidth belong together in one sentence\nwithout an end"],
        ),
    ],
)
def test_a_line_break_ends_a_sentence_where_a_person_made_it(markdown: str, expected: list[str]) -> None:
    assert texts(markdown) == expected


def test_code_within_a_sentence_ends_none() -> None:
    assert texts("where version = ? 로 업데이트해서 다시 읽습니다. SELECT ... FOR UPDATE. 그래서... 끝.") == [
        "where version = ? 로 업데이트해서 다시 읽습니다.",
        "SELECT ... FOR UPDATE.",
        "그래서...",
        "끝.",
    ]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("liveness: 프로세스 deadlock, event loop block 체크. DB, Redis 체크 금지", False),
        ("readiness: 실패 시 EndpointSlice 제외, 트래픽 차단, 재시작 없음", False),
        ("liveness, readiness, EndpointSlice, kubelet, 재시작, 트래픽", True),
        ("처리, 저장, 재시도, 확인, 차단, 반복", True),
    ],
)
def test_notes_that_end_in_a_noun_are_no_list_of_keywords(text: str, bare: bool) -> None:
    assert is_bare(text, terms(text)) is bare


def test_an_unclosed_fence_runs_to_the_end() -> None:
    assert texts("말\n```\ncode one.\ncode two.") == ["말", "code one.\ncode two."]


@given(st.text(alphabet="가나다 .!?,\n-*`#1고며abc'\"", max_size=200))
def test_every_unit_quotes_the_text_that_stands_at_its_offsets(text: str) -> None:
    for span in units(text, sentences(text)):
        assert text[span.start : span.end] == span.text != ""


def test_a_long_sentence_falls_into_clauses() -> None:
    text = "한 큐에 섞으면 긴 임베딩 작업이 앞을 막아서 짧은 요청이 늦어지고, 결국 사용자가 오래 기다리게 됩니다."
    assert "결국 사용자가 오래 기다리게 됩니다." in [span.text for span in units(text, sentences(text))]


def test_a_very_long_answer_gives_a_bounded_number_of_units() -> None:
    text = "이것은 문장입니다, 그리고 조금 더 깁니다만 계속 이어집니다. " * 600
    assert len(units(text, sentences(text))) <= 120


def test_walls_of_blanks_and_of_nouns_are_read_like_anything_else() -> None:
    """Each of these took up to a minute, in which no other thread of the worker ran."""
    blanks = "순서를 a" + " " * 20_000 + "and b."
    assert [piece[:4] for piece in chunks(blanks)] == ["순서를 ", "and "]
    assert units(blanks, sentences(blanks))
    assert places(blanks) == {}
    assert not denies("a and b", blanks)
    nouns = "커서 " * 6_000
    assert chunks(nouns) == (nouns.strip(),)
    assert units(nouns, sentences(nouns))
