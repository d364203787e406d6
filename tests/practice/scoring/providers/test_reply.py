"""A reply is read while it grows, and taken only when it is whole."""

import json

import pytest

from practice.scoring.providers.failures import ProviderMalformed
from practice.scoring.providers.reply import Reading, whole


def reply(*ids: str) -> str:
    points = [{"id": one, "evidence": ["말"], "rationale": 'He said "so" {…}.', "verdict": "met"} for one in ids]
    return json.dumps({"points": points, "summary": "Good.", "follow_up": ""}, ensure_ascii=False)


def test_each_point_is_handed_out_once_and_as_soon_as_it_is_complete() -> None:
    text, reading, seen = reply("a", "b", "c"), Reading(), []
    for end in range(len(text) + 1):
        for point in reading.new_points(text[:end]):
            seen.append((point.id, text[:end][-1]))
    assert seen == [("a", "}"), ("b", "}"), ("c", "}")]


def test_a_code_fence_around_the_json_is_passed_over() -> None:
    text = f"```json\n{reply('a')}\n```"
    assert [point.id for point in Reading().new_points(text[:-4])] == ["a"]
    assert whole(text, ["a"]).summary == "Good."


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ('<think>\nMaybe {a}? {"points": 3}\n</think>\n\n', ""),
        ("Here is the grading:\n```json\n", "\n```\nGood luck!"),
        ("\ufeff", "\n"),
    ],
)
def test_what_models_say_around_the_json_is_passed_over(before: str, behind: str) -> None:
    text, reading = before + reply("a", "b") + behind, Reading()
    seen = [point.id for end in range(len(text) + 1) for point in reading.new_points(text[:end])]
    assert seen == ["a", "b"]
    assert whole(text, ["a", "b"]).summary == "Good."


def test_points_come_in_the_rubrics_order() -> None:
    assert [point.id for point in whole(reply("b", "a"), ["a", "b"]).points] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "seven out of ten",
        "[]",
        "{}",
        reply("a"),
        reply("a", "b", "c"),
        reply("a", "a"),
        reply("a", "b").replace("met", "great"),
        reply("a", "b")[:-20],
        '{"points": null}',
        "\ud800}",
    ],
)
def test_anything_else_is_malformed_and_not_quoted(text: str) -> None:
    with pytest.raises(ProviderMalformed) as caught:
        whole(text, ["a", "b"])
    assert "seven" not in caught.value.detail


@pytest.mark.parametrize("text", ["null", "[1]", '{"points": 3}', '{"points": [3]}', '{"points": [{"id": 1}]}', "}", "\ud800}"])
def test_odd_beginnings_hand_out_nothing(text: str) -> None:
    assert Reading().new_points(text) == []
