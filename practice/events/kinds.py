"""The kinds of events, and an event as the stream shows it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

ACCEPTED = "answer.accepted"
SCORE_STARTED = "score.started"
SCORE_PARTIAL = "score.partial"
SCORED = "answer.scored"
# the offline score that a person took meanwhile; ``answer.scored`` still comes
ESTIMATED = "score.estimated"
# a passing failure: the job runs again by itself at ``retry_at``
SCORE_DELAYED = "score.delayed"
SCORE_FAILED = "score.failed"
EMBEDDED = "answer.embedded"
EMBED_DELAYED = "embed.delayed"
EMBED_FAILED = "embed.failed"
DELETED = "answer.deleted"
RESET = "reset"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event before it has its number."""

    user_id: UUID
    kind: str
    answer_id: UUID
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event of the log."""

    user_id: UUID
    seq: int
    kind: str
    answer_id: UUID
    payload: Mapping[str, Any]
    created_at: datetime

    def data(self) -> str:
        """The ``data:`` of its SSE frame: one line of JSON."""
        head = {"seq": self.seq, "kind": self.kind, "answer_id": str(self.answer_id), "at": self.created_at.isoformat()}
        return json.dumps({**head, **self.payload}, ensure_ascii=False, separators=(",", ":"))
