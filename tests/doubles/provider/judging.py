"""What the double says of an answer, drawn from the request itself; and what a strict provider does not put up with."""

import json
import re
import string
from dataclasses import dataclass
from typing import Any

FENCED = re.compile(r"\A<([0-9a-f]{32})>\n(.*)\n</\1>\Z", re.S)
ROLE_MARKERS = re.compile(
    r"<\|?/?(?:im_start|im_end|system|assistant|user|endoftext|start_of_turn|end_of_turn)\b|\[/?INST\]|<<SYS>>", re.I
)
# a line that opens a turn, whatever stands before the role and whatever it calls what it says
TURN = re.compile(
    r"^[\s>#*_\-•\d.)\[(【［“\"]*(?:system|assistant|user|human|developer|시스템|어시스턴트|사용자|개발자)"
    r"(?:[ _-]*(?:prompt|message|instructions?|프롬프트|메시지))?(?:[\s*_\])】］”\"]*[:：]|\s*[\]】］])",
    re.I | re.M,
)
WIDE = {0xFEE0 + ord(letter): letter for letter in string.ascii_letters}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


class Improper(Exception):
    """A request that a good client does not send."""


@dataclass(frozen=True)
class Asked:
    """A request taken apart, whichever wire it came by."""

    instructions: str
    user: str
    schema: dict[str, Any] | None
    answer: str = ""
    follow_up: str | None = None

    @property
    def ids(self) -> list[str]:
        """The rubric points that the schema asks for."""
        try:
            ids = (self.schema or {})["properties"]["points"]["items"]["properties"]["id"]["enum"]
        except (KeyError, TypeError):
            return ["point"]
        return list(ids)


def marker(text: str) -> str | None:
    """What in the text could pass for a marker of a role."""
    found = ROLE_MARKERS.search(text) or TURN.search(text.translate(WIDE)) or CONTROL.search(text)
    return found.group() if found else None


def examined(asked: Asked) -> Asked:
    """The same with its answer found; raises Improper when answer and instructions are not kept apart."""
    try:
        data = json.loads(asked.user)
    except ValueError:
        raise Improper("the user message is not JSON") from None
    if not isinstance(data, dict) or not {"answer"} <= set(data) <= {"answer", "asked"}:
        raise Improper("the user message is not the answer, with or without the follow-up that it answers")
    inner = {field: _unfenced(str(text), asked.instructions) for field, text in data.items()}
    if any(f'"{field}"' not in asked.instructions for field in inner):
        raise Improper("the instructions do not name each field")
    if asked.schema is None:
        raise Improper("no schema for the reply")
    return Asked(asked.instructions, asked.user, asked.schema, inner["answer"], inner.get("asked"))


def _unfenced(text: str, instructions: str) -> str:
    """What stands between the delimiters; raises Improper when it could be taken for more than data."""
    fenced = FENCED.match(text)
    if not fenced:
        raise Improper("the data does not stand between its delimiters")
    boundary, inner = fenced.groups()
    if boundary in inner or boundary not in instructions:
        raise Improper("the delimiter stands in the data, or the instructions do not name it")
    if held := marker(inner):
        raise Improper(f"the data still holds {held!r}")
    return str(inner)


def judged(asked: Asked, verdicts: list[str], follow_up: str) -> dict[str, Any]:
    """A reply by the schema: each made point is shown by a line of the answer."""
    given = verdicts or ["met", "partial", "missed"]
    line = next((line.strip() for line in asked.answer.splitlines() if line.strip()), "")
    points = []
    for place, point_id in enumerate(asked.ids):
        verdict = given[place] if place < len(given) else given[-1]
        evidence = [] if verdict == "missed" else [line[:80].strip()]
        points.append({"id": point_id, "evidence": evidence, "rationale": "Because the double says so.", "verdict": verdict})
    return {"points": points, "summary": "The double has read it.", "follow_up": follow_up}
