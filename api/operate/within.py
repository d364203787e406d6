"""A service is asked within a short limit of its own."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

LIMIT_S = 2.0
T = TypeVar("T")


async def within(asked: Awaitable[T]) -> T | None:
    """The answer, or None when there is none in time."""
    try:
        async with asyncio.timeout(LIMIT_S):
            return await asked
    except (TimeoutError, SQLAlchemyError, RedisError, OSError):
        return None
