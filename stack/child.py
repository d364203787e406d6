"""One child process: its own session, its lines, its end."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")
LINES_KEPT = 30

OnLine = Callable[[str], None]


@dataclass(frozen=True)
class Command:
    """What to run and as whom; `prefix` runs before the launcher (`unshare ...`), `user` is `uid:gid` or `-`."""

    argv: Sequence[str]
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    prefix: Sequence[str] = ()
    user: str = "-"
    death_signal: signal.Signals = signal.SIGTERM

    def line(self) -> list[str]:
        launch = [sys.executable, "-I", "-S", str(LAUNCH), str(os.getpid()), str(int(self.death_signal)), self.user]
        return [*self.prefix, *launch, *self.argv]


@dataclass
class Child:
    """Started by a thread that lives as long as the child: Linux sends the parent-death signal when the starting thread ends."""

    command: Command
    on_line: OnLine | None = None
    on_exit: Callable[[], None] | None = None
    process: subprocess.Popen[bytes] | None = None
    failure: OSError | None = None
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_KEPT))
    _begun: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)

    def start(self) -> "Child":
        threading.Thread(target=self._keep, daemon=True, name="child").start()
        self._begun.wait()
        if self.failure:
            raise self.failure
        return self

    @property
    def pid(self) -> int:
        if self.process is None:
            raise RuntimeError("the child was never started")
        return self.process.pid

    @property
    def code(self) -> int | None:
        """Its exit code, or None while it runs; negative is the signal that ended it."""
        return self.process.returncode if self.process and self._ended.is_set() else None

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it has ended within the time."""
        return self._ended.wait(seconds)

    def send(self, number: signal.Signals) -> None:
        if not self._ended.is_set():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def ask(self) -> None:
        """To end in its own way."""
        self.send(signal.SIGTERM)

    def kill(self) -> None:
        """The whole process group at once: a pool's children must not outlive their leader."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.wait(5.0)

    def _keep(self) -> None:
        try:
            self.process = subprocess.Popen(
                self.command.line(),
                env=dict(self.command.env) if self.command.env is not None else None,
                cwd=self.command.cwd,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                # a session of its own: Ctrl-C in the terminal reaches the supervisor alone, which decides the order
                start_new_session=True,
            )
        except OSError as error:
            self.failure = error
            self._begun.set()
            return
        reader = threading.Thread(target=self._read, args=(self.process,), daemon=True, name=f"lines of {self.process.pid}")
        reader.start()
        self._begun.set()
        self.process.wait()
        # a grandchild may hold the pipe open: wait for the last lines, but not for ever
        reader.join(0.5)
        self._ended.set()
        if self.on_exit:
            self.on_exit()

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdout is None:
            return
        with process.stdout as stream:
            for raw in stream:
                line = raw.decode("utf-8", "replace").rstrip("\r\n")
                self.lines.append(line)
                if self.on_line:
                    self.on_line(line)


def ended_with(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"
