"""The comment under a question or a section: ``<!-- id: ...; tags: a, b; time: 120 -->``."""

import json
import re
from dataclasses import dataclass, field

from practice.bank.fields import ID
from practice.bank.model import AXES
from practice.bank.reading import Warning

QUESTION_KEYS = ("id", "tags", "axes", "time", "difficulty")
SECTION_KEYS = ("id", "ko", "en")
EXACT = re.compile(r"<!--\s*exact:\s*(\{.*\})\s*-->", re.S)
PAIR = re.compile(r"([a-z]+)\s*:\s*(.*)", re.S)
TIME = re.compile(r"(\d{1,5})\s*(s|sec|초|m|min|분)?")
DAY_S = 24 * 3600


@dataclass(slots=True)
class Metadata:
    """What was said of a question, as far as it fits."""

    id: str | None = None
    tags: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    time_s: int | None = None
    difficulty: int | None = None
    said: set[str] = field(default_factory=set)


def pairs(comment: str, known: tuple[str, ...]) -> list[tuple[str, str]] | None:
    """``key: value`` pairs; None if the comment does not begin with a known key and so is only a comment."""
    inside = comment.strip().removeprefix("<!--").removesuffix("-->")
    found = [PAIR.fullmatch(part.strip()) for part in inside.split(";") if part.strip()]
    if not found or found[0] is None or found[0][1] not in known:
        return None
    return [(pair[1], pair[2].strip()) if pair else ("", "") for pair in found]


def exact_data(comment: str) -> dict[str, object] | None:
    """The fields that a comment holds letter by letter, as JSON; None if it is no such comment."""
    found = EXACT.fullmatch(comment.strip())
    if not found:
        return None
    try:
        data = json.loads(found[1])
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def read_metadata(found: list[tuple[str, str]], line: int, into: Metadata, warnings: list[Warning]) -> None:
    for key, value in found:
        problem = _refuse_twice(key, into) or _read(key, value, into)
        if problem:
            warnings.append(Warning(line, problem, "metadata"))


def _refuse_twice(key: str, into: Metadata) -> str | None:
    twice = key in into.said
    into.said.add(key)
    return f"{key} stands here twice; the first was taken" if twice else None


def _read(key: str, value: str, into: Metadata) -> str | None:
    """The problem, if there is one."""
    if key == "id":
        return _read_id(value, into)
    if key == "tags":
        into.tags = listed(value)
        return None
    if key == "axes":
        named = listed(value)
        into.axes = tuple(axis for axis in named if axis in AXES)
        return None if into.axes == named else f"not every axis is known; known are {', '.join(AXES)}"
    if key == "time":
        return _read_time(value, into)
    if key == "difficulty":
        into.difficulty = int(value) if value in ("1", "2", "3", "4", "5") else None
        return None if into.difficulty else "difficulty must be 1 to 5"
    return f"not read; known are {', '.join(QUESTION_KEYS)}, and semicolons stand between them"


def _read_id(value: str, into: Metadata) -> str | None:
    if not ID.fullmatch(value):
        return "an id holds letters, digits, `-`, `_` and `.` only; one was made from the wording"
    into.id = value
    return None


def _read_time(value: str, into: Metadata) -> str | None:
    found = TIME.fullmatch(value)
    seconds = int(found[1]) * (60 if found[2] in ("m", "min", "분") else 1) if found else 0
    if not 1 <= seconds <= DAY_S:
        return "time must be a number of seconds (120) or minutes (2m)"
    into.time_s = seconds
    return None


def listed(value: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip())
