"""After failures in a row a broker is left alone for a while: each try would cost a second for nothing."""

from collections.abc import Callable


class Breaker:
    """Open for ``rest_s`` seconds after ``failures`` failures in a row; then one try decides.

    Source: M. Nygard, "Release It!", 2007, the circuit breaker.
    """

    def __init__(self, clock: Callable[[], float], failures: int = 3, rest_s: float = 5.0) -> None:
        self._clock = clock
        self._failures = failures
        self._rest_s = rest_s
        self._in_a_row = 0
        self._open_until = 0.0

    @property
    def open(self) -> bool:
        return self._clock() < self._open_until

    def succeeded(self) -> None:
        self._in_a_row = 0

    def failed(self) -> None:
        self._in_a_row += 1
        if self._in_a_row >= self._failures:
            self._open_until = self._clock() + self._rest_s
