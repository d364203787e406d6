"""Other texts than answers that need vectors, filled in by whoever embeds: now for the active model, and for a next one."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from practice.embedding.port import Vectors


@dataclass(frozen=True, slots=True)
class Item:
    """A text without a vector; ``key`` is its source's own."""

    key: Hashable
    text: str


class Source(Protocol):
    """Passages that stand in a table of their own, with a vector for each model."""

    def missing(self, conn: Connection, model: str, limit: int) -> list[Item]:
        """Up to ``limit`` texts that have no vector of the model; cheap when there are none."""
        ...

    def store(self, conn: Connection, model: str, items: list[Item], vectors: Vectors) -> None:
        """Writes the vectors, shape (len(items), dimensions)."""
        ...

    def drop(self, conn: Connection, model: str) -> None:
        """Deletes every vector of a model that is out of use."""
        ...
