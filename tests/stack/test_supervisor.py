"""The supervisor: what dies starts again, what is stopped is gone, in order and in bounded time."""

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

import psutil
import pytest

from stack.child import Command
from stack.console import Console
from stack.program import Program
from stack.register import Register
from stack.stop_requests import StopRequests
from stack.supervisor import Supervisor

SERVE = "import signal; print('up', flush=True); signal.pause()"
# says when it ends, so that the order can be seen
POLITE = """
import signal, sys
def leave(*_):
    print('gone', flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print('up', flush=True)
while True:
    signal.pause()
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True)\nwhile True: signal.pause()"
FAMILY = """
import signal, subprocess, sys
child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()'])
print('child', child.pid, flush=True)
signal.pause()
"""


@dataclass
class Stage:
    """A supervisor with the lines its programs said, to be waited for."""

    supervisor: Supervisor
    stream: io.StringIO
    heard: list[tuple[str, str]] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def hear(self, name: str, line: str) -> None:
        with self.news:
            self.heard.append((name, line))
            self.news.notify_all()

    def start(self, name: str, code: str) -> Program:
        program = Program(name, Command([sys.executable, "-u", "-c", code]), self.hear, self.supervisor.exits.put)
        self.supervisor.start(program)
        return program

    def wait_for(self, name: str, line: str, times: int = 1) -> str:
        def said() -> list[str]:
            return [text for who, text in self.heard if who == name and text.startswith(line)]

        with self.news:
            assert self.news.wait_for(lambda: len(said()) >= times, timeout=30), self.heard
            return said()[-1]

    def turn_until(self, name: str, line: str, times: int) -> None:
        """Lets the supervisor work until a line has come so many times."""
        while sum(said == (name, line) for said in self.heard) < times:
            self.supervisor.turn(0.05)

    def told(self) -> str:
        self.supervisor.console.close()
        return self.stream.getvalue()


@pytest.fixture
def stage() -> Iterator[Stage]:
    wake: SimpleQueue[str] = SimpleQueue()
    stream = io.StringIO()
    stage = Stage(Supervisor(Console("text", stream), StopRequests(wake), wake), stream)
    yield stage
    stage.supervisor.stop((), grace=0.0)
    stage.supervisor.console.close()


def test_a_program_that_dies_starts_again_with_a_line_that_says_so(stage: Stage) -> None:
    program = stage.start("relay", SERVE)
    stage.wait_for("relay", "up")
    assert program.child
    os.kill(program.child.pid, signal.SIGKILL)
    stage.turn_until("relay", "up", times=2)
    assert "relay was ended by SIGKILL; starting it again in 0.2 s" in stage.told()


def test_a_program_that_keeps_dying_is_tried_ever_more_slowly(stage: Stage) -> None:
    stage.start("relay", "print('up'); raise SystemExit(3)")
    stage.turn_until("relay", "up", times=3)
    told = stage.told()
    assert "relay ended with exit code 3; starting it again in 0.2 s" in told
    assert "starting it again in 0.4 s" in told


def test_a_stop_ends_wave_after_wave(stage: Stage) -> None:
    for name in ("api", "relay", "worker"):
        stage.start(name, POLITE)
        stage.wait_for(name, "up")
    stage.supervisor.stop((("worker",), ("relay",), ("api",)), grace=20.0)
    assert [name for name, line in stage.heard if line == "gone"] == ["worker", "relay", "api"]


def test_a_program_that_will_not_stop_is_killed_after_the_grace(stage: Stage) -> None:
    program = stage.start("worker", STUBBORN)
    stage.wait_for("worker", "up")
    stage.supervisor.stop((("worker",),), grace=0.2)
    assert program.child
    assert program.child.code == -signal.SIGKILL
    assert "worker did not stop in time and is killed" in stage.told()


def test_a_second_request_does_not_wait_for_the_grace(stage: Stage) -> None:
    program = stage.start("worker", STUBBORN)
    stage.wait_for("worker", "up")
    stage.supervisor.requests.ask()
    stage.supervisor.requests.ask()
    stage.supervisor.stop((("worker",),), grace=3600.0)
    assert program.child
    assert program.child.code == -signal.SIGKILL


def test_a_pool_does_not_outlive_its_leader(stage: Stage) -> None:
    stage.start("worker", FAMILY)
    grandchild = psutil.Process(int(stage.wait_for("worker", "child").split()[1]))
    stage.supervisor.stop((("worker",),), grace=20.0)
    assert psutil.wait_procs([grandchild], timeout=10)[1] == []


def test_the_terminal_cannot_interrupt_a_program(stage: Stage) -> None:
    program = stage.start("api", SERVE)
    stage.wait_for("api", "up")
    assert program.child
    # Ctrl-C goes to the terminal's foreground group, to which a program of another session cannot belong
    assert os.getsid(program.child.pid) == program.child.pid != os.getsid(0)


def test_a_request_to_stop_ends_the_watch(stage: Stage) -> None:
    stage.start("api", SERVE)
    stage.wait_for("api", "up")
    threading.Timer(0.0, stage.supervisor.requests.ask).start()
    stage.supervisor.run()


class Hushed(SimpleQueue[str]):
    """Whoever waits on it is told of by an event, and gives up in the end: the test must not hang where the wait is endless."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.longest = 0.0

    def get(self, block: bool = True, timeout: float | None = None) -> str:
        self.longest = max(self.longest, timeout or 0.0)
        self.asked.set()
        return super().get(block, min(timeout or 0.0, 10.0))


def test_a_request_that_wakes_nobody_is_heard_after_a_moment() -> None:
    """The signal reaches another thread while this one waits in a lock: Python calls the handler once the wait is over."""
    exits = Hushed()
    requests = StopRequests(exits)
    before = signal.signal(signal.SIGTERM, requests.ask)
    sender = threading.Thread(target=lambda: exits.asked.wait() and os.kill(os.getpid(), signal.SIGTERM))
    sender.start()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        Supervisor(Console(stream=io.StringIO()), requests, exits).run()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        signal.signal(signal.SIGTERM, before)
        sender.join()
    assert requests.count == 1
    assert exits.longest <= 1.0


def test_what_a_killed_run_left_behind_is_stopped_by_the_next(stage: Stage, tmp_path: Path) -> None:
    program = stage.start("worker", STUBBORN)
    stage.wait_for("worker", "up")
    register = Register(tmp_path / "processes")
    assert program.child
    register.add(program.child.pid)
    assert Register(tmp_path / "processes").stop_leftovers(grace=0.2) == 1
    assert program.child.wait(10)


def test_a_pid_that_belongs_to_somebody_else_by_now_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "processes").write_text(f"{os.getpid()} 12.5\nnonsense\n")
    assert Register(tmp_path / "processes").stop_leftovers() == 0
