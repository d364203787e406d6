"""A provider's reply: read while it is written, and checked when it is whole."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

import pydantic_core
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from practice.scoring.providers.failures import ProviderMalformed

MOST_QUOTES = 8
THOUGHT_BEGINS, THOUGHT_ENDS = "<think>", "</think>"


class PointReply(BaseModel):
    """What the provider says of one point."""

    model_config = ConfigDict(extra="ignore")

    id: str
    evidence: Annotated[list[str], Field(max_length=MOST_QUOTES)]
    rationale: str
    verdict: Literal["met", "partial", "missed"]


class Reply(BaseModel):
    """A whole reply."""

    model_config = ConfigDict(extra="ignore")

    points: list[PointReply]
    summary: str = ""
    follow_up: str = ""


def whole(text: str, ids: Sequence[str]) -> Reply:
    """The reply with exactly these points, in this order. Raises ProviderMalformed, which quotes nothing of it."""
    try:
        reply = Reply.model_validate_json(_bare(text))
    except ValidationError as error:
        raise ProviderMalformed(_said(error.errors(include_input=False)[0]["type"])) from None
    except TypeError:
        raise ProviderMalformed(_said("not_unicode")) from None
    by_id = {point.id: point for point in reply.points}
    if len(by_id) != len(reply.points) or set(by_id) != set(ids):
        raise ProviderMalformed(_said("points_differ"))
    return reply.model_copy(update={"points": [by_id[point_id] for point_id in ids]})


def _said(what: str) -> str:
    return f"{ProviderMalformed.title} ({what})"


def _bare(text: str) -> str:
    """Without what some models put around JSON whatever they are told: thoughts, a word before it, a code fence."""
    inner = _bare_begin(text)
    return inner[: inner.rfind("}") + 1] or inner


class Reading:
    """Hands out each point of a growing reply once it is complete."""

    def __init__(self) -> None:
        self._told = 0
        self._read = 0

    def new_points(self, text: str) -> list[PointReply]:
        """Points that are complete in ``text``, all of the reply so far, and were not handed out before."""
        # a point ends at a brace; whatever comes between need not be parsed again and again
        end = text.rfind("}") + 1
        if end <= self._read:
            return []
        self._read = end
        new = _complete(text[:end])[self._told :]
        self._told += len(new)
        return new


def _complete(text: str) -> list[PointReply]:
    try:
        value: Any = pydantic_core.from_json(_bare_begin(text), allow_partial=True)
    except (ValueError, TypeError):
        # the latter for half a surrogate pair, which JSON can spell
        return []
    points = value.get("points") if isinstance(value, dict) else None
    return list(_valid(points if isinstance(points, list) else []))


def _valid(points: list[Any]) -> Iterator[PointReply]:
    """The points up to the first that is not whole yet."""
    for point in points:
        try:
            yield PointReply.model_validate(point)
        except ValidationError:
            return


def _bare_begin(text: str) -> str:
    inner = text.lstrip("\ufeff \t\r\n")
    if inner.startswith(THOUGHT_BEGINS):
        # braces of a thought are none of the reply's
        inner = inner.partition(THOUGHT_ENDS)[2]
    return inner[max(0, inner.find("{")) :]
