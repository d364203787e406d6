"""A stop that reaches make alone reaches what make runs."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stack.roster import ROOT

CODE = """
from queue import Empty, SimpleQueue
from stack.make_watch import watch_make
from stack.stop_requests import StopRequests
from stack.supervisor import LONGEST_WAIT_S
wake = SimpleQueue()
requests = StopRequests(wake)
requests.install()
watch_make(requests)
print('up', flush=True)
# as the supervisor waits: a signal in the moment before a wait is heard of after it
while not requests.count:
    try:
        wake.get(timeout=LONGEST_WAIT_S)
    except Empty:
        pass
print('asked', requests.count, flush=True)
"""


@pytest.fixture
def make(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "code.py").write_text(CODE)
    (tmp_path / "Makefile").write_text("run:\n\t@exec '$(PYTHON)' code.py\n")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = ["make", "run", f"PYTHON={sys.executable}"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "up\n"
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_to_make_alone_asks_once(make: subprocess.Popen[str], number: signal.Signals) -> None:
    os.kill(make.pid, number)
    assert make.stdout
    assert make.stdout.readline() == "asked 1\n"


def test_ctrl_c_reaches_both_and_counts_once(make: subprocess.Popen[str]) -> None:
    os.killpg(make.pid, signal.SIGINT)
    assert make.stdout
    assert make.stdout.readline() == "asked 1\n"
