"""What may be an answer's text, and which language it is taken for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.answers.text import TextBlank, TextNotStorable, TextTooLong, checked_text, language_of
from practice.errors import InvalidInput


def test_decomposed_hangul_is_composed() -> None:
    written_on_a_mac = unicodedata.normalize("NFD", "큐를 나눕니다")
    assert checked_text(written_on_a_mac, 100) == "큐를 나눕니다"


def test_the_limit_counts_composed_characters() -> None:
    assert checked_text(unicodedata.normalize("NFD", "각" * 10), 10) == "각" * 10


def test_line_ends_become_one_kind() -> None:
    assert checked_text("a\r\nb\rc\nd", 100) == "a\nb\nc\nd"


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "half \ud83d of a smile", "\udc00"])
def test_what_the_database_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(TextNotStorable) as refused:
        checked_text(text, 100)
    assert refused.value.code == "text_not_storable"


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "\u3000\u00a0", "\u200b\u2060\ufeff", "\u3164 \uffa0", "\u2800"])
def test_blank_text_is_refused(text: str) -> None:
    with pytest.raises(TextBlank):
        checked_text(text, 100)


def test_the_longest_text_is_taken_and_one_more_character_is_not() -> None:
    assert checked_text("x" * 100, 100) == "x" * 100
    with pytest.raises(TextTooLong, match="101 characters; at most 100") as refused:
        checked_text("x" * 101, 100)
    assert refused.value.extra == {"limit": 100}


def test_characters_outside_the_basic_plane_are_kept_and_count_once() -> None:
    assert checked_text("😀" * 5, 5) == "😀" * 5


@given(st.text(max_size=60))
def test_what_is_taken_is_taken_again_unchanged_and_fits_utf_8(text: str) -> None:
    try:
        clean = checked_text(text, 200)
    except InvalidInput:
        return
    assert checked_text(clean, 200) == clean
    assert clean.encode().decode() == clean


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("I split the queues by what they wait for.", "en"),
        ("큐를 기다리는 대상에 따라 나눕니다.", "ko"),
        ("Celery worker의 prefork pool과 Redis Streams consumer group을 분리했습니다.", "ko"),
        ("We call it 큐 in the team, and it stands before every slow worker that waits for the network.", "en"),
        ("ㅋㅋㅋ", "ko"),
        ("12345 + 67890", "en"),
        ("```mermaid\ngraph TD\n  api --> redis\n```", "en"),
        ("예를 들면 이렇습니다.\n```python\n" + "value = cache.get(key)\n" * 40 + "```\n그래서 락을 씁니다.", "ko"),
        ("It goes like this.\n```python\n# 값을 읽는다\n```", "en"),
        ("```\n# 값을 읽는다\n```", "ko"),
        ("", "en"),
    ],
)
def test_the_language_is_seen(text: str, lang: str) -> None:
    assert language_of(text) == lang
