"""The reply's shape: per point evidence, then rationale, then verdict, so that the verdict follows from what was quoted."""

from collections.abc import Sequence
from typing import Any

from practice.bank.model import RubricPoint

VERDICTS = ("met", "partial", "missed")


def _object(**properties: Any) -> dict[str, Any]:
    # every property required and none added: what OpenAI's strict mode wants, and no harm elsewhere
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _said(kind: str, what: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "description": what, **more}


def reply_schema(points: Sequence[RubricPoint]) -> dict[str, Any]:
    """JSON schema of a reply on these points, in their order."""
    quote = {"type": "string"}
    point = _object(
        id=_said("string", "id of the rubric point", enum=[point.id for point in points]),
        evidence=_said("array", "verbatim quotes from the answer, at most two, short; empty when there is none", items=quote),
        rationale=_said("string", "one sentence: why, and what would make it better"),
        verdict=_said("string", "what the evidence amounts to", enum=list(VERDICTS)),
    )
    return _object(
        points=_said("array", "one entry for each rubric point, in the given order", items=point),
        summary=_said("string", "two sentences on the answer as a whole, without any number"),
        follow_up=_said("string", "one question, one sentence, aimed at the weightiest point that is not met; else empty"),
    )
