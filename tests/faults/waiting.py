"""Waiting for a condition of other processes, within a bound and without a fixed sleep."""

import time
from collections.abc import Callable
from typing import TypeVar

# longer than anything takes on a busy machine; whoever waits this long waits in vain
PATIENCE_S = 120.0
LOOK_EVERY_S = 0.02
T = TypeVar("T")


def until(condition: Callable[[], T | None], what: str) -> T:
    """The first true value of the condition."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        if found := condition():
            return found
        assert time.monotonic() < deadline, f"waited in vain for: {what}"
        time.sleep(LOOK_EVERY_S)
