"""What a queue's worker does at the turns of its life."""

from typing import Protocol


class Room(Protocol):
    """One queue's side of a worker. In a threads pool there are no children; in a prefork pool the work is in them."""

    def worker_ready(self) -> None:
        """The worker takes messages from now on."""
        ...

    def child_started(self) -> None:
        """A pool process has started, before its first task."""
        ...

    def stopped(self) -> None:
        """The worker or the pool process stops."""
        ...
