"""Asks the api whether the whole loop works."""

import http.client
import json
import urllib.error
from dataclasses import dataclass

from stack.direct import direct


@dataclass(frozen=True)
class Readiness:
    ready: bool
    missing: tuple[str, ...]


NOT_YET = Readiness(False, ("api",))


def readiness(address: str, timeout: float = 3.0) -> Readiness:
    """What `/readyz` says; an api that does not answer is itself what is missing."""
    try:
        with direct().open(f"{address}/readyz", timeout=timeout) as response:
            return understood(response.read())
    except urllib.error.HTTPError as refusal:
        with refusal:
            return understood(refusal.read())
    except (OSError, http.client.HTTPException):
        return NOT_YET


def understood(body: bytes) -> Readiness:
    try:
        said = json.loads(body)
        return Readiness(bool(said["ready"]), tuple(str(name) for name in said.get("missing", ())))
    except (ValueError, KeyError, TypeError):
        return NOT_YET
