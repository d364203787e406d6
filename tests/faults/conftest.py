"""One Backtalk for all tests of faults, whole again before each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.page import Guest, enter
from tests.faults.stage import Stage


@pytest.fixture(scope="package")
def standing(tmp_path_factory: pytest.TempPathFactory, model_dir: Path) -> Iterator[Stage]:
    made = Stage(tmp_path_factory.mktemp("faults"), model_dir)
    made.open()
    yield made
    made.close()


@pytest.fixture
def stage(standing: Stage) -> Stage:
    """Every process runs, whatever the test before has done to it."""
    standing.mend()
    return standing


@pytest.fixture
def guest(stage: Stage) -> Iterator[Guest]:
    made = enter(stage)
    yield made
    made.page.close()


@pytest.fixture
def other(stage: Stage) -> Iterator[Guest]:
    """Somebody else, whom another's trouble must not touch."""
    made = enter(stage)
    yield made
    made.page.close()
