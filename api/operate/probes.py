"""What is asked of the services around us, each with its own short limit."""

from api.operate.within import within
from api.state import State
from practice.db.revision import current
from practice.jobs.contracts import QUEUES
from practice.presence.beats import Presence
from practice.presence.pulse import present


async def revision(shared: State) -> str | None:
    """The schema's revision, or None while the database is away."""
    return await within(shared.database.open(current))


async def is_known(shared: State, token_hash: bytes) -> bool:
    """False while the database is away. Raises Unauthenticated for a token that it does not know."""
    return await within(shared.database.read(token_hash, lambda _conn, _user_id: True)) or False


async def processes(shared: State) -> list[Presence] | None:
    """Who beats, or None while Redis is away."""
    return await within(present(shared.redis))


async def broker_depths(shared: State) -> dict[str, int]:
    """Messages in the broker by queue; empty while Redis is away."""

    async def ask() -> dict[str, int]:
        return {queue: int(await shared.redis.llen(queue)) for queue in QUEUES}

    return await within(ask()) or {}
