"""A process says that it is there."""

import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from practice.clock import new_id, now

PREFIX = "backtalk:presence:"
EVERY_S = 3.0
# Three beats may be missed before a process counts as gone.
EXPIRES_S = 10

KINDS = ("api", "relay", "worker-scoring", "worker-embedding", "encoder")


@dataclass(frozen=True, slots=True)
class Presence:
    """One living process. ``info`` is what its kind has to tell, numbers mostly."""

    kind: str
    id: str
    pid: int
    host: str
    started_at: str
    beat_at: str
    info: dict[str, Any]


def introduce(kind: str) -> Presence:
    """The presence of this process, from now on."""
    moment = now().isoformat()
    return Presence(kind, new_id().hex[-8:], os.getpid(), socket.gethostname(), moment, moment, {})


def key_of(presence: Presence) -> str:
    return f"{PREFIX}{presence.kind}:{presence.id}"


def encode(presence: Presence, at: datetime, info: dict[str, Any]) -> str:
    """The value of the key at a beat."""
    return json.dumps({**asdict(presence), "beat_at": at.isoformat(), "info": info})


def decode(value: bytes | str) -> Presence:
    """Raises ValueError or TypeError for a beat that is not ours to read, such as one of another version."""
    return Presence(**json.loads(value))
