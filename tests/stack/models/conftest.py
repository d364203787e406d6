"""A hub with one small model, for commands that are processes of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import huggingface_hub.constants
import pytest

from stack.roster import ROOT
from tests.practice.embedding.shelf.hub import Hub, serving
from tests.practice.embedding.shelf.tiny import make_tiny

NAME = "someone/tiny"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    # this process has loaded a model as those that serve do: they never look at a hub, and tell so to their children
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    make_tiny(tmp_path / "hub")
    with serving(Hub(tmp_path / "hub", NAME)) as made:
        yield made


@contextmanager
def begun(*arguments: str, **env: str) -> Iterator["subprocess.Popen[str]"]:
    """The command as a person types it, under way; killed at the end if it still runs."""
    command = [sys.executable, "-m", "stack", *arguments]
    told = {**os.environ, "PYTHONUNBUFFERED": "1", **env}
    with subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def backtalk(*arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """The same, ended."""
    with begun(*arguments, **env) as process:
        said, complained = process.communicate()
    return subprocess.CompletedProcess(arguments, process.returncode, said, complained)
