"""What the tests of the stack share: a folder with a difficult name, and children that end with the test."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# The suite itself is run by make, and a make below another one speaks of the folders that it enters.
for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL"):
    os.environ.pop(name, None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Spaces, Hangul, a quote: all of them are legal in a path."""
    return tmp_path / '내 연습 "data" it\'s'


@pytest.fixture
def python() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts Python code of this project in a process of its own; killed at the end if it still runs."""
    with ExitStack() as ends:

        def start(code: str, *arguments: str, prefix: tuple[str, ...] = (), **env: str) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [*prefix, sys.executable, "-u", "-c", code, *arguments],
                cwd=ROOT,
                env={**os.environ, **env},
                stdout=subprocess.PIPE,
                text=True,
            )
            ends.enter_context(process)
            ends.callback(process.kill)
            return process

        yield start
