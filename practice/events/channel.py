"""The Pub/Sub side: channel names and what a message says."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.events.kinds import StoredEvent

PREFIX = "backtalk:events:"
# Always subscribed, so that the one connection of a gateway shows a restart of Redis even without readers.
CONTROL = "backtalk:control"
# Said to the open streams of a person who is gone; it never reaches a browser.
CLOSING = "stream.closing"


def channel_of(user_id: UUID) -> str:
    return f"{PREFIX}{user_id}"


@dataclass(frozen=True, slots=True)
class Hint:
    """A message: with ``seq`` it is an event of the log, without it is short-lived and may be lost."""

    kind: str
    data: str
    seq: int | None = None

    def encode(self) -> bytes:
        return json.dumps([self.seq, self.kind, self.data], ensure_ascii=False, separators=(",", ":")).encode()


def decode(message: bytes) -> Hint:
    """Raises ValueError on anything that ``encode`` did not write."""
    try:
        read = json.loads(message)
    except RecursionError as error:
        raise ValueError("nested too deeply to be a message of ours") from error
    match read:
        case [int() | None as seq, str() as kind, str() as data]:
            return Hint(kind=kind, data=data, seq=seq)
    raise ValueError("not a message of ours")


def hint_of(event: StoredEvent) -> Hint:
    return Hint(kind=event.kind, data=event.data(), seq=event.seq)


def closing() -> bytes:
    """The message that ends every open stream of a person."""
    return Hint(CLOSING, "").encode()


def partial(kind: str, data: dict[str, Any]) -> Hint:
    """A hint that is not in the log: shown if it arrives in time, gone otherwise."""
    return Hint(kind=kind, data=json.dumps({"kind": kind, **data}, ensure_ascii=False, separators=(",", ":")))
