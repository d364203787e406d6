import gc
import sys
import weakref
from collections.abc import Iterator

import pytest

from practice.collector import YOUNG, spare_what_stays


class Ring:
    def __init__(self) -> None:
        self.myself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*usual)


def test_what_is_loaded_is_not_looked_through_again() -> None:
    spare_what_stays()
    assert gc.get_freeze_count() > len(sys.modules)
    assert gc.get_threshold()[0] == YOUNG


def test_rings_that_were_let_go_before_are_not_kept() -> None:
    ring = weakref.ref(Ring())
    spare_what_stays()
    assert ring() is None


def test_rings_of_later_are_still_collected() -> None:
    spare_what_stays()
    rings = [weakref.ref(Ring()) for _ in range(2 * YOUNG)]
    assert any(ring() is None for ring in rings)
