"""Until something holds, looked at often enough not to be measured."""

import time
from collections.abc import Callable

EVERY_S = 0.02


def until(done: Callable[[], bool], within_s: float) -> bool:
    """False when it did not come to hold in time."""
    end = time.monotonic() + within_s
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(EVERY_S)
    return True
