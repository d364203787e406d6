"""A reader of Server-Sent Events, as far as the tests need one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

# longer than anything a test waits for on a busy machine; a stream that stays silent this long has failed
PATIENCE_S = 120.0


@dataclass(frozen=True)
class Frame:
    event: str
    data: dict[str, Any]
    id: int | None


def frames(lines: Iterator[str]) -> Iterator[Frame]:
    """The frames of a stream, comments left out."""
    fields: dict[str, str] = {}
    for line in lines:
        if line == "":
            if "data" in fields:
                yield Frame(fields["event"], json.loads(fields["data"]), int(fields["id"]) if "id" in fields else None)
            fields = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value


@contextmanager
def listening(client: httpx.Client, after: int | None = None, last_event_id: int | None = None) -> Iterator[Iterator[Frame]]:
    """An open stream; leaving the block ends it."""
    params = {} if after is None else {"after": after}
    headers = {} if last_event_id is None else {"Last-Event-ID": str(last_event_id)}
    timeout = httpx.Timeout(10.0, read=PATIENCE_S)
    with client.stream("GET", "/api/events", params=params, headers=headers, timeout=timeout) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        yield frames(response.iter_lines())


def until(stream: Iterator[Frame], *kinds: str) -> list[Frame]:
    """Frames up to the one that completes ``kinds``, each of which must occur."""
    seen: list[Frame] = []
    missing = set(kinds)
    for frame in stream:
        seen.append(frame)
        missing.discard(frame.event)
        if not missing:
            return seen
    raise AssertionError(f"the stream ended without {sorted(missing)}")
