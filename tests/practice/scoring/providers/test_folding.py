"""Frames of words are joined between braces; all else passes as it came, in its order."""

import json
from itertools import count
from typing import Any

import pytest

from practice.bank.model import Question
from practice.scoring.model import PointScore
from practice.scoring.providers.folding import Folding
from tests.doubles.provider.running import RunningDouble
from tests.practice.scoring.providers.conftest import judged, settings_for

FINISH = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": None}
USAGE = {"choices": [], "usage": {"prompt_tokens": 7}}


def frame(said: str | dict[str, Any], end: str = "\n\n") -> bytes:
    words = {"id": "1", "choices": [{"index": 0, "delta": {"content": said}, "finish_reason": None}], "usage": None}
    return f"data: {json.dumps(words if isinstance(said, str) else said)}{end}".encode()


def told(stream: bytes) -> list[Any]:
    """The words of each frame that has nothing else, and every other frame as it is."""
    seen: list[Any] = []
    for one in stream.replace(b"\r\n", b"\n").strip().split(b"\n\n"):
        try:
            message = json.loads(one.removeprefix(b"data:"))
        except ValueError:
            seen.append(one)
        else:
            words = message["choices"][0]["delta"].get("content") if message["choices"] else None
            seen.append(words or message)
    return seen


def folded(stream: bytes, size: int | None = None, pause_s: float = 1.0) -> list[Any]:
    """Fed whole, or in pieces of ``size`` bytes with so long between them."""
    folding = Folding(count(step=pause_s).__next__)
    step = size or len(stream)
    said = [folding.fed(stream[at : at + step]) for at in range(0, len(stream), step)]
    return told(b"".join((*said, folding.rest())))


TOKENS = ["{", '"points"', ": [", '{"id": "하나"', "}", ", {", '"id": 2', "}]", "}"]
PIECES = ["{", '"points": [{"id": "하나"}', ', {"id": 2}]', "}", FINISH, USAGE, b"data: [DONE]"]
WHOLE = ["{", '"points": [{"id": "하나"}, {"id": 2}]}', FINISH, USAGE, b"data: [DONE]"]


@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n"])
@pytest.mark.parametrize("size", [1, 7])
def test_words_are_joined_up_to_a_brace_however_the_bytes_come(end: str, size: int) -> None:
    stream = b"".join(frame(said, end) for said in (*TOKENS, FINISH, USAGE)) + f"data: [DONE]{end}".encode()
    assert folded(stream, size) == PIECES
    # in no time, or in one piece
    assert folded(stream, size, pause_s=0.0) == WHOLE
    assert folded(stream) == WHOLE


def test_a_brace_goes_on_at_once_and_what_comes_after_it_waits() -> None:
    folding = Folding(count().__next__)
    assert told(folding.fed(frame("{"))) == ["{"]
    assert folding.fed(frame('"points": [')) == b""
    assert told(folding.fed(frame('{"id": 1}, {'))) == ['"points": [{"id": 1}, {']
    assert folding.fed(frame('"id"')) == b""
    assert told(folding.rest()) == ['"id"']


def test_what_precedes_the_json_is_not_held_back() -> None:
    stream = b"".join(frame(said) for said in ("<think>", "hm", " well", "</think>", "{", "a", "b"))
    assert folded(stream) == ["<think>", "hm", " well", "</think>", "{", "ab"]


@pytest.mark.parametrize(
    "other",
    [
        {"error": {"message": "overloaded"}, "choices": []},
        {"choices": [{"index": 0, "delta": {"content": "x", "reasoning": "aloud"}}]},
        {"choices": [{"index": 0, "delta": {"content": "x"}, "logprobs": {"content": []}}]},
        {"choices": [{"index": 0, "delta": {"content": "x"}}], "usage": {"completion_tokens": 3}},
    ],
)
def test_a_frame_that_says_more_than_words_passes_after_the_words_before_it(other: dict[str, Any]) -> None:
    stream = b"".join((frame("{"), frame("a"), frame("b"), frame(other), frame("c")))
    assert frame(other) in Folding().fed(frame(other))
    seen = folded(stream)
    assert (seen[:2], len(seen), seen[-1]) == (["{", "ab"], 4, "c")


def test_comments_named_events_and_broken_frames_pass_unchanged() -> None:
    stream = b": keep alive\n\nevent: ping\ndata: {}\n\ndata: {broken\n\n" + frame("{") + b"data: half a fra"
    folding = Folding()
    assert folding.fed(stream) + folding.rest() == stream


def test_a_reply_of_single_letters_tells_the_same_points(double: RunningDouble, question: Question) -> None:
    said: list[list[PointScore]] = []
    for size in (1, 60, 100_000):
        double.set(chunk_chars=size)
        points: list[PointScore] = []
        judgement = judged(settings_for("openai", double), question, on_point=lambda *told, points=points: points.append(told[2]))
        assert points == list(judgement.score.points)
        said.append(points)
    double.set(chunk_chars=60)
    assert said[0] == said[1] == said[2]
