"""The time and new ids, in one place."""

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """A time-ordered id (UUIDv7): rows of one moment lie side by side in every index."""
    return uuid7()
