"""The circuit breaker, on a clock of the test's own."""

from api.dispatch.breaker import Breaker


class Clock:
    """Moves when it is told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_it_opens_after_failures_in_a_row_and_only_then() -> None:
    breaker = Breaker(Clock(), failures=3, rest_s=5)
    breaker.failed()
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    breaker.failed()
    assert not breaker.open
    breaker.failed()
    assert breaker.open


def test_after_the_rest_one_try_decides() -> None:
    clock = Clock()
    breaker = Breaker(clock, failures=2, rest_s=5)
    breaker.failed()
    breaker.failed()
    clock.at = 5.0
    assert not breaker.open
    breaker.failed()
    assert breaker.open
    clock.at = 10.0
    breaker.succeeded()
    breaker.failed()
    assert not breaker.open
