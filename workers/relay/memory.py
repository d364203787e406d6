"""Whether Redis still knows what it was told: restarted or emptied, it has lost every message, and nobody says so."""

import redis.asyncio
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from practice.jobs.sweep import count_as_unannounced

log = structlog.get_logger()

# lost with the messages, whoever loses them: a restart, a flush, another server at the same address
MARK = "backtalk:relay:messages"


async def mend_memory(engine: AsyncEngine, client: redis.asyncio.Redis) -> None:
    """Jobs whose messages are lost are announced by this sweep and the next ones, not only when their period is over.

    Raises redis-py's RedisError while the broker is away.
    """
    if await client.exists(MARK):
        return
    async with engine.begin() as conn:
        waiting = await conn.run_sync(count_as_unannounced)
    # afterwards: whoever dies in between leaves it to the next sweep
    await client.set(MARK, "known")
    if waiting:
        log.warning("broker_lost_its_messages", jobs=waiting)
