from hypothesis import given
from hypothesis import strategies as st

from practice.scoring.chunks import chunks
from practice.scoring.clauses import units
from practice.scoring.order import places
from practice.scoring.polarity import denies
from practice.scoring.sentences import sentences

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
