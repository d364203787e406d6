"""Clocks that are wrong: of the programs by hours, of the database back and forth while answers wait."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.page import enter
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage


@pytest.fixture(scope="module")
def library() -> Path:
    """What is loaded before the C library and shifts the wall clock; waiting goes by another clock."""
    spec = importlib.util.find_spec("libfaketime")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "vendor" / "libfaketime" / "src" / "libfaketime.so.1"


def off_by(library: Path, seconds: int) -> dict[str, str]:
    moved = {"FAKETIME": f"{seconds:+d}", "DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1"}
    return {"LD_PRELOAD": str(library), **moved}


@pytest.mark.parametrize("hours", [2, -2])
def test_a_program_whose_clock_is_off_changes_nothing(stage: Stage, library: Path, hours: int) -> None:
    for kind in ("api", "relay", "worker-scoring"):
        stage.stop(kind)
        stage.start(kind, **off_by(library, hours * 3600))
    stage.until_whole()
    guest = enter(stage)
    answers = [guest.submit() for _ in range(3)]
    for answer in answers:
        guest.page.until_told(answer, "answer.scored")
    assert_all_well(guest)
    # the time that people see is the database's
    assert abs(stage.rows("select extract(epoch from now() - max(created_at)) as s from answers")[0].s) < 600
    guest.page.close()


@pytest.fixture
def moving(stage: Stage, library: Path) -> Iterator[Stage]:
    """The database runs two hours ahead."""
    move(stage, off_by(library, 7200))
    yield stage
    move(stage, {})


def move(stage: Stage, environment: dict[str, str]) -> None:
    stage.postgres.stop()
    stage.postgres.environment = environment
    stage.postgres.start()


def test_a_database_whose_clock_is_set_back_forgets_no_job(moving: Stage, library: Path) -> None:
    guest = enter(moving)
    moving.freeze("encoder")
    running = guest.submit()
    guest.page.until_told(running, "score.started")
    # one under way with its worker lost, one that waits: both bear times two hours from now once the clock is right
    moving.kill("worker-scoring")
    waiting = guest.submit()
    move(moving, {})
    moving.wake("encoder")
    moving.start("worker-scoring")
    for answer in (running, waiting):
        guest.page.until_told(answer, "answer.scored")
        guest.page.until_told(answer, "answer.embedded")
    assert_all_well(guest)
    # and forward: every lease is over at once
    move(moving, off_by(library, 7200))
    after = guest.submit()
    guest.page.until_told(after, "answer.scored")
    assert_all_well(guest)
    guest.page.close()
