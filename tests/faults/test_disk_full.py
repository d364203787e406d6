"""The disk below PostgreSQL is full: a file system of its own, filled to the last byte."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.page import Guest, enter
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage

# the migrated cluster with its log takes about half of it
DISK_MB = 160
DONT_KNOW = "모르겠습니다"


@pytest.fixture
def cramped(tmp_path: Path, model_dir: Path) -> Iterator[Stage]:
    """A Backtalk whose database has a small disk; answers that need no encoder."""
    made = Stage(tmp_path, model_dir)
    made.open()
    made.postgres.stop()
    made.postgres.disk_mb = DISK_MB
    made.postgres.start()
    made.mend(("api", "relay", "worker-scoring"))
    yield made
    made.close()


def fill(disk: Path) -> Path:
    """Takes what is left, down to the last page."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        for size in (2**20, 2**12):
            with contextlib.suppress(OSError):
                while True:
                    os.write(file.fileno(), bytes(size))
    return ballast


def submit_until_refused(guest: Guest) -> None:
    while (response := guest.send(text=DONT_KNOW)).status_code == 202:
        pass
    assert (response.status_code, response.json()["code"]) == (503, "database_unavailable")
    assert int(response.headers["Retry-After"]) > 0


def test_what_cannot_be_stored_is_refused_and_what_was_accepted_is_kept(cramped: Stage) -> None:
    guest = enter(cramped)
    guest.submit(DONT_KNOW)
    ballast = fill(cramped.postgres.disk)
    submit_until_refused(guest)
    ballast.unlink()
    if cramped.postgres.child and cramped.postgres.child.wait(0.0):
        # without room for its log the server ends; under `make run` it is started again
        cramped.postgres.start()
    cramped.mend(("api", "relay", "worker-scoring"))
    again = guest.submit(DONT_KNOW)
    guest.page.until_told(again, "answer.scored")
    cramped.start("worker-embedding")
    assert_all_well(guest)
    guest.page.close()
